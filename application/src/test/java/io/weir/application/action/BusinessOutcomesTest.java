package io.weir.application.action;

import static io.weir.application.Actions.RECORD;
import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.step;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.Input;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.schema.FieldPath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a data action answered, as the history keeps it. */
class BusinessOutcomesTest extends ActionRuns {
    private static final DataAction LOOKUP = callerLookup().built();

    @Test
    void everyVerdictIsOne() {
        assertRemembers(Verdict.NOT_FOUND, LOOKUP, ADA);
        org.with("Contact", ada);
        assertRemembers(Verdict.FOUND, callerLookup().keeping(Duration.ZERO).built(), ADA);
        assertRemembers(Verdict.NO_CALLER_ID, LOOKUP, Map.of("phone", text("anonymous")));
        org.with("Contact", ada, row("Id", "2", "Name", "Other", "Account", null));
        assertRemembers(Verdict.MULTIPLE, callerLookup().keeping(Duration.ZERO).built(), ADA);
    }

    @Test
    void aDenialIsOne() {
        org.with("Contact", ada);
        var action = callerLookup()
                .step(step("entitlement", "Case")
                        .select("Id")
                        .blank("ContactId", "=", new Reference.OfStep(RECORD, FieldPath.parse("Id")))
                        .onNone(OnNone.DENIED))
                .built();

        assertRemembers(Verdict.DENIED, action, ADA);
    }

    @Test
    void aCachedAnswerCountsAsWell() {
        org.with("Contact", ada);
        run(LOOKUP, ADA);
        run(LOOKUP, ADA);

        assertThat(remembered).extracting(Execution::served).containsExactly(Served.FRESH, Served.CACHED);
        assertThat(remembered).extracting(Execution::businessOutcome).containsExactly("found", "found");
    }

    @Test
    void aFailedRunIsAnError() {
        org.thenFails(new SalesforceFailure.QueryTimedOut("too long", "QUERY_TIMEOUT"));

        assertThatThrownBy(() -> run(LOOKUP, ADA)).isInstanceOf(SalesforceFailure.QueryTimedOut.class);

        assertThat(remembered).extracting(Execution::businessOutcome).containsExactly("error");
    }

    private void assertRemembers(Verdict verdict, DataAction action, Map<String, Input> inputs) {
        assertThat(answer(action, inputs).verdict()).isEqualTo(verdict);
        assertThat(remembered.getLast().businessOutcome()).isEqualTo(verdict.label());
        assertThat(remembered.getLast().outcome()).isEqualTo(Execution.ANSWERED);
    }
}
