package io.weir.application.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.history.Execution.Served;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One run for many who ask the same, whatever becomes of it. */
class SingleFlightTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Deadline SOON = new Deadline(START.plusSeconds(60));
    private static final Deadline LATER = new Deadline(START.plusSeconds(120));
    private static final Deadline PASSED = new Deadline(START);
    private static final Duration KEEP = Duration.ofSeconds(10);
    private final SalesforceFailure down = new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
    private final SalesforceFailure tooLate = new SalesforceFailure.DeadlineExceeded("too late");
    private final SalesforceFailure crowded = new SalesforceFailure.CallRefused("crowded", Duration.ZERO);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SharingStats counts = new SharingStats();
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile Instant now = START;
    private final SingleFlight<String, String> shared =
            new SingleFlight<>(new AnswerCache<>(100, 16_000, String::length), counts, () -> now);

    @AfterEach
    void stop() {
        goOn.countDown();
        threads.close();
    }

    /** A run that lasts until it is told to go on. */
    private Supplier<RunResult<String>> slow(RunResult<String> result) {
        return () -> {
            runs.incrementAndGet();
            begun.countDown();
            await(goOn);
            return result;
        };
    }

    private Supplier<RunResult<String>> quick(RunResult<String> result) {
        return () -> {
            runs.incrementAndGet();
            return result;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunResult<String> answer(String text) {
        return new RunResult.Ended<>(text, Optional.empty());
    }

    private static RunResult<String> failure(SalesforceFailure failure) {
        return new RunResult.Failed<>(failure, Optional.empty());
    }

    private Future<SingleFlight.Shared<String>> ask(Deadline deadline, Supplier<RunResult<String>> work) {
        return threads.submit(() -> shared.run("key", deadline, Duration.ZERO, work));
    }

    /** Asks on a thread that is seen to wait for the run under way. */
    private Future<SingleFlight.Shared<String>> join(Deadline deadline, Supplier<RunResult<String>> work)
            throws InterruptedException {
        var answer = new FutureTask<>(() -> shared.run("key", deadline, Duration.ZERO, work));
        var thread = Thread.ofVirtual().start(answer);
        waits(thread);
        return answer;
    }

    private static void waits(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aHundredAtOnceCostOneRun() throws Exception {
        var first = ask(SOON, slow(answer("a")));
        await(begun);
        List<Future<SingleFlight.Shared<String>>> others = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            others.add(join(SOON, quick(answer("b"))));
        }
        goOn.countDown();

        assertThat(first.get()).isEqualTo(new SingleFlight.Shared<>(answer("a"), Served.FRESH));
        for (var other : others) {
            assertThat(other.get()).isEqualTo(new SingleFlight.Shared<>(answer("a"), Served.SHARED));
        }
        assertThat(runs).hasValue(1);
        assertThat(counts.shared()).isEqualTo(99);
    }

    @Test
    void differentQuestionsDoNotWaitForEachOther() throws Exception {
        var first = ask(SOON, slow(answer("a")));
        await(begun);

        assertThat(shared.run("another", SOON, Duration.ZERO, quick(answer("b")))
                        .result())
                .isEqualTo(answer("b"));

        goOn.countDown();
        assertThat(first.get().result()).isEqualTo(answer("a"));
    }

    @Test
    void sharesWhatSalesforceFailedBy() throws Exception {
        var first = ask(SOON, slow(failure(down)));
        await(begun);
        var other = join(LATER, quick(answer("b")));
        goOn.countDown();

        assertThat(first.get().result()).isEqualTo(failure(down));
        assertThat(other.get()).isEqualTo(new SingleFlight.Shared<>(failure(down), Served.SHARED));
        assertThat(runs).hasValue(1);
    }

    @Test
    void whoHasMoreTimeRunsWhenTheFirstHadTooLittle() throws Exception {
        for (var own : List.of(tooLate, crowded)) {
            var begins = new CountDownLatch(1);
            var goesOn = new CountDownLatch(1);
            var first = ask(SOON, () -> {
                begins.countDown();
                await(goesOn);
                return failure(own);
            });
            await(begins);
            var patient = join(LATER, quick(answer("b")));
            var hurried = join(SOON, quick(answer("b")));
            goesOn.countDown();

            assertThat(first.get().result()).isEqualTo(failure(own));
            assertThat(patient.get().result()).isEqualTo(answer("b"));
            assertThat(hurried.get().result()).isIn(failure(own), answer("b"));
        }
    }

    @Test
    void aBugOfTheFirstIsItsOwn() throws Exception {
        var first = ask(SOON, () -> {
            begun.countDown();
            await(goOn);
            throw new IllegalStateException("a bug");
        });
        await(begun);
        var other = join(SOON, quick(answer("b")));
        goOn.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("a bug");
        assertThat(other.get().result()).isEqualTo(answer("b"));
    }

    @Test
    void anErrorOfTheFirstLeavesNobodyWaiting() throws Exception {
        var first = ask(SOON, () -> {
            begun.countDown();
            await(goOn);
            throw new AssertionError("as out of memory would");
        });
        await(begun);
        var other = join(SOON, quick(answer("b")));
        goOn.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
        assertThat(other.get().result()).isEqualTo(answer("b"));
    }

    @Test
    void whatFailsBecauseTheFirstIsInterruptedIsItsOwn() throws Exception {
        var first = Thread.ofVirtual().unstarted(() -> shared.run("key", SOON, Duration.ZERO, slow(failure(down))));
        first.start();
        await(begun);
        var other = join(SOON, quick(answer("b")));
        first.interrupt();

        assertThat(other.get().result()).isEqualTo(answer("b"));
        first.join();
    }

    @Test
    void waitsNoLongerThanItsOwnTime() throws Exception {
        var first = ask(LATER, slow(answer("a")));
        await(begun);

        var result = shared.run("key", PASSED, Duration.ZERO, quick(answer("b")));

        assertThat(result.result() instanceof RunResult.Failed<String>(var failure, var _)
                        && failure instanceof SalesforceFailure.DeadlineExceeded)
                .isTrue();
        goOn.countDown();
        assertThat(first.get().result()).isEqualTo(answer("a"));
    }

    @Test
    void endsItsWaitWhenItIsInterrupted() throws Exception {
        var first = ask(LATER, slow(answer("a")));
        await(begun);
        var result = new AtomicInteger();
        var other = Thread.ofVirtual().start(() -> {
            if (shared.run("key", LATER, Duration.ZERO, quick(answer("b"))).result() instanceof RunResult.Failed<?>
                    && Thread.currentThread().isInterrupted()) {
                result.set(1);
            }
        });
        waits(other);
        other.interrupt();
        other.join();

        assertThat(result).hasValue(1);
        goOn.countDown();
        assertThat(first.get().result()).isEqualTo(answer("a"));
    }

    @Test
    void anAnswerServesForAsLongAsItIsKept() {
        assertThat(kept("a")).isEqualTo(new SingleFlight.Shared<>(answer("a"), Served.FRESH));
        now = START.plusSeconds(9);
        assertThat(kept("b")).isEqualTo(new SingleFlight.Shared<>(answer("a"), Served.CACHED));
        now = START.plusSeconds(10);
        assertThat(kept("c")).isEqualTo(new SingleFlight.Shared<>(answer("c"), Served.FRESH));
        assertThat(counts.hits()).isEqualTo(1);
        assertThat(counts.misses()).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongAnAnswer() {
        kept("a");
        now = START.minus(Duration.ofHours(1));

        assertThat(kept("b")).isEqualTo(new SingleFlight.Shared<>(answer("b"), Served.FRESH));
    }

    private SingleFlight.Shared<String> kept(String text) {
        return shared.run("key", SOON, KEEP, quick(answer(text)));
    }

    @Test
    void keepsNoAnswerThatIsForgottenJustBeforeItWouldBeKept() {
        var write = new AtomicReference<Runnable>(() -> {});
        var flight = new SingleFlight<String, String>(
                new AnswerCache<>(100, 16_000, text -> {
                    write.get().run();
                    return text.length();
                }),
                counts,
                () -> now);
        write.set(() -> flight.forget("key"::equals));
        flight.run("key", SOON, KEEP, quick(answer("before the write")));
        write.set(() -> {});

        assertThat(flight.run("key", SOON, KEEP, quick(answer("after it"))))
                .isEqualTo(new SingleFlight.Shared<>(answer("after it"), Served.FRESH));
        assertThat(flight.run("key", SOON, KEEP, quick(answer("later"))).served())
                .isEqualTo(Served.CACHED);
    }

    @Test
    void keepsNoAnswerOfARunThatAForgettingOvertook() {
        shared.run("key", SOON, KEEP, () -> {
            shared.forget("key"::equals);
            return answer("before the write");
        });

        assertThat(kept("after it").served()).isEqualTo(Served.FRESH);
    }

    @Test
    void aFailureIsNeverKept() {
        shared.run("key", SOON, KEEP, quick(failure(down)));

        assertThat(kept("a").served()).isEqualTo(Served.FRESH);
    }

    @Test
    void countsNoMissWhereNothingIsKept() {
        shared.run("key", SOON, Duration.ZERO, quick(answer("a")));
        shared.run("key", SOON, Duration.ZERO, quick(answer("a")));

        assertThat(runs).hasValue(2);
        assertThat(counts.misses()).isZero();
    }
}
