package io.weir.domain.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where the next page of a history begins: after this execution. Executions that are recorded later do not move it.
 *
 * @param startedAt when the page's last execution began
 * @param instance the Weir that ran it
 * @param number its number there
 */
public record HistoryCursor(Instant startedAt, String instance, long number) {
    /** The order of a history, oldest first. */
    static final Comparator<HistoryCursor> ORDER = Comparator.comparing(HistoryCursor::startedAt)
            .thenComparing(HistoryCursor::instance)
            .thenComparingLong(HistoryCursor::number);

    private static final int PARTS = 4;

    /** The cursor of a {@link #text}; throws {@link IllegalArgumentException}, without the text, for anything else. */
    public static HistoryCursor parse(String text) {
        String[] parts = text.split("\\.", PARTS);
        try {
            if (parts.length == PARTS) {
                return new HistoryCursor(
                        Instant.ofEpochSecond(decoded(parts[0]), decoded(parts[1])), parts[3], decoded(parts[2]));
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
            // what no page gave is refused below, without a word of it
        }
        throw new IllegalArgumentException("a cursor is the text that an earlier page gave as its next");
    }

    /** The form that a reader sends back, unchanged, for the next page. */
    public String text() {
        return "%s.%s.%s.%s"
                .formatted(
                        encoded(startedAt.getEpochSecond()), encoded(startedAt.getNano()), encoded(number), instance);
    }

    private static String encoded(long part) {
        return Long.toString(part, Character.MAX_RADIX);
    }

    private static long decoded(String part) {
        return Long.parseLong(part, Character.MAX_RADIX);
    }
}
