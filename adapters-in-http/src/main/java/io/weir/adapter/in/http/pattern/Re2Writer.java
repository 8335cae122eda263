package io.weir.adapter.in.http.pattern;

import io.weir.adapter.in.http.pattern.EcmaPattern.Assertion;
import io.weir.adapter.in.http.pattern.EcmaPattern.Characters;
import io.weir.adapter.in.http.pattern.EcmaPattern.Disjunction;
import io.weir.adapter.in.http.pattern.EcmaPattern.Repetition;
import io.weir.adapter.in.http.pattern.EcmaPattern.Sequence;

/**
 * Writes an ECMAScript pattern in the syntax of RE2: only what means the same in every version of it, so that neither
 * its dialect nor its Unicode tables decide anything.
 */
final class Re2Writer {
    private final StringBuilder re2 = new StringBuilder();

    private Re2Writer() {}

    static String text(EcmaPattern pattern) {
        var writer = new Re2Writer();
        writer.write(pattern);
        return writer.re2.toString();
    }

    private void write(EcmaPattern pattern) {
        switch (pattern) {
            case Characters(var set) -> write(set);
            case Assertion assertion ->
                re2.append(
                        switch (assertion) {
                            case BEGIN -> "\\A";
                            case END -> "\\z";
                            case WORD_BOUNDARY -> "\\b";
                            case NO_WORD_BOUNDARY -> "\\B";
                        });
            case Sequence(var parts) -> parts.forEach(this::writeGrouped);
            case Disjunction(var alternatives) -> {
                String separator = "";
                for (var alternative : alternatives) {
                    re2.append(separator);
                    write(alternative);
                    separator = "|";
                }
            }
            case Repetition(var part, int min, int max) -> {
                writeGrouped(part);
                writeQuantifier(min, max);
            }
        }
    }

    /** Writes {@code part} so that what stands beside it applies to the whole of it. */
    private void writeGrouped(EcmaPattern part) {
        if (part instanceof Characters) {
            write(part);
        } else {
            re2.append("(?:");
            write(part);
            re2.append(')');
        }
    }

    private void writeQuantifier(int min, int max) {
        boolean unbounded = max == Repetition.UNBOUNDED;
        if (unbounded && min <= 1) {
            re2.append(min == 0 ? '*' : '+');
        } else if (min == 0 && max == 1) {
            re2.append('?');
        } else {
            re2.append('{').append(min);
            if (unbounded) {
                re2.append(',');
            } else if (max > min) {
                re2.append(',').append(max);
            }
            re2.append('}');
        }
    }

    private void write(CodePoints set) {
        if (set.isSingle() && isSurrogate(set.first(0))) {
            // RE2J looks for the text that a match begins with, and would find this inside of a pair
            re2.append("(?:(?:\\b|\\B)");
            writeCharacter(set.first(0));
            re2.append(')');
        } else if (set.isSingle()) {
            writeCharacter(set.first(0));
        } else if (set.size() == 0) {
            re2.append("[^\\x{0}-\\x{10ffff}]");
        } else {
            re2.append('[');
            for (int i = 0; i < set.size(); i++) {
                writeCharacter(set.first(i));
                if (set.last(i) > set.first(i)) {
                    re2.append('-');
                    writeCharacter(set.last(i));
                }
            }
            re2.append(']');
        }
    }

    static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void writeCharacter(int codePoint) {
        // RE2J copies what is left of the pattern at each range, so a short text matters
        boolean plain = codePoint <= '~' ? Character.isLetterOrDigit(codePoint) : !isSurrogate(codePoint);
        if (plain) {
            re2.appendCodePoint(codePoint);
        } else {
            re2.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
        }
    }
}
