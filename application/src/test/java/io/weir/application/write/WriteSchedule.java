package io.weir.application.write;

import io.weir.application.write.WriteOnce.Ending;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
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
import java.util.stream.IntStream;

/**
 * One request, delivered several times to two Weirs with one journal, while Weirs are killed, connections cut, the
 * journal is down and Salesforce is slow: all by a seed. The clock is a fake.
 *
 * <p>As a program, it runs a thousand schedules from a seed, which it prints, and ends with 1 if one of them wrote a
 * record twice or gave a delivery a wrong answer.
 */
final class WriteSchedule {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final ObjectName CASE = new ObjectName("Case");
    private static final WriteKey KEY = new WriteKey("ab".repeat(32));
    private static final List<RecordWrite.Once> STRATEGIES = List.of(
            new RecordWrite.Once.UniqueField("Weir_Key__c", KEY.ofRecord(0)),
            new RecordWrite.Once.IdempotencyKey(),
            new RecordWrite.Once.LookUp(List.of("Subject")));

    /** Where a Weir may be killed. */
    enum Point {
        BEFORE_THE_CLAIM,
        AFTER_THE_CLAIM,
        AFTER_THE_LOOK_UP,
        BEFORE_SENDING_IS_COMMITTED,
        AFTER_SENDING_IS_COMMITTED,
        AFTER_THE_BODY_IS_SENT,
        AFTER_THE_RECORD_IS_WRITTEN,
        BEFORE_THE_END_IS_COMMITTED,
        AFTER_THE_END_IS_COMMITTED
    }

    /** What becomes of a request on its way. */
    private enum Fate {
        ANSWERED,
        SLOW,
        NOT_CONNECTED,
        CUT_BEFORE_IT_ARRIVES,
        CUT_WHILE_IT_IS_WRITTEN,
        CUT_AFTER_IT_IS_WRITTEN,
        LOCKED
    }

    /** The process is killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** The answer of one delivery; empty if its Weir was killed, or it got an error. */
    private record Answer(Optional<Ending> ending) {}

    private final Random random;
    private final Turns turns;
    private final WriteJournal journal;
    private final RecordWrite.Once strategy;
    private final WriteRequest request;
    private final List<SalesforceId> records = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private boolean sendingCommitted;

    WriteSchedule(long seed) {
        this.random = new Random(seed);
        this.turns = new Turns(new Random(seed + 1), START);
        this.journal = new InMemoryWriteJournal(turns);
        this.strategy = STRATEGIES.get(random.nextInt(STRATEGIES.size()));
        var write = new RecordWrite(
                CASE,
                new RecordWrite.Operation.Create(strategy),
                Map.of("Subject", new RecordWrite.Content.Literal(new Value.Text("no id"))),
                Optional.empty());
        this.request = new WriteRequest(
                List.of(write),
                strategy instanceof RecordWrite.Once.IdempotencyKey
                        ? Optional.of(KEY.idempotencyKey())
                        : Optional.empty());
    }

    /** Runs the schedule; answers what is wrong, or nothing. */
    Optional<String> wrong() {
        int deliveries = 1 + random.nextInt(4);
        for (int i = 0; i < deliveries; i++) {
            turns.add(Duration.ofMillis(random.nextInt(25_000)), new Delivery(true)::run);
        }
        turns.add(Duration.ofMinutes(20), new Delivery(false)::run);
        turns.run();
        return judged();
    }

    private Optional<String> judged() {
        if (records.size() > 1) {
            return Optional.of("%s: %d records".formatted(strategy, records.size()));
        }
        for (var each : answers) {
            var shown = each.ending().flatMap(WriteSchedule::shown);
            if (shown.isPresent() && !records.equals(shown.get())) {
                return Optional.of("%s: a delivery was answered with another record than there is".formatted(strategy));
            }
        }
        var last = answers.getLast().ending();
        boolean written = last.filter(ending -> ending instanceof Ending.Written || ending instanceof Ending.Replayed)
                .isPresent();
        boolean lost = last.filter(Ending.Lost.class::isInstance).isPresent();
        boolean mayBeLost = strategy instanceof RecordWrite.Once.LookUp && sendingCommitted && records.isEmpty();
        return written || (lost && mayBeLost)
                ? Optional.empty()
                : Optional.of("%s: the last delivery was answered %s with %d records"
                        .formatted(strategy, last, records.size()));
    }

    /** The ids that {@code ending} shows; empty if it shows none. */
    private static Optional<List<SalesforceId>> shown(Ending ending) {
        return switch (ending) {
            case Ending.Written(var written) -> Optional.of(ids(written));
            case Ending.Replayed(var written) -> written.isEmpty() ? Optional.empty() : Optional.of(ids(written));
            case Ending.Pending _,
                    Ending.Lost _,
                    Ending.Duplicate _,
                    Ending.Refused _,
                    Ending.Denied _,
                    Ending.JournalUnavailable _ -> Optional.empty();
        };
    }

    private static List<SalesforceId> ids(List<WrittenRecord> written) {
        return written.stream().map(WrittenRecord::id).toList();
    }

    private SalesforceId write() {
        if (records.isEmpty() || strategy instanceof RecordWrite.Once.LookUp) {
            records.add(SalesforceId.parse("50000000000%04d".formatted(records.size() + 1))
                    .orElseThrow());
        }
        return records.getFirst();
    }

    /** One delivery of the request to a Weir. */
    private final class Delivery implements WriteOnce.Run, WriteJournal, SalesforceWrites {
        private final boolean hostile;
        private final Optional<Point> death;
        private final int downs;
        private RunMeter meter = new RunMeter(new Deadline(START));

