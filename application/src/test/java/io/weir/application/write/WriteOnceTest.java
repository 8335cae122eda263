package io.weir.application.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.write.WriteOnce.Ending;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteResult;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a delivery answers when the journal fails while it writes. */
class WriteOnceTest {
    private static final ObjectName CASE = new ObjectName("Case");
    private static final WriteKey KEY = new WriteKey("ab".repeat(32));
    private static final List<WrittenRecord> WRITTEN = List.of(
            new WrittenRecord(CASE, SalesforceId.parse("500000000000001").orElseThrow(), true));
    private static final WriteResult LOCKED = new WriteResult.Refused(
            WriteResult.Refusal.LOCKED, 0, "UNABLE_TO_LOCK_ROW", List.of(), new SalesforceMessage.Nothing());
    private static final WriteRequest BY_UNIQUE_FIELD =
            create(new RecordWrite.Once.UniqueField("Weir_Key__c", KEY.ofRecord(0)));
    private static final WriteRequest BY_LOOK_UP = create(new RecordWrite.Once.LookUp(List.of("Subject")));

    private Duration left = Duration.ofSeconds(8);
    private Instant now = Instant.parse("2026-01-31T10:00:00Z");

    @Test
    void anEarlierSendingIsRememberedWhenTheJournalFails() {
        // the earlier sending holds the lock, and its record is there a moment later
        var run = new LookedUp(Optional.empty(), Optional.of(WRITTEN));

        assertThat(ending(run)).isEqualTo(new Ending.Replayed(WRITTEN));
    }

    @Test
    void nothingCountsAsRefusedWhileAnEarlierSendingMayHoldTheLock() {
        var run = new LookedUp(Optional.empty(), Optional.empty());

        assertThat(ending(run)).isEqualTo(new Ending.Pending());
    }

    @Test
    void whatWasNeverSentIsWrittenAfterTheJournalFailed() {
        var journal = new InMemoryWriteJournal(() -> now);
        assertThat(unsent(journal)).isEqualTo(new Ending.JournalUnavailable());

        var once = new WriteOnce(
                (_, _) -> new WriteResult.Written(WRITTEN),
                journal,
                () -> now,
                new Random(2),
                time -> now = now.plus(time));
        assertThat(once.write(KEY, BY_LOOK_UP, new LookedUp(Optional.empty(), Optional.empty())))
                .isEqualTo(new Ending.Written(WRITTEN));
    }

    @Test
    void whatIsNotSentAgainIsLostAfterAQuarterOfAnHour() {
        var once = new WriteOnce(
                (_, _) -> new WriteResult.Unknown(
                        new SalesforceFailure.Unavailable("the connection broke", "", Duration.ZERO)),
                new InMemoryWriteJournal(() -> now),
                () -> now,
                new Random(3),
                time -> now = now.plus(time));
        assertThat(once.write(KEY, BY_UNIQUE_FIELD, new LookedUp(Optional.empty(), Optional.empty())))
                .isEqualTo(new Ending.Pending());

        now = now.plus(Duration.ofMinutes(14));
        assertThat(once.earlier(KEY, soon(), Optional::empty)).contains(new Ending.Pending());
        now = now.plus(Duration.ofMinutes(2));
        assertThat(once.earlier(KEY, soon(), Optional::empty)).contains(new Ending.Lost());
    }

    private Deadline soon() {
        return new Deadline(now.plus(left));
    }

    @ParameterizedTest
    @CsvSource({"1800, 1800", "700, 700", "80, 500"})
    void waitsForTheJournalNoLongerThanTheRunHasTime(long leftMillis, long waitMillis) {
        left = Duration.ofMillis(leftMillis);
        var waits = new ArrayList<Duration>();
        var journal = new FailingJournal() {
            @Override
            public WriteJournal within(Duration longest) {
                waits.add(longest);
                return this;
            }

            @Override
            public Claim claim(WriteKey key, String owner, Duration lease) {
                throw new SharedStoreUnavailable("slow");
            }
        };
        var once = new WriteOnce((_, _) -> LOCKED, journal, () -> now, new Random(1), time -> now = now.plus(time));

        assertThat(once.write(KEY, BY_LOOK_UP, new LookedUp(Optional.empty(), Optional.empty())))
                .isEqualTo(new Ending.JournalUnavailable());
        assertThat(waits).isNotEmpty().containsOnly(Duration.ofMillis(waitMillis));
    }

    /** The ending of a delivery that commits that it sends, and hears that the journal has failed. */
    private Ending unsent(WriteJournal journal) {
        WriteJournal failing = new FailingJournal() {
            @Override
            public Claim claim(WriteKey key, String owner, Duration lease) {
                return journal.claim(key, owner, lease);
            }

            @Override
            public boolean sending(WriteKey key, String owner, Duration lease) {
                var _ = journal.sending(key, owner, lease);
                throw new SharedStoreUnavailable("slow");
            }

            @Override
            public void forgotten(WriteKey key, String owner) {
                journal.forgotten(key, owner);
            }

            @Override
            public void interrupted(WriteKey key, String owner) {
                journal.interrupted(key, owner);
            }
        };
        var once = new WriteOnce((_, _) -> LOCKED, failing, () -> now, new Random(1), time -> now = now.plus(time));
        return once.write(KEY, BY_LOOK_UP, new LookedUp(Optional.empty(), Optional.empty()));
    }

    private static WriteRequest create(RecordWrite.Once once) {
        return new WriteRequest(
                List.of(new RecordWrite(
                        CASE,
                        new RecordWrite.Operation.Create(once),
                        Map.of("Subject", new RecordWrite.Content.Literal(new Value.Text("no id"))),
                        Optional.empty())),
                Optional.empty());
    }

    /** The ending of a delivery after an earlier one whose end is not known, of a journal that fails after the claim. */
    private Ending ending(WriteOnce.Run run) {
        var once = new WriteOnce(
                (_, _) -> LOCKED, new FailingJournal(), () -> now, new Random(1), time -> now = now.plus(time));
        return once.write(KEY, BY_UNIQUE_FIELD, run);
    }

    /** Look-ups find {@code first}, then {@code later}. */
    private final class LookedUp implements WriteOnce.Run {
        private final RunMeter meter = new RunMeter(new Deadline(now.plus(left)));
        private final Optional<List<WrittenRecord>> later;
        private Optional<List<WrittenRecord>> next;

        LookedUp(Optional<List<WrittenRecord>> first, Optional<List<WrittenRecord>> later) {
            this.next = first;
            this.later = later;
        }

        @Override
        public RunMeter meter() {
            return meter;
        }

        @Override
        public Optional<List<WrittenRecord>> find() {
            var found = next;
            next = later;
            return found;
        }

        @Override
        public <R> R spend(Supplier<R> work, Function<Admission.Denied, R> denied) {
            return work.get();
        }
    }

    /** Gives an entry that was sent a minute ago, and fails then. */
    private static class FailingJournal implements WriteJournal {
        @Override
        public Claim claim(WriteKey key, String owner, Duration lease) {
            return new Claim.Sent(Duration.ofMinutes(1));
        }

        @Override
        public boolean sending(WriteKey key, String owner, Duration lease) {
            throw new SharedStoreUnavailable("down");
        }

        @Override
        public void ended(WriteKey key, End end) {
            throw new SharedStoreUnavailable("down");
        }

        @Override
        public void forgotten(WriteKey key, String owner) {
            throw new SharedStoreUnavailable("down");
        }

        @Override
        public void interrupted(WriteKey key, String owner) {
            throw new SharedStoreUnavailable("down");
        }
    }
}
