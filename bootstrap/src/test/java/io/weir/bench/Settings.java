package io.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How to run.
 *
 * @param rounds how often each target has its turn with each number of callers
 * @param seconds how long one turn lasts
 * @param warmUp how long each target is loaded before the first round
 * @param jvmOptions what the pass-through and Weir alike are started with
 * @param weirs each Weir by its name in the report; none to measure the other targets only
 */
record Settings(int rounds, Duration seconds, Duration warmUp, List<String> jvmOptions, Map<String, Weir> weirs) {
    /** A Weir to start, with environment variables besides those of every one. */
    record Weir(Path jar, Map<String, String> environment) {}

    static Settings fromSystemProperties() {
        var weirs = new LinkedHashMap<String, Weir>();
        String jar = text("bench.jar");
        String otherEnvironment = text("bench.other-environment");
        put(weirs, Report.WEIR, jar, text("bench.environment"));
        String otherJar = text("bench.other-jar");
        put(
                weirs,
                Report.OTHER_WEIR,
                otherJar.isEmpty() && !otherEnvironment.isEmpty() ? jar : otherJar,
                otherEnvironment);
        return new Settings(
                Integer.getInteger("bench.rounds", 5),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 4)),
                Duration.ofSeconds(Integer.getInteger("bench.warm-up", 40)),
                List.of(System.getProperty("bench.jvm", "-Xmx256m").strip().split("\\s+")),
                weirs);
    }

    private static String text(String property) {
        return System.getProperty(property, "").strip();
    }

    private static void put(Map<String, Weir> weirs, String name, String jar, String environment) {
        if (!jar.isEmpty()) {
            var variables = Pattern.compile("\\s+")
                    .splitAsStream(environment)
                    .filter(variable -> !variable.isEmpty())
                    .map(variable -> variable.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            weirs.put(name, new Weir(Path.of(jar).toAbsolutePath(), variables));
        }
    }
}
