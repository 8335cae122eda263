package io.weir.adapter.in.http;

import java.time.Duration;
import java.util.regex.Pattern;

/** A time as a declaration has it: {@code 1800ms}, {@code 10s}, {@code 5m}. */
final class ShortTime {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private ShortTime() {}

    /** The time that {@code text} spells; {@link IllegalArgumentException} if it spells none. */
    static Duration parse(String text) {
        var time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw new IllegalArgumentException("expected a time such as 1800ms, 10s, 5m or 0s");
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
