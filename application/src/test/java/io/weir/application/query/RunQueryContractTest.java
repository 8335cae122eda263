package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.trail;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.AnswerContract.Check;
import io.weir.domain.answer.Outcome;
import io.weir.domain.draft.Input;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an answer is checked against the contract of its caller. */
class RunQueryContractTest extends QueryRuns {
    @Test
    void givesNoAnswerThatBreaksItsContract() {
        var violations = List.of(new AnswerContract.Violation("/records/0/Id", "type"));

        var outcome = runQuery(0).run(DRAFT, (_, _) -> new Check.Done(violations), CALLER, trail("request-1"), TIMEOUT);

        assertThat(outcome).isEqualTo(new Outcome.ContractBroken(violations));
        assertThat(history.only().outcome()).isEqualTo("answer_broke_contract");
        assertThat(history.only().rows()).isEqualTo(5);
    }

    @Test
    void failsByTheDeadlineWhereACheckTakesLonger() {
        assertThatThrownBy(
                        () -> runQuery(0).run(DRAFT, (_, _) -> new Check.TimeUp(), CALLER, trail("request-1"), TIMEOUT))
                .isInstanceOf(SalesforceFailure.DeadlineExceeded.class);
        assertThat(history.only().outcome()).isEqualTo("deadline_exceeded");
        assertThat(history.only().rows()).isEqualTo(5);
    }

    @Test
    void saysThatTooMuchIsBeingChecked() {
        var later = Duration.ofSeconds(3);

        assertThat(runQuery(0).run(DRAFT, (_, _) -> new Check.Overloaded(later), CALLER, trail("request-1"), TIMEOUT))
                .isEqualTo(new Outcome.Overloaded(later));
        assertThat(history.only().outcome()).isEqualTo("overloaded");
    }

    @Test
    void leavesACheckTheTimeThatIsLeftOfTheRun() {
        var times = new ArrayList<Duration>();

        runQuery(0)
                .run(
                        DRAFT,
                        (_, time) -> {
                            times.add(time);
                            return new Check.Done(List.of());
                        },
                        CALLER,
                        trail("request-1"),
                        Duration.ofSeconds(3));

        assertThat(times).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void checksTheContractOfAnEmptyAnswerToo() {
        var draft = contacts(where("Phone", "IN", new Input.Many(List.of()), FieldType.PHONE));
        AnswerContract someRecord = (answer, _) -> new Check.Done(
                answer.records().isEmpty() ? List.of(new AnswerContract.Violation("/records", "minItems")) : List.of());

        assertThat(runQuery(0).run(draft, someRecord, CALLER, trail("request-1"), TIMEOUT))
                .isInstanceOf(Outcome.ContractBroken.class);
    }

    @Test
    void showsTheContractWhatTheCallerWouldGet() {
        var seen = new ArrayList<Row>();

        runQuery(0)
                .run(
                        DRAFT,
                        (answer, _) -> {
                            seen.addAll(answer.records());
                            return new Check.Done(List.of());
                        },
                        CALLER,
                        trail("request-1"),
                        TIMEOUT);

        assertThat(seen).hasSize(5);
    }
}
