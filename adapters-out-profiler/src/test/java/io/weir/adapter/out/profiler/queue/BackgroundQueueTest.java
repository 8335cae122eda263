package io.weir.adapter.out.profiler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.status.LogOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log says of entries that are lost, and what becomes of the thread when storage fails. */
class BackgroundQueueTest {
    private static final long MINUTE = LossLog.QUIET.toNanos();
    private static final int PUTS = 20_000;

    private final AtomicLong time = new AtomicLong();
    private final Kept storage = new Kept();
    private final LogOf log = new LogOf(LossLog.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void logsOnceWhenLossesBeginAndOnceWhenTheyEnd() {
        try (var entries = queue(2)) {
            for (int pass = 0; pass < 5; pass++) {
                for (int entry = 0; entry < 10; entry++) {
                    entries.put("entry");
                }
                entries.flush();
                entries.flush();
                time.addAndGet(MINUTE / 2);
            }
            assertThat(log.lines()).containsExactly("WARNING test entries are being lost: the queue is full");
            assertThat(entries.losing())
                    .contains(new LossLog.Losing(
                            Duration.ofNanos(5 * (MINUTE / 2)), "test entries are being lost: the queue is full"));

            time.addAndGet(MINUTE);
            entries.put("entry");
            entries.flush();
            entries.flush();
            assertThat(entries.losing()).isEmpty();
        }
        assertThat(log.lines()).hasSize(2).last().isEqualTo("INFO test entries are no longer lost; 40 were lost");
    }

    @Test
    void logsTheReasonOfTheStorage() {
        storage.most = 1;
        try (var entries = queue(10)) {
            for (int pass = 0; pass < 3; pass++) {
                entries.put("kept");
                entries.put("lost");
                entries.flush();
            }
            storage.most = 10;
            entries.put("kept");
            entries.flush();
            assertThat(log.lines()).containsExactly("WARNING test entries are being lost: the disk is full");
        }
        assertThat(log.lines())
                .hasSize(2)
                .last()
                .isEqualTo("WARNING test entries were being lost until Weir stopped; 3 were lost");
    }

    @Test
    void logsAnotherReasonOnceAMinute() {
        storage.most = 0;
        try (var entries = queue(10)) {
            lose(entries, "the disk is full");
            lose(entries, "the disk is broken");
            assertThat(log.lines()).containsExactly("WARNING test entries are being lost: the disk is full");

            time.addAndGet(MINUTE / 2);
            lose(entries, "the disk is full");
            time.addAndGet(MINUTE / 2);
            lose(entries, "the disk is broken");
            lose(entries, "the disk is full");
            assertThat(log.lines())
                    .containsExactly(
                            "WARNING test entries are being lost: the disk is full",
                            "WARNING test entries are being lost: the disk is broken");
            assertThat(entries.losing())
                    .contains(new LossLog.Losing(
                            Duration.ofNanos(MINUTE), "test entries are being lost: the disk is broken"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4 * PUTS})
    void whatManyThreadsPutIsStoredOnceAndInOrderUnlessTheQueueIsFull(int capacity) throws InterruptedException {
        storage.most = Integer.MAX_VALUE;
        var entries = queue(capacity);
        var flusher = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                entries.flush();
            }
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 4; thread++) {
                String name = thread + ":";
                threads.execute(() -> IntStream.range(0, PUTS).forEach(i -> entries.put(name + i)));
            }
        }
        flusher.interrupt();
        flusher.join();
        entries.close();

        assertThat(storage.entries.size() + entries.dropped()).isEqualTo(4L * PUTS);
        if (capacity == 4 * PUTS) {
            assertThat(entries.dropped()).isZero();
        }
        for (int thread = 0; thread < 4; thread++) {
            String name = thread + ":";
            assertThat(storage.entries.stream()
                            .filter(entry -> entry.startsWith(name))
                            .mapToInt(entry -> Integer.parseInt(entry.substring(name.length()))))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private void lose(BackgroundQueue<String> entries, String reason) {
        storage.trouble = reason;
        entries.put("lost");
        entries.flush();
    }

    @Test
    void logsALaterLossAgain() {
        try (var entries = queue(1)) {
            for (int incident = 0; incident < 2; incident++) {
                entries.put("kept");
                entries.put("lost");
                entries.flush();
                time.addAndGet(MINUTE);
                entries.flush();
            }
        }
        assertThat(log.lines())
                .containsExactly(
                        "WARNING test entries are being lost: the queue is full",
                        "INFO test entries are no longer lost; 1 were lost",
                        "WARNING test entries are being lost: the queue is full",
                        "INFO test entries are no longer lost; 1 were lost");
    }

    @Test
    void logsNothingWithoutLosses() {
        try (var entries = queue(2)) {
            entries.put("kept");
            entries.flush();
        }
        assertThat(log.lines()).isEmpty();
        assertThat(storage.entries).containsExactly("kept");
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new AssertionError("a bug"),
                new StackOverflowError(),
                new NoClassDefFoundError("Missing"),
                new OutOfMemoryError("no memory"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void survivesEveryFailureOfTheStorage(Throwable thrown) throws InterruptedException {
        var failing = new FailingOnce(thrown);
        var reported = Collections.synchronizedList(new ArrayList<String>());
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> reported.add(thread.getName() + " " + failure.getClass()));
        try (var entries = new BackgroundQueue<>("weir-test", "test entries", 10, failing)) {
            entries.put("lost");
            failing.failed.await();
            entries.put("kept");
            failing.kept.await();
            assertThat(entries.dropped()).isOne();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(reported).containsExactly("weir-test " + thrown.getClass());
    }

    private BackgroundQueue<String> queue(int capacity) {
        return new BackgroundQueue<>("weir-test", "test entries", capacity, storage, time::get);
    }

    /** Keeps so many entries at a time. */
    private static final class Kept implements BackgroundQueue.Storage<String> {
        final List<String> entries = Collections.synchronizedList(new ArrayList<>());
        int most = 10;
        String trouble = "the disk is full";

        @Override
        public int keep(List<String> more) {
            entries.addAll(more.subList(0, Math.min(most, more.size())));
            return Math.min(most, more.size());
        }

        @Override
        public String trouble() {
            return trouble;
        }
    }

    private record FailingOnce(Throwable thrown, CountDownLatch failed, CountDownLatch kept)
            implements BackgroundQueue.Storage<String> {
        FailingOnce(Throwable thrown) {
            this(thrown, new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public int keep(List<String> entries) {
            if (failed.getCount() > 0) {
                failed.countDown();
                throwUnchecked(thrown);
            }
            kept.countDown();
            return entries.size();
        }

        @Override
        public String trouble() {
            return "it fails";
        }

        private static void throwUnchecked(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }
}
