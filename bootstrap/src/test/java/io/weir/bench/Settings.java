package io.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to run.
 *
 * @param rounds how often each target has its turn with each number of callers
 * @param seconds how long one turn lasts
 * @param warmUp how long each target is loaded before the first round
 * @param jvmOptions what the pass-through and Weir alike are started with
 * @param jars each Weir by its name in the report; none to measure the other targets only
 */
record Settings(int rounds, Duration seconds, Duration warmUp, List<String> jvmOptions, Map<String, Path> jars) {
    static Settings fromSystemProperties() {
        var jars = new LinkedHashMap<String, Path>();
        putJar(jars, Report.WEIR, "bench.jar");
        putJar(jars, Report.OTHER_WEIR, "bench.other-jar");
        return new Settings(
                Integer.getInteger("bench.rounds", 5),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 4)),
                Duration.ofSeconds(Integer.getInteger("bench.warm-up", 40)),
                List.of(System.getProperty("bench.jvm", "-Xmx256m").strip().split("\\s+")),
                jars);
    }

    private static void putJar(Map<String, Path> jars, String name, String property) {
        String path = System.getProperty(property, "").strip();
        if (!path.isEmpty()) {
            jars.put(name, Path.of(path).toAbsolutePath());
        }
    }
}
