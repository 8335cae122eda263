package io.weir.adapter.in.http.action;

import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.RunDataAction;
import io.weir.domain.port.ActionCatalog;

/** The operator's data actions, and the use cases that run and describe them. */
public record ActionUseCases(ActionCatalog catalog, RunDataAction run, DryRunDataAction dryRun) {}
