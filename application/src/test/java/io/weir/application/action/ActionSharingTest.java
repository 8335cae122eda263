package io.weir.application.action;

import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.step;
import static io.weir.application.Actions.withCases;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Which runs of a data action one run or one kept answer serves. */
class ActionSharingTest extends ActionRuns {
    @Test
    void aHundredAtOnceAndThoseThatFollowCostOneCall() throws Exception {
        org.with("Contact", ada).waiting();
        var action = callerLookup().built();
        List<Future<ActionOutcome>> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                outcomes.add(threads.submit(() -> run(action, ADA)));
            }
            org.awaitTheFirst();
            org.goOn();
        }
        for (var outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(outcomes.getFirst().get());
        }
        now = START.plusSeconds(9);
        run(action, Map.of("phone", text("415.555.0100")));

        assertThat(org.asked()).hasSize(1);
        assertThat(remembered).hasSize(101);
        assertThat(remembered.stream().mapToInt(Execution::apiCalls).sum()).isEqualTo(1);
        assertThat(remembered.stream().filter(execution -> execution.served() == Served.FRESH))
                .hasSize(1);
        assertThat(remembered.getLast().served()).isEqualTo(Served.CACHED);
        assertThat(remembered)
                .extracting(Execution::soqlShape)
                .containsOnly(remembered.getLast().soqlShape());
        now = START.plusSeconds(10);
        run(action, ADA);
        assertThat(org.asked()).as("what is kept has expired").hasSize(2);
    }

    /** As when another action's file has changed, and every file was read again. */
    @Test
    void anAnswerServesTheSameActionReadAgain() {
        org.with("Contact", ada);

        answer(withPattern("[0-9]+"), Map.of("visits", text("5")));
        answer(withPattern("[0-9]+"), Map.of("visits", text("5")));
        assertThat(org.asked()).hasSize(1);
        assertThat(remembered.getLast().served()).isEqualTo(Served.CACHED);

        answer(withPattern("[0-9]{1,3}"), Map.of("visits", text("5")));
        assertThat(org.asked()).as("another declaration").hasSize(2);
    }

    private static DataAction withPattern(String pattern) {
        return new Actions.Builder()
                .input(new DeclaredInput(
                        new MemberName("visits"),
                        new InputType.Scalar(FieldType.INT),
                        "",
                        true,
                        Optional.empty(),
                        Optional.of(new DeclaredInput.TextPattern(pattern, text -> text.matches(pattern))),
                        40,
                        List.of(),
                        false))
                .step(step("record", "Contact").select("Id").blank("Visits__c", "=", "visits"))
                .output("id", "record", "Id")
                .built();
    }

    @Test
    void keepsAnswersForTheSameCallerActionAndValuesOnly() {
        org.with("Contact", ada);
        var action = callerLookup().built();
        run(action, ADA);

        run(action, Map.of("phone", text("4155550199")));
        run(action, ADA, Caller.unrestricted("another", QueryPolicy.DEFAULT));
        run(withCases().built(), ADA);
        assertThat(org.asked()).hasSize(5);

        run(callerLookup().keeping(Duration.ZERO).built(), ADA);
        run(callerLookup().keeping(Duration.ZERO).built(), ADA);
        assertThat(org.asked()).as("a verdict is not kept").hasSize(7);
    }

    @Test
    void showsNoValueInAnyToString() {
        org.with("Contact", ada);

        var outcome = run(callerLookup().built(), ADA);

        assertThat(outcome.toString() + remembered).doesNotContain("Byron", "4155550100");
    }
}
