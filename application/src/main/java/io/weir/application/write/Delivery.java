package io.weir.application.write;

import io.weir.application.write.WriteOnce.Ending;
import io.weir.application.write.WriteOnce.Run;
import io.weir.domain.limit.Admission;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournal.End;
import io.weir.domain.port.WriteResult;
import io.weir.domain.port.WriteResult.Refusal;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One delivery of a request: claims its entry in the journal, and sends it, looks it up or waits. For one thread. */
final class Delivery {
    private static final Duration LONGEST_LOCK_PAUSE = Duration.ofMillis(500);

    private final WriteRequest request;
    private final Run run;
    private final JournalEntry entry;
    private final SalesforceWrites salesforce;
    private final ParentLocks locks;
    private final RandomGenerator random;

    /** Whether an earlier delivery sent the request, whose end is not known. */
    private boolean sentBefore;

    /** Whether the journal gave this delivery an entry of which nothing was sent. */
    private boolean begun;

    /** What came of sending once. */
    private sealed interface Attempt {
        record Answered(WriteResult result) implements Attempt {}

        /** Another delivery holds the entry. Nothing was sent. */
        record Overtaken() implements Attempt {}

        record Denied(Admission.Denied denial) implements Attempt {}
    }

    Delivery(
            WriteRequest request,
            Run run,
            JournalEntry entry,
            SalesforceWrites salesforce,
            ParentLocks locks,
            RandomGenerator random) {
        this.request = request;
        this.run = run;
        this.entry = entry;
        this.salesforce = salesforce;
        this.locks = locks;
        this.random = random;
    }

    /** The same delivery without the journal, which knows what the journal said so far. */
    Delivery withoutJournal() {
        var delivery = new Delivery(request, run, entry.withoutJournal(), salesforce, locks, random);
        delivery.sentBefore = sentBefore;
        return delivery;
    }

    /** Throws {@link SharedStoreUnavailable} if the journal cannot be used and nothing was written. */
    Ending ending() {
        while (true) {
            begun = false;
            var ending = switch (entry.claim()) {
                case Claim.Done(End.Written(var records)) -> Optional.<Ending>of(new Ending.Replayed(records));
                case Claim.Done(End.Unknown()) -> Optional.<Ending>of(new Ending.Lost());
                case Claim.New() -> begun();
                case Claim.Sent(var ago) -> resumed(ago);
                case Claim.Held() -> pending();
            };
            if (ending.isPresent()) {
                return ending.get();
            }
        }
    }

    /** Ends the delivery after {@link #ending} threw, because it must not send without the journal. */
    void giveUp() {
        if (begun) {
            nothingWritten();
        } else {
            // the journal may have given an entry that an earlier delivery has sent
            entry.interrupted();
        }
    }

    private static Optional<Ending> pending() {
        return Optional.of(new Ending.Pending());
    }

    /** Nothing was sent yet. Empty if another delivery has taken over. */
    private Optional<Ending> begun() {
        begun = true;
        if (!WriteOnce.isSafeWithoutJournal(request)) {
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
        if (WriteOnce.isSafeWithoutJournal(request)) {
            return sent();
        }
        if (ago.compareTo(WriteOnce.LOST_AFTER) < 0) {
            nothingWritten();
            return pending();
        }
        entry.ended(new End.Unknown());
        return Optional.of(new Ending.Lost());
    }

    private Optional<Ending> sent() {
        try (var _ = locks.take(request, entry.time().remaining())
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
                    if (!isWorthRepeating(answer) || !entry.time().waited(lockPause(attempt))) {
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
        if (!entry.time().isEnoughToWrite()) {
            throw new SalesforceFailure.DeadlineExceeded("the timeout leaves no time to write");
        }
        return entry.sending() ? new Attempt.Answered(salesforce.write(request, run.meter())) : new Attempt.Overtaken();
    }

    private Duration lockPause(int attempt) {
        long bound = Math.min(
                LONGEST_LOCK_PAUSE.toMillis(), JournalEntry.BETWEEN_CLAIMS.toMillis() << Math.min(attempt, 10));
        return Duration.ofMillis(1 + random.nextLong(bound));
    }

    private Ending after(WriteResult answer) {
        return switch (answer) {
            case WriteResult.Written(var records) -> {
                entry.ended(new End.Written(records));
                yield new Ending.Written(records);
            }
            case WriteResult.KeyExists exists -> existing(exists);
            case WriteResult.DuplicateFound(var index, var id) -> {
                // it may be a record that an earlier delivery created
                boolean creates = request.records().stream().anyMatch(RecordWrite::creates);
                var own = creates ? foundNow() : Optional.<List<WrittenRecord>>empty();
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
                    entry.ended(new End.Written(found.get()));
                    yield sentBefore ? new Ending.Replayed(found.get()) : new Ending.Written(found.get());
                }
                entry.interrupted();
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
            entry.interrupted();
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
        entry.ended(new End.Written(records));
        return new Ending.Replayed(records);
    }

    /** This delivery wrote nothing; an earlier one may have. */
    private void nothingWritten() {
        if (sentBefore) {
            entry.interrupted();
        } else {
            entry.forgotten();
        }
    }
}
