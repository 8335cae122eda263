package io.weir.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how long the Weir of a folder takes to become ready, and then for its first caller-lookup, with the cache and
 * without, in turns. The program's arguments are the folder and the number of starts of each.
 */
public final class StartTimes {
    private static final String LOOKUP = "{\"phone\": \"(415) 555-0100\"}";
    private static final int WARM = 99;

    private StartTimes() {}

    /** What was measured of one way to start. */
    private record Series(
            String name, String jvmOptions, List<Duration> ready, List<Duration> first, List<Duration> hundredth) {
        Series(String name, String jvmOptions) {
            this(name, jvmOptions, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void run(Path folder) throws IOException, InterruptedException {
            try (var weir = new SandboxWeir(folder, jvmOptions)) {
                ready.add(weir.startedIn());
                first.add(lookup(weir));
                for (int call = 1; call < WARM; call++) {
                    lookup(weir);
                }
                hundredth.add(lookup(weir));
                weir.stop();
            }
        }

        private static Duration lookup(SandboxWeir weir) throws IOException, InterruptedException {
            long begin = System.nanoTime();
            weir.ask("caller-lookup", LOOKUP);
            return Duration.ofNanos(System.nanoTime() - begin);
        }

        void print() {
            print("ready", ready);
            print("first caller-lookup", first);
            print("hundredth caller-lookup", hundredth);
        }

        private void print(String what, List<Duration> times) {
            var sorted = times.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %-24s median %7.1f ms, from %7.1f to %7.1f%n",
                    name,
                    what,
                    milliseconds(sorted.get(sorted.size() / 2)),
                    milliseconds(sorted.getFirst()),
                    milliseconds(sorted.getLast()));
        }

        private static double milliseconds(Duration time) {
            return time.toNanos() / 1e6;
        }
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        var all =
                List.of(new Series("with cache", "-Xmx256m"), new Series("without cache", "-Xmx256m -XX:AOTMode=off"));
        int starts = Integer.parseInt(arguments[1]);
        for (int start = 0; start < starts; start++) {
            for (var series : all) {
                series.run(folder);
            }
        }
        all.forEach(Series::print);
    }
}
