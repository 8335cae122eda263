package io.weir.adapter.out.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** How long answers take, beyond what they take anyway; a minute at most. */
sealed interface Latency {
    Duration MAX = Duration.ofMinutes(1);

    /** Nothing beyond. */
    record None() implements Latency {}

    /** The same for each answer. */
    record Fixed(Duration parseTime) implements Latency {}

    /** Anything between the two, equally likely. */
    record Uniform(Duration min, Duration max) implements Latency {
        public Uniform {
            if (min.compareTo(max) > 0) {
                throw new IllegalArgumentException("the shorter time comes first");
            }
        }
    }

    /** A log-normal distribution, as servers have it: half of the answers within {@code p50}, one of a hundred beyond {@code p99}. */
    record LogNormal(Duration p50, Duration p99) implements Latency {
        public LogNormal {
            if (p50.compareTo(p99) > 0 || !p50.isPositive()) {
                throw new IllegalArgumentException("p50 is positive and no longer than p99");
            }
        }
    }

    /** How many standard deviations of a normal distribution lie below its 99th percentile. */
    double DEVIATIONS_AT_P99 = 2.326_347_874;

    Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
    Pattern LOG_NORMAL = Pattern.compile("p50:(\\w+)/p99:(\\w+)");

    /** The time that one answer takes. */
    default Duration draw(RandomGenerator random) {
        return switch (this) {
            case None() -> Duration.ZERO;
            case Fixed(var time) -> time;
            case Uniform(var least, var most) ->
                least.plusNanos(random.nextLong(most.minus(least).toNanos() + 1));
            case LogNormal(var p50, var p99) -> {
                double deviation = Math.log((double) p99.toMillis() / p50.toMillis()) / DEVIATIONS_AT_P99;
                double millis = p50.toMillis() * Math.exp(deviation * random.nextGaussian());
                yield Duration.ofMillis(Math.min(Math.round(millis), MAX.toMillis()));
            }
        };
    }

    /** What {@link #parse} reads back; empty for none. */
    default String text() {
        return switch (this) {
            case None() -> "";
            case Fixed(var time) -> text(time);
            case Uniform(var least, var most) -> text(least) + ".." + text(most);
            case LogNormal(var p50, var p99) -> "p50:" + text(p50) + "/p99:" + text(p99);
        };
    }

    /** The latency that {@code text} says: {@code 50ms}, {@code 50ms..2s} or {@code p50:80ms/p99:3s}; empty if it says none. */
    static Optional<Latency> parse(String text) {
        try {
            var tail = LOG_NORMAL.matcher(text);
            if (tail.matches()) {
                return Optional.of(new LogNormal(parseTime(tail.group(1)), parseTime(tail.group(2))));
            }
            int dots = text.indexOf("..");
            return Optional.of(
                    dots < 0
                            ? new Fixed(parseTime(text))
                            : new Uniform(parseTime(text.substring(0, dots)), parseTime(text.substring(dots + 2))));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Duration parseTime(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("no time");
        }
        long number = Long.parseLong(match.group(1));
        var time = match.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        if (time.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("too long");
        }
        return time;
    }

    private static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
