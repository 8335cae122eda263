package io.weir.adapter.in.http.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A duration as declarations, settings and URL parameters write it: {@code 1800ms}, {@code 10s}, {@code 5m}. */
public final class ShortTime {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private ShortTime() {}

    /** The time that {@code text} spells; {@link IllegalArgumentException} if it spells none. */
    public static Duration parse(String text) {
        return read(text.strip())
                .orElseThrow(() -> new IllegalArgumentException("expected a time such as 1800ms, 10s, 5m or 0s"));
    }

    /** The time that {@code text} spells; empty if it spells none this way. */
    public static Optional<Duration> read(String text) {
        var time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    default -> Duration.ofMinutes(amount);
                });
    }
}
