package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.limitedContacts;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.application.FakeOrg;
import io.weir.application.ScriptedOrg;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many rows an answer has, and how many calls they cost. */
class RunQueryRowsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));

    private static Answer answer(ScriptedOrg org, int rowCap, QueryDraft draft) {
        var runQuery = new RunQuery(
                SchemaCatalog.NONE,
                new Runs(
                        org,
                        FakeOrg.NO_SEARCHES,
                        Optional::empty,
                        new ApiBudget(0, CLOCK),
                        new ListedHistory(),
                        CLOCK,
                        new SharingStats()),
                new RunQuery.Bounds(rowCap, Duration.ofSeconds(8)));
        var outcome = runQuery.run(
                draft,
                AnswerContract.NONE,
                Caller.unrestricted("tester", Drafts.OPEN),
                Drafts.trail("request-1"),
                Duration.ofHours(1));
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return ((Outcome.Answered) outcome).answer();
    }

    @Test
    void answersEveryRowOfEveryPageInOrder() {
        var org = new ScriptedOrg(450, 200);

        var answer = answer(org, 2_000, contacts());

        assertThat(answer.records()).hasSize(450);
        assertThat(answer.records())
                .extracting(row -> row.value("Id"))
                .startsWith("0", "1")
                .endsWith("449");
        assertThat(answer.totalSize()).isEqualTo(450);
        assertThat(answer.truncated()).isFalse();
        assertThat(org.calls()).isEqualTo(3);
    }

    @Test
    void asksForOneRowMoreThanTheCap() {
        var org = new ScriptedOrg(5, 2_000);
        answer(org, 2_000, contacts());

        assertThat(org.asked())
                .singleElement()
                .satisfies(query -> assertThat(query.limit()).isEqualTo(new Limit.AtMost(2_001)));
    }

    @ParameterizedTest
    @CsvSource({
        // page size, rows, calls, truncated
        "1, 9, 9, false",
        "1, 10, 10, false",
        "1, 11, 10, true",
        "1, 99, 10, true",
        "4, 10, 3, false",
        "4, 11, 3, true",
        "5, 10, 2, false",
        "5, 11, 2, true",
        "200, 10, 1, false",
        "200, 11, 1, true",
        "2000, 99, 1, true",
        "2000, 0, 1, false"
    })
    void saysWhenTheCapCutsAndFetchesNoPageBeyond(int pageSize, int rows, int calls, boolean truncated) {
        var org = new ScriptedOrg(rows, pageSize);

        var answer = answer(org, 10, contacts());

        assertThat(answer.records()).hasSize(Math.min(rows, 10));
        assertThat(answer.totalSize()).isEqualTo(Math.min(rows, 10));
        assertThat(answer.truncated()).isEqualTo(truncated);
        assertThat(org.calls()).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 2_000})
    void doesNotCallAnAnswerOfExactlyTheCapTruncated(int pageSize) {
        assertThat(answer(new ScriptedOrg(2_000, pageSize), 2_000, contacts()).truncated())
                .isFalse();
        var cut = answer(new ScriptedOrg(2_001, pageSize), 2_000, contacts());
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.records()).hasSize(2_000);
    }

    @Test
    void respectsTheCallersOwnLimitBelowTheCap() {
        var org = new ScriptedOrg(50, 2_000);

        var answer = answer(org, 10, limitedContacts(new Limit.AtMost(3)));

        assertThat(answer.records()).hasSize(3);
        assertThat(answer.truncated()).as("the caller asked for no more").isFalse();
        assertThat(org.asked().getFirst().limit()).isEqualTo(new Limit.AtMost(3));
    }

    @ParameterizedTest
    @CsvSource({"10, false", "11, true", "500, true"})
    void capsACallersLimitAboveTheCap(int limit, boolean truncated) {
        var answer = answer(new ScriptedOrg(50, 2_000), 10, limitedContacts(new Limit.AtMost(limit)));

        assertThat(answer.records()).hasSize(10);
        assertThat(answer.truncated()).isEqualTo(truncated);
    }

    @Test
    void answersACountWithoutRowsAndWithoutACap() {
        var org = new ScriptedOrg(123_456, 2_000);

        var answer = answer(org, 10, selecting(List.of(Drafts.count()), new Limit.Unlimited()));

        assertThat(answer).isEqualTo(new Answer(List.of(), 123_456, false));
        assertThat(org.asked().getFirst().limit()).isEqualTo(new Limit.Unlimited());
    }

    @Test
    void putsNoLimitOnAnAggregateWithoutGroupsBecauseSalesforceRefusesIt() {
        var org = new ScriptedOrg(1, 2_000);
        var count = Drafts.aggregated(AggregateFunction.COUNT, "Id", "n");

        var nobody = where("Phone", "IN", many(), FieldType.PHONE);
        var answer = answer(org, 10, selecting(List.of(count), new Limit.Unlimited(), nobody));

        assertThat(answer.records()).as("it has a row where nothing matches").hasSize(1);
        assertThat(org.asked().getFirst().limit()).isEqualTo(new Limit.Unlimited());
    }

    @Test
    void answersAnEmptyInWithoutACall() {
        var org = new ScriptedOrg(50, 2_000);
        var nobody = where("Phone", "IN", many(), FieldType.PHONE);

        assertThat(answer(org, 10, contacts(nobody))).isEqualTo(Answer.EMPTY);
        assertThat(answer(org, 10, selecting(List.of(Drafts.count()), new Limit.Unlimited(), nobody)))
                .isEqualTo(Answer.EMPTY);
        assertThat(answer(org, 10, selecting(fields("Id"), new Limit.AtMost(1), nobody)))
                .isEqualTo(Answer.EMPTY);
        assertThat(org.calls()).isZero();
    }

    @Property(tries = 300)
    void neverCutsSilently(
            @ForAll @IntRange(max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 20) int pageSize,
            @ForAll @IntRange(min = 1, max = 30) int rowCap,
            @ForAll @IntRange(max = 60) int limit) {
        var answer = answer(new ScriptedOrg(rows, pageSize), rowCap, limitedContacts(new Limit.AtMost(limit)));

        int wanted = Math.min(rows, limit);
        assertThat(answer.records()).hasSize(Math.min(wanted, rowCap));
        assertThat(answer.truncated()).isEqualTo(wanted > rowCap);
    }

    @Property
    void answersTheRowsThatNobodyCountedAsThoseThatSomebodyDid(
            @ForAll @IntRange(max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 20) int pageSize,
            @ForAll @IntRange(min = 1, max = 30) int rowCap) {
        assertThat(answer(new ScriptedOrg(rows, pageSize).uncounted(), rowCap, contacts()))
                .isEqualTo(answer(new ScriptedOrg(rows, pageSize), rowCap, contacts()));
    }
}
