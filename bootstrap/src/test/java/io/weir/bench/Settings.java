package io.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to run.
 *
 * @param rounds how often each target has its turn with each number of callers
 * @param seconds how long one turn lasts
 * @param warmUp how long each target is loaded before the first round
 * @param jvmOptions what the pass-through and Weir alike are started with
 * @param jar Weir, or null to measure the other targets only
 */
record Settings(
        int rounds,
        Duration seconds,
        Duration warmUp,
        List<String> jvmOptions,
        @Nullable Path jar) {
    static Settings fromSystemProperties() {
        String jar = System.getProperty("bench.jar", "");
        return new Settings(
                Integer.getInteger("bench.rounds", 5),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 4)),
                Duration.ofSeconds(Integer.getInteger("bench.warm-up", 12)),
                List.of(System.getProperty("bench.jvm", "-Xmx256m").strip().split("\\s+")),
                jar.isBlank() ? null : Path.of(jar.strip()).toAbsolutePath());
    }
}
