package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.trail;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.draft.Input;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the history and the trail of a request keep of an ad-hoc query. */
class RunQueryHistoryTest extends QueryRuns {
    @Test
    void remembersWhatARunDid() {
        assertThat(run(runQuery(0))).isInstanceOf(Outcome.Answered.class);

        var execution = history.only();
        assertThat(execution.startedAt()).isEqualTo(START);
        assertThat(execution.requestId()).isEqualTo("request-1");
        assertThat(execution.soqlShape()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(execution.duration()).isPositive();
        assertThat(execution.rows()).isEqualTo(5);
        assertThat(execution.truncated()).isFalse();
        assertThat(execution.apiCalls()).isEqualTo(3);
        assertThat(execution.attempts()).isEqualTo(3);
        assertThat(execution.outcome()).isEqualTo("answered");
        assertThat(execution.usage()).hasValue(new ApiUsage(25, 5_000));
    }

    @Test
    void remembersNoValueThatACallerSent() {
        var draft = contacts(
                where("Phone", "=", text(PHONE), FieldType.PHONE),
                where("MobilePhone", "IN", many(PHONE, "0" + PHONE), FieldType.PHONE),
                where("Name", "contains", text(PHONE)));
        runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), TIMEOUT);
        org.thenFails(rejected);
        assertThatThrownBy(() -> runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-2"), TIMEOUT))
                .isSameAs(rejected);

        assertThat(history.executions).hasSize(2).allSatisfy(execution -> {
            assertThat(execution.toString()).doesNotContain("4155550100");
            assertThat(execution.soqlShape())
                    .isEqualTo(
                            "SELECT Id, Name FROM Contact WHERE Phone = ? AND MobilePhone IN (?) AND Name" + " LIKE ?");
        });
    }

    @Test
    void remembersAnEmptyInAsAnAnswerWithoutACall() {
        var draft = contacts(where("Phone", "IN", new Input.Many(List.of()), FieldType.PHONE));

        assertThat(runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), TIMEOUT))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(org.calls()).isZero();
        assertThat(history.only().outcome()).isEqualTo("answered");
        assertThat(history.only().apiCalls()).isZero();
        assertThat(history.only().rows()).isZero();
    }

    @Test
    void remembersARefusalOfTheReserve() {
        usage = Optional.of(new ApiUsage(4_990, 5_000));

        assertThat(run(runQuery(10)))
                .isEqualTo(new Outcome.Refused(
                        new Admission.OnlyReserveLeft(new ApiUsage(4_990, 5_000), 10, Duration.ofSeconds(60))));
        assertThat(org.calls()).isZero();
        assertThat(history.only().outcome()).isEqualTo("api_reserve_reached");
        assertThat(history.only().apiCalls()).isZero();
    }

    @Test
    void remembersAFailureWithItsCodeAndWhatItCost() {
        org.thenAnswers().thenFails(rejected);

        fail(runQuery(0), rejected);

        var execution = history.only();
        assertThat(execution.outcome()).isEqualTo("query_rejected");
        assertThat(execution.apiCalls()).isEqualTo(2);
        assertThat(execution.attempts()).isEqualTo(2);
        assertThat(execution.rows()).isZero();
    }

    @Test
    void remembersWhatSalesforceSaidWithoutWhatTheCallerSent() {
        org.thenFails(new SalesforceFailure.QueryRejected(
                "refused",
                "INVALID_FIELD",
                new SalesforceMessage.Echo("No such column 'Foo__c' on entity 'Contact': Phone = '+14155550100'")));

        assertThatThrownBy(() -> run(runQuery(0))).isInstanceOf(SalesforceFailure.QueryRejected.class);

        assertThat(history.only().salesforceError())
                .contains(
                        new Execution.SalesforceError("INVALID_FIELD", "No such column ? on entity Contact: Phone ?"));
    }

    @Test
    void remembersNoErrorWhereSalesforceSaidNothing() {
        run(runQuery(0));
        org.thenFails(new SalesforceFailure.Unavailable("down", "", Duration.ZERO));
        assertThatThrownBy(() -> run(runQuery(0))).isInstanceOf(SalesforceFailure.Unavailable.class);

        assertThat(history.executions).extracting(Execution::salesforceError).containsOnly(Optional.empty());
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new AssertionError("a bug"),
                new StackOverflowError(),
                new NoClassDefFoundError("Missing"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void remembersARunThatABugEnds(Throwable bug) {
        var runQuery = runQuery(0);
        AnswerContract broken = (_, _) -> {
            if (bug instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) bug;
        };
        var trail = trail("request-1");

        assertThatThrownBy(() -> runQuery.run(DRAFT, broken, CALLER, trail, TIMEOUT))
                .isSameAs(bug);

        assertThat(history.only().outcome()).isEqualTo("internal_error");
        assertThat(history.only().soqlShape()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(history.only().rows()).isEqualTo(5);
        assertThat(history.only().attempts()).isEqualTo(3);
        assertThat(trail.shape().text()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(run(runQuery)).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void leavesTheShapeTheRowsAndTheContactOfARun() {
        var trail = new RequestTrail(RequestId.made("request-1"), new ContactHash("0123456789abcdef"));

        runQuery(0).run(DRAFT, AnswerContract.NONE, CALLER, trail, TIMEOUT);

        assertThat(trail.shape().text()).startsWith("SELECT ").endsWith(" FROM Contact WHERE Phone = ?");
        assertThat(trail.rows()).isEqualTo(5);
        assertThat(history.only().contact()).hasToString("0123456789abcdef");
    }

    @Test
    void leavesNoShapeWhereNoQueryCameToBe() {
        var trail = trail("request-1");

        runQuery(0)
                .run(
                        contacts(where("CreatedDate", ">", text("soon"), FieldType.DATE)),
                        AnswerContract.NONE,
                        CALLER,
                        trail,
                        TIMEOUT);

        assertThat(trail.shape()).isEqualTo(SoqlShape.NONE);
    }
}
