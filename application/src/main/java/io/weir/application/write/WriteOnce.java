package io.weir.application.write;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournal.End;
import io.weir.domain.port.WriteResult;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Writes what a request asks for once, however often it is delivered, to whichever Weir, and whatever crashes between.
 *
 * <p>A delivery takes the request's entry in the journal, commits that it is about to send, and sends. A delivery that
 * comes during that waits for the end, and one that comes later gets the end. Where the end is not known, because a
 * Weir or a connection broke off, the record is looked up. If it is not there, a request that Salesforce itself refuses
 * or ignores the second time is sent again; any other never is.
 *
 * <p>Thread-safe.
 */
public final class WriteOnce {
    /** After this, a request that is not sent again counts as lost if its record is not found. */
    static final Duration LOST_AFTER = Duration.ofMinutes(15);

    private final SalesforceWrites salesforce;
    private final WriteJournal journal;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Wait wait;
    private final ParentLocks locks = new ParentLocks();

    /** A wait of some milliseconds. */
    @FunctionalInterface
    public interface Wait {
        void of(Duration time) throws InterruptedException;
    }

    /** What the run of a request does for its writes. */
    public interface Run {
        /** What counts the calls and has the deadline. */
        RunMeter meter();

        /** The records that an earlier sending of the request wrote; empty if there are none, or not all. */
        Optional<List<WrittenRecord>> find();

        /** The result of {@code work}, which sends a request, or that of {@code denied} if the API budget is spent. */
        <R> R spend(Supplier<R> work, Function<Admission.Denied, R> denied);
    }

    /** What became of an earlier delivery of the request. */
    public sealed interface Earlier extends Ending {}

    /** How the writing ended for this delivery. */
    public sealed interface Ending {
        /** The records are written now. */
        record Written(List<WrittenRecord> records) implements Ending {}

        /**
         * The records were written by an earlier delivery.
         *
         * @param records empty if their ids cannot be found out now
         */
        record Replayed(List<WrittenRecord> records) implements Earlier {}

        /** Not known yet. */
        record Pending() implements Earlier {}

        /** Nobody will know whether it was written. */
        record Lost() implements Earlier {}

        /** A duplicate rule blocks the record at {@code index}; nothing was written. */
        record Duplicate(int index, Optional<SalesforceId> id) implements Ending {}

        /** Salesforce refuses it; nothing was written. */
        record Refused(WriteResult.Refused refused) implements Ending {}

        /** The API budget allows no request; nothing was written. */
        record Denied(Admission.Denied denial) implements Ending {}

        /** The journal cannot be used, without which this request must not be sent. */
        record JournalUnavailable() implements Ending {}
    }

    /**
     * @param random names deliveries and spreads repetitions; for many threads
     * @param wait for another delivery, and before a repetition
     */
    public WriteOnce(
            SalesforceWrites salesforce, WriteJournal journal, InstantSource clock, RandomGenerator random, Wait wait) {
        this.salesforce = salesforce;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
        this.wait = wait;
    }

    /**
     * Writes {@code request}, or finds out what became of it. Throws {@link SalesforceFailure} if nothing was written and
     * the same request may be sent again.
     */
    public Ending write(WriteKey key, WriteRequest request, Run run) {
        var entry = entry(key, run.meter().deadline());
        var delivery = new Delivery(request, run, entry, salesforce, locks, random);
        try {
            return delivery.ending();
        } catch (SharedStoreUnavailable unavailable) {
            // nothing was written: once something may be, a delivery ends without the journal
            if (isSafeWithoutJournal(request)) {
                return delivery.withoutJournal().ending();
            }
            delivery.giveUp();
            return new Ending.JournalUnavailable();
        }
    }

    private JournalEntry entry(WriteKey key, Deadline deadline) {
        String owner = HexFormat.of().toHexDigits(random.nextLong());
        return new JournalEntry(journal, key, owner, new TimeLeft(deadline, clock, wait));
    }

    /**
     * What became of an earlier delivery of the request {@code key}, of which this one writes nothing; empty if there was
     * none, or the journal is away.
     *
     * @param find what the earlier delivery wrote; empty if that cannot be found
     */
    public Optional<Earlier> earlier(WriteKey key, Deadline deadline, Supplier<Optional<List<WrittenRecord>>> find) {
        var entry = entry(key, deadline);
        try {
            return switch (entry.claim()) {
                case Claim.Done(End.Written(var records)) -> Optional.of(new Ending.Replayed(records));
                case Claim.Done(End.Unknown()) -> Optional.of(new Ending.Lost());
                case Claim.New() -> {
                    entry.forgotten();
                    yield Optional.empty();
                }
                case Claim.Sent(var ago) -> Optional.of(sentEarlier(entry, ago, find));
                case Claim.Held() -> Optional.of(new Ending.Pending());
            };
        } catch (SharedStoreUnavailable _) {
            return Optional.empty();
        }
    }

    private static Earlier sentEarlier(JournalEntry entry, Duration ago, Supplier<Optional<List<WrittenRecord>>> find) {
        try {
            var found = find.get();
            if (found.isPresent()) {
                entry.ended(new End.Written(found.get()));
                return new Ending.Replayed(found.get());
            }
        } catch (SalesforceFailure _) {
            // not known yet
        }
        entry.interrupted();
        return ago.compareTo(LOST_AFTER) < 0 ? new Ending.Pending() : new Ending.Lost();
    }

    /** Whether Salesforce itself refuses or ignores {@code request} the second time. */
    static boolean isSafeWithoutJournal(WriteRequest request) {
        return request.records().stream()
                .flatMap(write -> write.once().stream())
                .noneMatch(RecordWrite.Once.LookUp.class::isInstance);
    }
}
