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
 * Counts exceptions of background threads, whether or not they ended the thread, and logs each kind once. The label is
 * the name of the thread if Weir named it. Thread-safe.
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
                        .description("Exceptions of background threads")
                        .tags(List.of(Tag.create("thread", name))))
                .increment();
        if (logged.size() < MOST_KINDS && logged.add(new Kind(name, failure.getClass()))) {
            LOG.log(
                    Level.ERROR,
                    "the thread " + name
                            + " failed unexpectedly; weir_background_failures_total counts further failures",
                    StackTrace.of(failure));
        }
    }
}
