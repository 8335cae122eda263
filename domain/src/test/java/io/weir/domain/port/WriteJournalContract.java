package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournal.End;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link WriteJournal} must do; each implementation extends this in its tests. */
public abstract class WriteJournalContract {
    protected static final WriteKey KEY = new WriteKey("0123456789abcdef".repeat(4));
    protected static final Duration LEASE = Duration.ofSeconds(10);
    protected static final End WRITTEN = new End.Written(List.of(
            new WrittenRecord(new ObjectName("Case"), new SalesforceId("500000000000001AAA"), true),
            new WrittenRecord(new ObjectName("Weir__Note__c"), new SalesforceId("a00000000000002AAA"), false)));
    private static final WriteKey OTHER_KEY = new WriteKey("f".repeat(64));

    /** The journal's own clock. */
    protected volatile Instant now = Instant.parse("2026-01-31T10:00:00Z");

    /** A journal without entries, whose clock shows {@link #now}. */
    protected abstract WriteJournal empty();

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void oneDeliveryHoldsAnEntry() {
        var journal = empty();

        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(new Claim.New());
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Held());
        assertThat(journal.claim(OTHER_KEY, "b", LEASE)).isEqualTo(new Claim.New());
    }

    @Test
    void oneOfManyDeliveriesHoldsAnEntry() throws InterruptedException {
        var journal = empty();
        var claims = IntStream.range(0, 40)
                .mapToObj(i -> (Callable<Claim>) () -> journal.claim(KEY, "owner-" + i, LEASE))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = threads.invokeAll(claims).stream()
                    .map(answer -> answer.resultNow())
                    .toList();

            assertThat(answers).filteredOn(Claim.New.class::isInstance).hasSize(1);
            assertThat(answers).filteredOn(Claim.Held.class::isInstance).hasSize(39);
        }
    }

    @Test
    void anotherTakesOverWhatNobodySent() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(LEASE);

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.New());
        assertThat(journal.sending(KEY, "a", LEASE)).as("the first has lost it").isFalse();
        assertThat(journal.sending(KEY, "b", LEASE)).isTrue();
    }

    @Test
    void anotherTakesOverWhatWasSentAndLearnsWhen() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(Duration.ofSeconds(1));
        assertThat(journal.sending(KEY, "a", LEASE)).isTrue();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Held());
        pass(Duration.ofMinutes(3));

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Sent(Duration.ofMinutes(3)));
        assertThat(journal.sending(KEY, "b", LEASE)).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(journal.claim(KEY, "c", LEASE))
                .as("since it was sent first")
                .isEqualTo(new Claim.Sent(Duration.ofMinutes(5)));
    }

    @Test
    void sendingProlongsTheLease() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(LEASE.minusMillis(1));
        journal.sending(KEY, "a", LEASE);
        pass(LEASE.minusMillis(1));

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Held());
    }

    @Test
    void whoNeverHadTheEntryDoesNotSend() {
        var journal = empty();

        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        journal.claim(KEY, "a", LEASE);
        assertThat(journal.sending(KEY, "b", LEASE)).isFalse();
    }

    @Test
    void anEndIsRemembered() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        journal.ended(KEY, WRITTEN);

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
        pass(WriteJournal.MEMORY.minusMinutes(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
    }

    @Test
    void theFirstEndIsFinal() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.ended(KEY, new End.Unknown());
        journal.ended(KEY, WRITTEN);
        journal.forgotten(KEY, "a");
        journal.interrupted(KEY, "a");

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Done(new End.Unknown()));
    }

    @Test
    void anEndCountsWhoeverKnowsIt() {
        var journal = empty();
        journal.ended(KEY, WRITTEN);
        journal.claim(OTHER_KEY, "a", LEASE);
        pass(LEASE);
        journal.claim(OTHER_KEY, "b", LEASE);
        journal.ended(OTHER_KEY, WRITTEN);

        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
        assertThat(journal.claim(OTHER_KEY, "c", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
    }

    @Test
    void whatWasNotWrittenBeginsAnew() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        journal.forgotten(KEY, "b");
        assertThat(journal.claim(KEY, "b", LEASE)).as("only its owner forgets").isEqualTo(new Claim.Held());

        journal.forgotten(KEY, "a");

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.New());
    }

    @Test
    void anInterruptedEntryIsTakenOverAtOnce() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        journal.interrupted(KEY, "b");
        assertThat(journal.claim(KEY, "b", LEASE))
                .as("only its owner gives it back")
                .isEqualTo(new Claim.Held());
        journal.interrupted(KEY, "a");

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Sent(Duration.ZERO));
    }
}
