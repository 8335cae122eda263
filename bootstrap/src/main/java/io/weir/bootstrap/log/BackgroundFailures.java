package io.weir.bootstrap.log;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.domain.port.StackTrace;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Counts what threads in the background throw, whether it ended them or not, and tells the log of each kind once. Labels are names
 * that Weir gives its threads. Thread-safe.
 */
public final class BackgroundFailures implements Thread.UncaughtExceptionHandler {
    private static final System.Logger LOG = System.getLogger(BackgroundFailures.class.getName());
    private static final Pattern NUMBER = Pattern.compile("-\\d+$");
    private static final int MOST_KINDS = 100;

    private final MeterRegistry meters;
    private final Set<Kind> logged = ConcurrentHashMap.newKeySet();

    private record Kind(String thread, Class<?> failure) {}

    public BackgroundFailures(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        String name = thread.getName().startsWith("weir-")
                ? NUMBER.matcher(thread.getName()).replaceFirst("")
                : "other";
        meters.getOrCreate(Counter.builder("weir_background_failures")
                        .description("What threads in the background met and could not handle")
                        .tags(List.of(Tag.create("thread", name))))
                .increment();
        if (logged.size() < MOST_KINDS && logged.add(new Kind(name, failure.getClass()))) {
            LOG.log(
                    Level.ERROR,
                    "the thread " + name + " met a bug; weir_background_failures_total counts those that follow",
                    StackTrace.of(failure));
        }
    }
}
