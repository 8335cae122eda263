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
import io.weir.domain.port.WriteResult.Refusal;
import io.weir.domain.query.SalesforceMessage;
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
    /** After this, a request that must not be sent again counts as lost if its record is not found. */
    static final Duration LOST_AFTER = Duration.ofMinutes(15);

    /** How much longer than its run a delivery holds an entry: for clocks, and for the last look-up. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration LONGEST_LOCK_PAUSE = Duration.ofMillis(500);

    /** No org writes faster. */
    private static final Duration TIME_TO_WRITE = Duration.ofMillis(100);

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
        String owner = HexFormat.of().toHexDigits(random.nextLong());
        try {
            return new Delivery(key, request, run, journal, owner).ending();
        } catch (SharedStoreUnavailable unavailable) {
            // nothing was written: once something may be, a delivery does without the journal by itself
            if (isSafeWithoutJournal(request)) {
                return new Delivery(key, request, run, NoJournal.INSTANCE, owner).ending();
            }
            // the journal may have given this delivery an entry that an earlier one has sent, so it is not forgotten
            quietly(() -> journal.interrupted(key, owner));
            return new Ending.JournalUnavailable();
        }
    }

    /**
     * What became of an earlier delivery of the request {@code key}, of which this one writes nothing; empty if there was
     * none, or the journal is away.
     *
     * @param find what the earlier delivery wrote; empty if that cannot be found
     * @param mayBeSentAgain whether no delivery of the request is ever given up
     */
    public Optional<Earlier> earlier(
            WriteKey key, Deadline deadline, Supplier<Optional<List<WrittenRecord>>> find, boolean mayBeSentAgain) {
        String owner = HexFormat.of().toHexDigits(random.nextLong());
        try {
            while (true) {
                switch (journal.claim(
                        key, owner, deadline.remaining(clock.instant()).plus(LEASE_MARGIN))) {
                    case Claim.Done(End.Written(var records)) -> {
                        return Optional.of(new Ending.Replayed(records));
                    }
                    case Claim.Done(End.Unknown()) -> {
                        return Optional.of(new Ending.Lost());
                    }
                    case Claim.New() -> {
                        quietly(() -> journal.forgotten(key, owner));
                        return Optional.empty();
                    }
                    case Claim.Sent(var ago) -> {
                        return Optional.of(sentEarlier(key, owner, ago, find, mayBeSentAgain));
                    }
                    case Claim.Held() -> {
                        if (!waited(BETWEEN_LOOKS, deadline)) {
                            return Optional.of(new Ending.Pending());
                        }
                    }
                }
            }
        } catch (SharedStoreUnavailable _) {
            return Optional.empty();
        }
    }

    private Earlier sentEarlier(
            WriteKey key,
            String owner,
            Duration ago,
            Supplier<Optional<List<WrittenRecord>>> find,
            boolean mayBeSentAgain) {
        try {
            var found = find.get();
            if (found.isPresent()) {
                quietly(() -> journal.ended(key, new End.Written(found.get())));
                return new Ending.Replayed(found.get());
            }
        } catch (SalesforceFailure _) {
            // not known yet
        }
        quietly(() -> journal.interrupted(key, owner));
        return mayBeSentAgain || ago.compareTo(LOST_AFTER) < 0 ? new Ending.Pending() : new Ending.Lost();
    }

    /** Whether there was time to wait so long. */
    private boolean waited(Duration time, Deadline deadline) {
        if (!deadline.allows(time.plus(TIME_TO_WRITE), clock.instant())) {
            return false;
        }
        try {
            wait.of(time);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isSafeWithoutJournal(WriteRequest request) {
        return request.records().stream()
                .flatMap(write -> write.once().stream())
                .noneMatch(RecordWrite.Once.LookUp.class::isInstance);
    }

    /** One delivery. For one thread. */
    private final class Delivery {
        private final WriteKey key;
        private final WriteRequest request;
        private final Run run;
        private final WriteJournal journal;
        private final String owner;

        /** Whether an earlier delivery sent the request, whose end is not known. */
        private boolean sentBefore;

        Delivery(WriteKey key, WriteRequest request, Run run, WriteJournal journal, String owner) {
            this.key = key;
            this.request = request;
            this.run = run;
            this.journal = journal;
            this.owner = owner;
        }

        Ending ending() {
            while (true) {
                var ending = switch (journal.claim(key, owner, lease())) {
                    case Claim.Done(End.Written(var records)) -> Optional.<Ending>of(new Ending.Replayed(records));
                    case Claim.Done(End.Unknown()) -> Optional.<Ending>of(new Ending.Lost());
                    case Claim.New() -> begun();
                    case Claim.Sent(var ago) -> resumed(ago);
                    case Claim.Held() ->
                        waited(BETWEEN_LOOKS, run.meter().deadline()) ? Optional.<Ending>empty() : pending();
                };
                if (ending.isPresent()) {
                    return ending.get();
                }
            }
        }

        private static Optional<Ending> pending() {
            return Optional.of(new Ending.Pending());
        }

        private Duration lease() {
            return remaining().plus(LEASE_MARGIN);
        }

        private Duration remaining() {
            return run.meter().deadline().remaining(clock.instant());
        }

        /** Nothing was sent yet. Empty if another delivery has taken over. */
        private Optional<Ending> begun() {
            if (!isSafeWithoutJournal(request)) {
                Optional<List<WrittenRecord>> found;
                try {
                    found = run.find();
                } catch (SalesforceFailure failure) {
                    nothingWritten();
                    throw failure;
                }
                if (found.isPresent()) {
                    return Optional.of(replayed(found.get()));
                }
            }
            return sent();
        }

        /** The request was sent {@code ago}, and has no known end. */
        private Optional<Ending> resumed(Duration ago) {
            sentBefore = true;
            Optional<List<WrittenRecord>> found;
            try {
                found = run.find();
            } catch (SalesforceFailure _) {
                nothingWritten();
                return pending();
            }
            if (found.isPresent()) {
                return Optional.of(replayed(found.get()));
            }
            if (isSafeWithoutJournal(request)) {
                return sent();
            }
            if (ago.compareTo(LOST_AFTER) < 0) {
                nothingWritten();
                return pending();
            }
            quietly(() -> journal.ended(key, new End.Unknown()));
            return Optional.of(new Ending.Lost());
        }

        private Optional<Ending> sent() {
            try (var _ = locks.take(request, remaining())
                    .orElseThrow(() -> new SalesforceFailure.DeadlineExceeded(
                            "the time was up while another request changed the same record"))) {
                return attempts();
            } catch (SalesforceFailure failure) {
                nothingWritten();
                if (sentBefore) {
                    return pending();
                }
                throw failure;
            }
        }

        /** Sends until nobody else holds a lock on the record, or the time is up. */
        private Optional<Ending> attempts() {
            for (int attempt = 1; ; attempt++) {
                switch (run.spend(this::attempt, Attempt.Denied::new)) {
                    case Attempt.Answered(var answer) -> {
                        if (!isWorthRepeating(answer)
                                || !waited(lockPause(attempt), run.meter().deadline())) {
                            return Optional.of(after(answer));
                        }
                    }
                    case Attempt.Overtaken() -> {
                        return Optional.empty();
                    }
                    case Attempt.Denied(var denial) -> {
                        nothingWritten();
                        return Optional.of(new Ending.Denied(denial));
                    }
                }
            }
        }

        /** Under an idempotency key Salesforce would give its first answer again. */
        private boolean isWorthRepeating(WriteResult answer) {
            return answer instanceof WriteResult.Refused refused
                    && refused.refusal() == Refusal.LOCKED
                    && request.idempotencyKey().isEmpty();
        }

        private Attempt attempt() {
            if (!run.meter().deadline().allows(TIME_TO_WRITE, clock.instant())) {
                throw new SalesforceFailure.DeadlineExceeded("the timeout leaves no time to write");
            }
            return journal.sending(key, owner, lease())
                    ? new Attempt.Answered(salesforce.write(request, run.meter()))
                    : new Attempt.Overtaken();
        }

        private Duration lockPause(int attempt) {
            long bound = Math.min(LONGEST_LOCK_PAUSE.toMillis(), BETWEEN_LOOKS.toMillis() << Math.min(attempt, 10));
            return Duration.ofMillis(1 + random.nextLong(bound));
        }

        private Ending after(WriteResult answer) {
            return switch (answer) {
                case WriteResult.Written(var records) -> {
                    quietly(() -> journal.ended(key, new End.Written(records)));
                    yield new Ending.Written(records);
                }
                case WriteResult.KeyExists exists -> existing(exists);
                case WriteResult.DuplicateFound(var index, var id) -> {
                    // it may be the record of an earlier delivery
                    var own = foundNow();
                    if (own.isPresent()) {
                        yield replayed(own.get());
                    }
                    nothingWritten();
                    yield new Ending.Duplicate(index, id);
                }
                case WriteResult.Refused refused -> {
                    // an earlier sending may be what holds the lock
                    boolean mayBeOwn = sentBefore && refused.refusal() == Refusal.LOCKED;
                    var own = mayBeOwn ? foundNow() : Optional.<List<WrittenRecord>>empty();
                    if (own.isPresent()) {
                        yield replayed(own.get());
                    }
                    nothingWritten();
                    yield mayBeOwn ? new Ending.Pending() : new Ending.Refused(refused);
                }
                case WriteResult.Unknown _ -> {
                    var found = foundNow();
                    if (found.isPresent()) {
                        quietly(() -> journal.ended(key, new End.Written(found.get())));
                        yield sentBefore ? new Ending.Replayed(found.get()) : new Ending.Written(found.get());
                    }
                    quietly(() -> journal.interrupted(key, owner));
                    yield new Ending.Pending();
                }
            };
        }

        /** A unique value exists already: the request's key, or, where Salesforce does not say it, another one. */
        private Ending existing(WriteResult.KeyExists exists) {
            var first = request.records().getFirst();
            if (exists.id().isPresent() && !request.isTransaction()) {
                return replayed(
                        List.of(new WrittenRecord(first.object(), exists.id().get(), true)));
            }
            try {
                var found = run.find();
                if (found.isPresent()) {
                    return replayed(found.get());
                }
            } catch (SalesforceFailure _) {
                quietly(() -> journal.interrupted(key, owner));
                return new Ending.Replayed(List.of());
            }
            nothingWritten();
            return new Ending.Refused(new WriteResult.Refused(
                    Refusal.VALUES, exists.index(), "DUPLICATE_VALUE", List.of(), new SalesforceMessage.Nothing()));
        }

        /** What the request wrote; empty if that cannot be found out either. */
        private Optional<List<WrittenRecord>> foundNow() {
            try {
                return run.find();
            } catch (SalesforceFailure _) {
                return Optional.empty();
            }
        }

        private Ending replayed(List<WrittenRecord> records) {
            quietly(() -> journal.ended(key, new End.Written(records)));
            return new Ending.Replayed(records);
        }

        /** This delivery wrote nothing; an earlier one may have. */
        private void nothingWritten() {
            quietly(() -> {
                if (sentBefore) {
                    journal.interrupted(key, owner);
                } else {
                    journal.forgotten(key, owner);
                }
            });
        }
    }

    /** What came of sending once. */
    private sealed interface Attempt {
        record Answered(WriteResult result) implements Attempt {}

        /** Another delivery holds the entry. Nothing was sent. */
        record Overtaken() implements Attempt {}

        record Denied(Admission.Denied denial) implements Attempt {}
    }

    /** Changes the journal if it can be changed. If not, the entry stays sent, and the next delivery looks the record up. */
    private static void quietly(Runnable change) {
        try {
            change.run();
        } catch (SharedStoreUnavailable _) {
            // the status of the journal tells the operator
        }
    }

    /** For requests that Salesforce itself refuses the second time. */
    private enum NoJournal implements WriteJournal {
        INSTANCE;

        @Override
        public Claim claim(WriteKey key, String owner, Duration lease) {
            return new Claim.New();
        }

        @Override
        public boolean sending(WriteKey key, String owner, Duration lease) {
            return true;
        }

        @Override
        public void ended(WriteKey key, End end) {}

        @Override
        public void forgotten(WriteKey key, String owner) {}

        @Override
        public void interrupted(WriteKey key, String owner) {}
    }
}
