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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link WriteJournal} must do; each implementation extends this in its tests. */
public abstract class WriteJournalContract {
    protected static final Duration LEASE = Duration.ofSeconds(30);
    protected static final WriteKey KEY = key(1);
    protected static final End WRITTEN = new End.Written(List.of(
            new WrittenRecord(new ObjectName("Case"), id("500000000000001"), true),
            new WrittenRecord(new ObjectName("My_Thing__c"), id("a0B00000000000b"), false),
            new WrittenRecord(new ObjectName("Case"), id("500000000000002"), true)));

    private static final End OTHER =
            new End.Written(List.of(new WrittenRecord(new ObjectName("Lead"), id("00Q000000000001"), true)));
    private static final Claim NEW = new Claim.New();
    private static final Claim HELD = new Claim.Held();
    private static final int OWNERS = 8;

    /** The journal's own clock. */
    protected volatile Instant now = Instant.parse("2026-01-31T10:02:00Z");

    /** A journal without entries, whose clock shows {@link #now}. */
    protected abstract WriteJournal empty();

    protected static WriteKey key(int number) {
        return new WriteKey("%064x".formatted(number));
    }

    private static SalesforceId id(String text) {
        return SalesforceId.parse(text).orElseThrow();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Claim sent(Duration ago) {
        return new Claim.Sent(ago);
    }

    private static Claim done(End end) {
        return new Claim.Done(end);
    }

    @Test
    void oneDeliveryHoldsAnEntryUntilItHasEnded() {
        var journal = empty();

        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(NEW);
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);
        assertThat(journal.sending(KEY, "a", LEASE)).isTrue();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);
        journal.ended(KEY, WRITTEN);
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(done(WRITTEN));
        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(done(WRITTEN));
    }

    @Test
    void hasAnEntryForEachKey() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.ended(key(2), WRITTEN);

        assertThat(journal.claim(key(3), "b", LEASE)).isEqualTo(NEW);
        assertThat(journal.claim(key(2), "b", LEASE)).isEqualTo(done(WRITTEN));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);
    }

    @Test
    void anOwnerMayClaimAgain() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(LEASE.minusSeconds(1));
        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(NEW);
        pass(LEASE.minusSeconds(1));
        assertThat(journal.claim(KEY, "b", LEASE)).as("the lease is new, too").isEqualTo(HELD);

        journal.sending(KEY, "a", LEASE);
        pass(Duration.ofSeconds(2));
        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(sent(Duration.ofSeconds(2)));
    }

    @Test
    void anotherTakesOverWhatWasNotSentWhenTheLeaseEnds() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(LEASE.minusMillis(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);
        pass(Duration.ofMillis(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(NEW);

        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(HELD);
        assertThat(journal.sending(KEY, "b", LEASE)).isTrue();
    }

    @Test
    void anotherTakesOverWhatWasSentWhenTheLeaseEnds() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(LEASE.minusSeconds(1));
        journal.sending(KEY, "a", LEASE);
        pass(LEASE.minusSeconds(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);
        pass(Duration.ofSeconds(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(sent(LEASE));
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(HELD);

        assertThat(journal.sending(KEY, "b", LEASE)).isTrue();
        pass(LEASE);
        assertThat(journal.claim(KEY, "c", LEASE)).as("since the first request").isEqualTo(sent(LEASE.multipliedBy(2)));
    }

    @Test
    void anOwnerHoldsTheEntryUntilAnotherTakesIt() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(LEASE.multipliedBy(2));

        assertThat(journal.sending(KEY, "a", LEASE)).isTrue();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);
    }

    @Test
    void nobodySendsWhatIsNotClaimedOrHasEnded() {
        var journal = empty();
        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(NEW);
        journal.ended(KEY, WRITTEN);

        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(done(WRITTEN));
    }

    @Test
    void theFirstEndIsFinalWhoeverSaysIt() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        pass(LEASE);
        journal.claim(KEY, "b", LEASE);
        journal.ended(KEY, WRITTEN);
        journal.ended(KEY, OTHER);
        journal.ended(KEY, new End.Unknown());
        journal.forgotten(KEY, "b");
        journal.interrupted(KEY, "b");

        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(done(WRITTEN));
    }

    @Test
    void remembersThatAnEndIsUnknown() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        journal.ended(KEY, new End.Unknown());
        journal.ended(KEY, WRITTEN);

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(done(new End.Unknown()));
    }

    @Test
    void remembersTheEndOfAnEntryThatIsGone() {
        var journal = empty();
        journal.ended(KEY, new End.Written(List.of()));

        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(done(new End.Written(List.of())));
    }

    @Test
    void onlyTheOwnerForgets() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.forgotten(KEY, "b");
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(HELD);

        journal.forgotten(KEY, "a");
        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(NEW);
    }

    @Test
    void forgetsWhatWasSentAndRefused() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        journal.forgotten(KEY, "a");

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(NEW);
    }

    @Test
    void theNextDeliveryFindsOutAtOnceWhatBecameOfAnInterruptedOne() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        pass(Duration.ofSeconds(3));
        journal.interrupted(KEY, "b");
        assertThat(journal.claim(KEY, "b", LEASE)).as("another's word").isEqualTo(HELD);

        journal.interrupted(KEY, "a");
        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(sent(Duration.ofSeconds(3)));
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(HELD);
    }

    @Test
    void aClockThatIsSetBackPutsOffNoInterruptedDelivery() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        journal.interrupted(KEY, "a");
        pass(Duration.ofHours(-1));

        assertThat(journal.claim(KEY, "b", LEASE))
                .as("nobody knows how long ago")
                .isEqualTo(sent(Duration.ZERO));
        journal.interrupted(KEY, "b");
        pass(Duration.ofMinutes(20));
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(sent(Duration.ofMinutes(20)));
    }

    @Test
    void aClockThatIsSetBackForgetsNoEnd() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.ended(KEY, WRITTEN);
        pass(WriteJournal.MEMORY.multipliedBy(2).negated());

        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(done(WRITTEN));
    }

    @Test
    void anInterruptedDeliveryThatSentNothingLeavesANewEntry() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.interrupted(KEY, "a");

        assertThat(journal.sending(KEY, "a", LEASE)).isFalse();
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.New());
    }

    @Test
    void remembersAnEndForThreeDays() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        pass(Duration.ofHours(1));
        journal.ended(KEY, WRITTEN);
        pass(WriteJournal.MEMORY.minusMillis(1));
        journal.ended(KEY, OTHER);
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(done(WRITTEN));

        pass(Duration.ofMillis(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(NEW);
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(HELD);
        journal.ended(KEY, OTHER);
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(done(OTHER));
    }

    @Test
    void remembersWhatHasNoEndForThreeDaysAfterTheLease() {
        var journal = empty();
        journal.claim(KEY, "a", LEASE);
        journal.sending(KEY, "a", LEASE);
        var memory = LEASE.plus(WriteJournal.MEMORY);
        pass(memory.minusMillis(1));
        assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(sent(memory.minusMillis(1)));

        pass(memory);
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(NEW);
    }

    @Test
    void ofManyDeliveriesAtOnceOneIsNew() throws Exception {
        var journal = empty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 1; number <= 10; number++) {
                var key = key(number);
                assertThat(claims(journal, key, threads::invokeAll))
                        .containsOnlyOnce(NEW)
                        .containsOnly(NEW, HELD);
                pass(LEASE);
                assertThat(claims(journal, key, threads::invokeAll))
                        .containsOnlyOnce(NEW)
                        .containsOnly(NEW, HELD);
            }
        }
    }

    /** Runs work at the same time. */
    private interface Together {
        List<Future<Claim>> run(List<Callable<Claim>> work) throws InterruptedException;
    }

    private static List<Claim> claims(WriteJournal journal, WriteKey key, Together together) throws Exception {
        var work = new ArrayList<Callable<Claim>>();
        for (int owner = 0; owner < OWNERS; owner++) {
            String name = key.value().substring(60) + "-" + owner + "-" + System.nanoTime();
            work.add(() -> journal.claim(key, name, LEASE));
        }
        var claims = new ArrayList<Claim>();
        for (var claim : together.run(work)) {
            claims.add(claim.get());
        }
        return claims;
    }
}
