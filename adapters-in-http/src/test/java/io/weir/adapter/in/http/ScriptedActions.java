package io.weir.adapter.in.http;

import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.phone.LibPhoneNumbers;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.RunDataAction;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Use cases of data actions whose results a test scripts. */
public final class ScriptedActions {
    private static final PhoneNumbers NO_NUMBERS = (_, _) -> List.of();

    private ScriptedActions() {}

    /** The actions of {@code catalog}, which no caller may run. */
    public static ActionUseCases forbidden(ActionCatalog catalog) {
        return of(catalog, _ -> new ActionOutcome.Forbidden());
    }

    public static ActionUseCases of(ActionCatalog catalog, Function<RunDataAction.Request, ActionOutcome> run) {
        return of(catalog, run, new DryRunDataAction.DryRunResult.Forbidden());
    }

    public static ActionUseCases of(
            ActionCatalog catalog,
            Function<RunDataAction.Request, ActionOutcome> run,
            DryRunDataAction.DryRunResult dryRun) {
        return new ActionUseCases(catalog, new Run(run), new DryRun(dryRun));
    }

    /** The actions of {@code catalog}, which can be tried without an org. */
    public static ActionUseCases trying(ActionCatalog catalog) {
        var phones = new LibPhoneNumbers();
        return new ActionUseCases(
                catalog,
                new Run(_ -> new ActionOutcome.Forbidden()),
                new DryRunDataAction(SchemaCatalog.NONE, phones, Clock.systemUTC()));
    }

    private static final class Run extends RunDataAction {
        private final Function<Request, ActionOutcome> script;

        Run(Function<Request, ActionOutcome> script) {
            super(
                    SchemaCatalog.NONE,
                    NO_NUMBERS,
                    new Runs(
                            new UnusedOrg(),
                            (_, _) -> List.of(),
                            Optional::empty,
                            new ApiBudget(0, Clock.systemUTC()),
                            new RunningWeir.History(),
                            Clock.systemUTC(),
                            new SharingStats()),
                    Findings.IGNORED,
                    () -> "https://weir.my.salesforce.com");
            this.script = script;
        }

        @Override
        public ActionOutcome run(Request request) {
            return script.apply(request);
        }
    }

    private static final class DryRun extends DryRunDataAction {
        private final DryRunResult result;

        DryRun(DryRunResult result) {
            super(SchemaCatalog.NONE, NO_NUMBERS, Clock.systemUTC());
            this.result = result;
        }

        @Override
        public DryRunResult dryRun(RunDataAction.Request request) {
            return result;
        }
    }

    private static final class UnusedOrg implements SalesforceQueries {
        @Override
        public QueryPage start(Soql soql, RunMeter meter) {
            throw new AssertionError("a scripted action queries nothing");
        }

        @Override
        public QueryPage resume(PageCursor cursor, RunMeter meter) {
            throw new AssertionError("a scripted action queries nothing");
        }
    }
}
