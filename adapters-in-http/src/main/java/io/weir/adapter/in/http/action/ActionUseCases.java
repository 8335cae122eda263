package io.weir.adapter.in.http.action;

import io.weir.application.action.DryRunDataAction.Rehearsal;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.port.ActionCatalog;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The operator's data actions.
 *
 * @param run answers one, as {@link RunDataAction#run} does
 * @param dryRun describes what that would do, as {@link io.weir.application.action.DryRunDataAction#rehearse} does
 * @param problems checks inputs, as {@link io.weir.application.action.CheckInputs#problems} does
 */
public record ActionUseCases(
        ActionCatalog catalog,
        Function<RunDataAction.Request, ActionOutcome> run,
        Function<RunDataAction.Request, Rehearsal> dryRun,
        BiFunction<DataAction, Map<MemberName, Input>, List<Problem>> problems) {}
