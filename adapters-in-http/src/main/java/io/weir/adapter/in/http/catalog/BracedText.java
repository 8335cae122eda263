package io.weir.adapter.in.http.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Splits texts of a declaration such as <code>Call from {phone}</code>. */
final class BracedText {
    private static final Pattern GAP = Pattern.compile("\\{([^{}]*)}");

    private BracedText() {}

    /**
     * The parts of {@code text} in order, without empty literals. Throws {@link IllegalArgumentException} if a brace has no
     * partner.
     *
     * @param literal the part for a text outside braces
     * @param gap the part for what braces hold
     * @param correct how a name in braces is written, for the message
     */
    static <P> List<P> parts(
            String text, Function<String, ? extends P> literal, Function<String, ? extends P> gap, String correct) {
        var parts = new ArrayList<P>();
        var gaps = GAP.matcher(text);
        int end = 0;
        while (gaps.find()) {
            addLiteral(text.substring(end, gaps.start()), literal, correct, parts);
            parts.add(gap.apply(gaps.group(1)));
            end = gaps.end();
        }
        addLiteral(text.substring(end), literal, correct, parts);
        return parts;
    }

    private static <P> void addLiteral(
            String text, Function<String, ? extends P> literal, String correct, List<P> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("a brace has no partner; " + correct);
        }
        if (!text.isEmpty()) {
            parts.add(literal.apply(text));
        }
    }
}
