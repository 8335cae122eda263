package io.weir.adapter.out.sandbox.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The delay that the sandbox adds to each reply, at most one minute. */
public sealed interface Latency {
    Duration MAX = Duration.ofMinutes(1);

    /** No delay. */
    record None() implements Latency {}

    /** The same delay for each reply. */
    record Fixed(Duration time) implements Latency {}

    /** A uniform distribution; both bounds are inclusive. */
    record Uniform(Duration min, Duration max) implements Latency {
        public Uniform {
            if (min.compareTo(max) > 0) {
                throw new IllegalArgumentException("the minimum exceeds the maximum");
            }
        }
    }

    /** A log-normal distribution, typical of servers, given by its median and its 99th percentile. */
    record LogNormal(Duration p50, Duration p99) implements Latency {
        public LogNormal {
            if (p50.compareTo(p99) > 0 || !p50.isPositive()) {
                throw new IllegalArgumentException("p50 must be positive and at most p99");
            }
        }
    }

    /** The 99th percentile of the standard normal distribution. */
    double STANDARD_NORMAL_P99 = 2.326_347_874;

    Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
    Pattern LOG_NORMAL = Pattern.compile("p50:(\\w+)/p99:(\\w+)");

    /** A random delay for one reply. */
    default Duration draw(RandomGenerator random) {
        return switch (this) {
            case None() -> Duration.ZERO;
            case Fixed(var time) -> time;
            case Uniform(var min, var max) ->
                min.plusNanos(random.nextLong(max.minus(min).toNanos() + 1));
            case LogNormal(var p50, var p99) -> {
                double deviation = Math.log((double) p99.toMillis() / p50.toMillis()) / STANDARD_NORMAL_P99;
                double millis = p50.toMillis() * Math.exp(deviation * random.nextGaussian());
                yield Duration.ofMillis(Math.min(Math.round(millis), MAX.toMillis()));
            }
        };
    }

    /** The text form that {@link #parse} reads; empty for {@link None}. */
    default String text() {
        return switch (this) {
            case None() -> "";
            case Fixed(var time) -> text(time);
            case Uniform(var min, var max) -> text(min) + ".." + text(max);
            case LogNormal(var p50, var p99) -> "p50:" + text(p50) + "/p99:" + text(p99);
        };
    }

    /** Parses {@code 50ms}, {@code 50ms..2s} or {@code p50:80ms/p99:3s}; empty if {@code text} is invalid. */
    static Optional<Latency> parse(String text) {
        try {
            var percentiles = LOG_NORMAL.matcher(text);
            if (percentiles.matches()) {
                return Optional.of(new LogNormal(parseTime(percentiles.group(1)), parseTime(percentiles.group(2))));
            }
            int dots = text.indexOf("..");
            return Optional.of(
                    dots < 0
                            ? new Fixed(parseTime(text))
                            : new Uniform(parseTime(text.substring(0, dots)), parseTime(text.substring(dots + 2))));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private static Duration parseTime(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a time");
        }
        long number = Long.parseLong(match.group(1));
        var time = match.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        if (time.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("more than a minute");
        }
        return time;
    }

    private static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
