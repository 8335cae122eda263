package io.weir.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how long the Weir of a folder takes to become ready, and then for its first caller-lookup, with the cache and
 * without, in turns with a bare server of the same framework. The program's arguments are the folder and the number of
 * starts of each.
 */
public final class StartTimes {
    static final String HEAP = "-Xmx256m";

    private static final String LOOKUP = "{\"phone\": \"(415) 555-0100\"}";
    private static final int WARM = 99;

    private StartTimes() {}

    /** Times of one thing, in turns with others. */
    private record Times(String name, List<Duration> all) {
        Times(String name) {
            this(name, new ArrayList<>());
        }

        void add(Duration time) {
            all.add(time);
        }

        Duration median() {
            return all.stream().sorted().toList().get(all.size() / 2);
        }

        double per(Times other) {
            return (double) median().toNanos() / other.median().toNanos();
        }

        void print() {
            var sorted = all.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-42s median %7.1f ms, from %7.1f to %7.1f%n",
                    name,
                    milliseconds(median()),
                    milliseconds(sorted.getFirst()),
                    milliseconds(sorted.getLast()));
        }

        private static double milliseconds(Duration time) {
            return time.toNanos() / 1e6;
        }
    }

    /** What is measured of one way to start, with the cache or without. */
    private record Series(String name, String jvmOptions, Times bare, Times ready, Times first, Times hundredth) {
        Series(String name, String jvmOptions) {
            this(
                    name,
                    jvmOptions,
                    new Times("bare server ready, " + name),
                    new Times("Weir ready, " + name),
                    new Times("first caller-lookup, " + name),
                    new Times("hundredth caller-lookup, " + name));
        }

        void run(Path folder, Duration bareStart) throws IOException, InterruptedException {
            bare.add(bareStart);
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
            List.of(bare, ready, first, hundredth).forEach(Times::print);
            System.out.printf(
                    Locale.ROOT,
                    "%s: Weir / bare server %.2f, first / hundredth caller-lookup %.2f%n",
                    name,
                    ready.per(bare),
                    first.per(hundredth));
        }
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        var cached = new Series("with cache", HEAP);
        var uncached = new Series("without cache", HEAP + " -XX:AOTMode=off");
        int starts = Integer.parseInt(arguments[1]);
        try (var bare = new BareStarts(folder)) {
            for (int start = 0; start < starts; start++) {
                cached.run(folder, bare.startedWithCache());
                uncached.run(folder, bare.startedWithoutCache());
            }
        }
        cached.print();
        uncached.print();
    }
}
