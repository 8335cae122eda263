package io.weir.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.Tag;
import io.weir.domain.port.BackgroundWork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What threads in the background cannot handle is counted each time and logged once. */
class BackgroundFailuresTest {
    private final MeterRegistry meters = MeterRegistry.create(
            MetricsConfig.builder().warnOnMultipleRegistries(false).build());
    private final BackgroundFailures failures = new BackgroundFailures(meters);
    /** Held, because a logger that nobody holds yet is collected with its handlers. */
    private final Logger logger = Logger.getLogger(BackgroundFailures.class.getName());

    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        logger.addHandler(lines);
    }

    @AfterEach
    void close() {
        logger.removeHandler(lines);
        meters.close();
    }

    @Test
    void countsEachAndLogsEachKindOnce() throws InterruptedException {
        fails("weir-history", new IllegalStateException("+14155550100"));
        fails("weir-history", new IllegalStateException("+14155550100"));
        fails("weir-history", new StackOverflowError());
        fails("weir-audit", new StackOverflowError());

        assertThat(counted("weir-history")).isEqualTo(3);
        assertThat(counted("weir-audit")).isEqualTo(1);
        assertThat(lines.written)
                .hasSize(3)
                .noneMatch(line -> line.contains("4155550100"))
                .allMatch(line -> line.contains("weir_background_failures_total"));
        assertThat(lines.written.getFirst()).contains("weir-history", "java.lang.IllegalStateException");
        assertThat(lines.written.get(1)).contains("weir-history", "java.lang.StackOverflowError");
    }

    @Test
    void countsUnderNamesThatWeirGivesAndNoOther() throws InterruptedException {
        fails("weir-worker-17", new AssertionError());
        fails("weir-worker-18", new AssertionError());
        fails("ada@example.com", new AssertionError());

        assertThat(counted("weir-worker")).isEqualTo(2);
        assertThat(counted("other")).isEqualTo(1);
    }

    @Test
    void countsWhatEndsAThreadToo() throws InterruptedException {
        var thread = Thread.ofVirtual()
                .name("weir-api-version")
                .uncaughtExceptionHandler(failures)
                .start(() -> {
                    throw new IllegalStateException("ends it");
                });
        thread.join();

        assertThat(counted("weir-api-version")).isEqualTo(1);
    }

    @Test
    void aHandlerThatFailsStopsNoWork() throws InterruptedException {
        var done = new ArrayList<String>();
        var thread = Thread.ofVirtual()
                .name("weir-history")
                .uncaughtExceptionHandler((_, _) -> {
                    throw new AssertionError("the handler fails");
                })
                .start(() -> {
                    BackgroundWork.attempt(() -> {
                        throw new AssertionError("the work fails");
                    });
                    done.add("went on");
                });
        thread.join();

        assertThat(done).containsExactly("went on");
    }

    private void fails(String name, Throwable failure) throws InterruptedException {
        Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(failures)
                .start(() -> BackgroundWork.attempt(() -> raise(failure)))
                .join();
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private long counted(String thread) {
        return meters.counter("weir_background_failures", List.of(Tag.create("thread", thread)))
                .map(Counter::count)
                .orElse(0L);
    }

    private static final class Lines extends Handler {
        final List<String> written = Collections.synchronizedList(new ArrayList<>());
        private final Formatter line = new LineLogHandler.Line();

        @Override
        public void publish(LogRecord logged) {
            assertThat(logged.getLevel()).isEqualTo(Level.SEVERE);
            written.add(line.format(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