        /** @param hostile whether things go wrong */
        Delivery(boolean hostile) {
            this.hostile = hostile;
            var points = Point.values();
            this.death = hostile && random.nextInt(3) > 0
                    ? Optional.of(points[random.nextInt(points.length)])
                    : Optional.empty();
            this.downs = hostile ? random.nextInt(12) : 0;
        }

        void run() {
            meter = new RunMeter(new Deadline(turns.instant().plus(TIME)));
            var once = new WriteOnce(this, this, turns, new Random(random.nextLong()), turns::pause);
            Optional<Ending> ending = Optional.empty();
            try {
                ending = Optional.of(once.write(KEY, request, this));
            } catch (SalesforceFailure | Killed _) {
                // an error, or no answer at all
            }
            answers.add(new Answer(ending));
        }

        private void at(Point point) {
            turns.pause(Duration.ofMillis(random.nextInt(20)));
            if (death.filter(point::equals).isPresent()) {
                throw new Killed();
            }
        }

        private void journalIsUsed() {
            if (downs > 9 && random.nextInt(3) == 0) {
                throw new SharedStoreUnavailable("down");
            }
        }

        @Override
        public RunMeter meter() {
            return meter;
        }

        @Override
        public <R> R spend(Supplier<R> work, Function<Admission.Denied, R> denied) {
            return work.get();
        }

        @Override
        public Optional<List<WrittenRecord>> find() {
            if (hostile && random.nextInt(8) == 0) {
                throw new SalesforceFailure.DeadlineExceeded("slow");
            }
            turns.pause(Duration.ofMillis(random.nextInt(300)));
            var found = records.isEmpty() || strategy instanceof RecordWrite.Once.IdempotencyKey
                    ? Optional.<List<WrittenRecord>>empty()
                    : Optional.of(List.of(new WrittenRecord(CASE, records.getFirst(), true)));
            at(Point.AFTER_THE_LOOK_UP);
            return found;
        }

        @Override
        public Claim claim(WriteKey key, String owner, Duration lease) {
            at(Point.BEFORE_THE_CLAIM);
            journalIsUsed();
            var claim = journal.claim(key, owner, lease);
            journalIsUsed();
            at(Point.AFTER_THE_CLAIM);
            return claim;
        }

        @Override
        public boolean sending(WriteKey key, String owner, Duration lease) {
            at(Point.BEFORE_SENDING_IS_COMMITTED);
            journalIsUsed();
            boolean holds = journal.sending(key, owner, lease);
            sendingCommitted |= holds;
            journalIsUsed();
            at(Point.AFTER_SENDING_IS_COMMITTED);
            return holds;
        }

        @Override
        public void ended(WriteKey key, End end) {
            at(Point.BEFORE_THE_END_IS_COMMITTED);
            journalIsUsed();
            journal.ended(key, end);
            at(Point.AFTER_THE_END_IS_COMMITTED);
        }

        @Override
        public void forgotten(WriteKey key, String owner) {
            journalIsUsed();
            journal.forgotten(key, owner);
        }

        @Override
        public void interrupted(WriteKey key, String owner) {
            journalIsUsed();
            journal.interrupted(key, owner);
        }

        @Override
        public WriteResult write(WriteRequest asked, RunMeter ofRun) {
            var fates = Fate.values();
            var fate = hostile ? fates[random.nextInt(fates.length)] : Fate.ANSWERED;
            if (death.filter(Point.AFTER_THE_BODY_IS_SENT::equals).isPresent()) {
                later();
                throw new Killed();
            }
            return switch (fate) {
                case ANSWERED -> answered(Duration.ofMillis(random.nextInt(200)));
                case SLOW -> answered(Duration.ofMillis(random.nextInt(6_000)));
                case NOT_CONNECTED -> throw new SalesforceFailure.Unavailable("no connection", "", Duration.ZERO);
                case LOCKED ->
                    new WriteResult.Refused(
                            WriteResult.Refusal.LOCKED,
                            0,
                            "UNABLE_TO_LOCK_ROW",
                            List.of(),
                            new SalesforceMessage.Nothing());
                case CUT_BEFORE_IT_ARRIVES -> unknown();
                case CUT_WHILE_IT_IS_WRITTEN -> {
                    later();
                    yield unknown();
                }
                case CUT_AFTER_IT_IS_WRITTEN -> {
                    var _ = WriteSchedule.this.write();
                    yield unknown();
                }
            };
        }

        private WriteResult answered(Duration after) {
            turns.pause(after);
            boolean exists = !records.isEmpty() && strategy instanceof RecordWrite.Once.UniqueField;
            var id = WriteSchedule.this.write();
            at(Point.AFTER_THE_RECORD_IS_WRITTEN);
            if (exists) {
                return new WriteResult.KeyExists(0, random.nextBoolean() ? Optional.of(id) : Optional.empty());
            }
            return new WriteResult.Written(List.of(new WrittenRecord(CASE, id, true)));
        }

        private void later() {
            turns.add(Duration.ofMillis(random.nextInt(20_000)), () -> {
                var _ = WriteSchedule.this.write();
            });
        }

        private static WriteResult unknown() {
            return new WriteResult.Unknown(new SalesforceFailure.Unavailable("cut", "", Duration.ZERO));
        }
    }

    /** Runs {@code args[0]} schedules, 1,000 without it, from the seed {@code args[1]}, the time without it. */
    public static void main(String... args) {
        int schedules = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.out.printf("%d schedules from seed %d%n", schedules, seed);
        var wrong = IntStream.range(0, schedules)
                .mapToObj(i -> new WriteSchedule(seed + i).wrong().map(what -> "seed %d: %s".formatted(seed + i, what)))
                .flatMap(Optional::stream)
                .toList();
        wrong.forEach(System.out::println);
        System.out.printf("%d wrong%n", wrong.size());
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
