package io.weir.adapter.in.http.action;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.application.action.CheckInputs;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.DataAction;
import io.weir.domain.draft.Problem;
import io.weir.domain.port.ActionCatalog;

/** The operator's data actions, and the use cases that run, describe and check them. */
public record ActionUseCases(
        ActionCatalog catalog, RunDataAction run, DryRunDataAction dryRun, CheckInputs checkInputs) {
    /** Refuses an invalid request, with the problems of the inputs that could be read. */
    void refuseIfInvalid(DataAction action, ActionRequestReader.Request read) {
        var known = read.problems().all();
        if (known.isEmpty()) {
            return;
        }
        checkInputs.problems(action, read.inputs()).stream()
                .filter(found -> known.stream().noneMatch(problem -> isWithin(problem, found.location())))
                .forEach(found -> read.problems().add(found.location(), found.message()));
        throw new RequestRefused(ErrorAnswer.invalid(read.problems().all()));
    }

    private static boolean isWithin(Problem problem, String location) {
        return (problem.location() + "/").startsWith(location + "/");
    }
}
