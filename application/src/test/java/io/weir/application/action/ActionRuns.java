package io.weir.application.action;

import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeOrg;
import io.weir.application.FakeSchema;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Runs data actions in front of a fake org. */
abstract class ActionRuns {
    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    static final Duration TIMEOUT = Duration.ofHours(1);
    static final Caller CALLER = Caller.unrestricted("tester", QueryPolicy.DEFAULT);
    static final Map<String, Input> ADA = Map.of("phone", text("(415) 555-0100"));
    static final String ID = "003000000000001AAA";
    final Row ada = row("Id", ID, "Name", "Ada Byron", "Account", row("Name", "Engines Ltd"));
    final FakeOrg org = new FakeOrg();
    final ListedHistory history = new ListedHistory();
    final List<Execution> remembered = history.executions;
    final List<ActionName> unsuitable = new CopyOnWriteArrayList<>();
    final List<String> unfilled = new CopyOnWriteArrayList<>();
    final SharingStats repeats = new SharingStats();
    volatile Instant now = START;
    Optional<ApiUsage> usage = Optional.of(new ApiUsage(25, 5_000));
    SchemaCatalog schema = FakeSchema.contactCentre();

    @Nullable
    RunDataAction runDataAction;

    synchronized RunDataAction runDataAction() {
        if (runDataAction == null) {
            runDataAction = new RunDataAction(
                    schema,
                    Actions.PHONES,
                    runs(),
                    new RunDataAction.Findings() {
                        @Override
                        public void unsuitable(DataAction action, List<Problem> problems) {
                            unsuitable.add(action.name());
                        }

                        @Override
                        public void unfilled(DataAction action, MemberName input) {
                            unfilled.add(action.name() + " " + input);
                        }
                    },
                    () -> "https://weir.my.salesforce.com");
        }
        return runDataAction;
    }

    Runs runs() {
        return new Runs(org, org, () -> usage, new ApiBudget(100, () -> now), history, () -> now, repeats);
    }

    static Row row(@Nullable Object... namesAndValues) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Row.of(values);
    }

    ActionOutcome run(DataAction action, Map<String, Input> inputs) {
        return run(action, inputs, CALLER);
    }

    ActionOutcome run(DataAction action, Map<String, Input> inputs, Caller caller) {
        return runDataAction().run(request(action, inputs, caller));
    }

    private static RunDataAction.Request request(DataAction action, Map<String, Input> inputs, Caller caller) {
        var named = new LinkedHashMap<MemberName, Input>();
        inputs.forEach((name, input) -> named.put(new MemberName(name), input));
        return new RunDataAction.Request(action, named, caller, Drafts.trail("request-1"), TIMEOUT);
    }

    /** What a dry run says about inputs that a run refuses. */
    private List<String> dryRunProblems(DataAction action, Map<String, Input> inputs) {
        var result = new DryRunDataAction(schema, Actions.PHONES, () -> now).dryRun(request(action, inputs, CALLER));
        assertThat(result).isInstanceOf(DryRunDataAction.DryRunResult.Invalid.class);
        return ((DryRunDataAction.DryRunResult.Invalid) result)
                .problems().stream().map(Object::toString).toList();
    }

    ActionAnswer answer(DataAction action, Map<String, Input> inputs) {
        var outcome = run(action, inputs);
        assertThat(outcome).isInstanceOf(ActionOutcome.Answered.class);
        return ((ActionOutcome.Answered) outcome).answer();
    }

    static @Nullable OutputValue value(ActionAnswer answer, String key) {
        return answer.outputs().get(new MemberName(key));
    }

    List<String> problems(DataAction action, Map<String, Input> inputs) {
        return switch (run(action, inputs)) {
            case ActionOutcome.Answered(var answer) ->
                answer.invalid().isPresent() ? dryRunProblems(action, inputs) : List.of();
            case ActionOutcome.Unsuitable(var problems) ->
                problems.stream().map(problem -> "! " + problem).toList();
            case ActionOutcome.Forbidden _, ActionOutcome.Refused _, ActionOutcome.JournalUnavailable _ -> List.of();
        };
    }
}
