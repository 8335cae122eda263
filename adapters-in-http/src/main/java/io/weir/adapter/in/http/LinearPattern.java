package io.weir.adapter.in.http;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import java.util.ArrayDeque;

/**
 * A regular expression that takes time in proportion to the text, whatever a caller wrote: RE2J instead of backtracking.
 *
 * <p>Thread-safe.
 */
final class LinearPattern implements RegularExpression {
    static final int MAX_LENGTH = 1_000;

    /** How many steps a pattern may be long once its counted repetitions are written out. */
    static final int MAX_SIZE = 5_000;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern that {@code ecma}, a pattern as JSON Schema writes it, means; {@link IllegalArgumentException} if none. */
    static LinearPattern of(String ecma) {
        if (ecma.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has at most %d characters".formatted(MAX_LENGTH));
        }
        if (size(ecma) > MAX_SIZE) {
            throw new IllegalArgumentException("this pattern's repetitions multiply beyond %d".formatted(MAX_SIZE));
        }
        try {
            return new LinearPattern(Pattern.compile(translated(ecma)));
        } catch (PatternSyntaxException unsupported) {
            throw new IllegalArgumentException(
                    "this pattern cannot be matched in linear time or is none: no look-around, no back-references",
                    unsupported);
        }
    }

    /** Like {@link #of}, but a text matches as a whole or not at all. */
    static LinearPattern ofWhole(String ecma) {
        of(ecma); // by itself, so that no bracket of it closes the one around it
        return new LinearPattern(Pattern.compile("\\A(?:" + translated(ecma) + ")\\z"));
    }

    /** How many steps it has once its counted repetitions are written out. */
    int programSize() {
        return pattern.programSize();
    }

    @Override
    public boolean matches(String text) {
        PatternWork.spend((text.length() + 1L) * programSize());
        return pattern.matcher(text).find();
    }

    /** The length of {@code pattern} with each {@code {n,m}} written out; RE2J does write them out. */
    private static long size(String pattern) {
        var outer = new ArrayDeque<Long>();
        long total = 0;
        long last = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '(') {
                outer.push(total);
                total = 0;
                last = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last = total + 1;
                total = outer.pop() + last;
            } else if (c == '{' && repetitions(pattern, i) >= 0) {
                long repeated = last * Math.max(1, repetitions(pattern, i));
                total += repeated - last;
                last = repeated;
                i = pattern.indexOf('}', i);
            } else {
                if (c == '\\') {
                    i++;
                } else if (c == '[') {
                    i = classEnd(pattern, i);
                }
                last = 1;
                total++;
            }
            if (total > MAX_SIZE) {
                return total;
            }
        }
        return total;
    }

    /** The largest number in a counted repetition that begins at {@code from}; -1 if there is none. */
    private static int repetitions(String pattern, int from) {
        int end = pattern.indexOf('}', from);
        int number = -1;
        for (int i = from + 1, current = 0; i < end; i++) {
            char c = pattern.charAt(i);
            if (c >= '0' && c <= '9') {
                current = Math.min(MAX_SIZE, current * 10 + (c - '0'));
                number = Math.max(number, current);
            } else if (c == ',') {
                current = 0;
            } else {
                return -1;
            }
        }
        return number;
    }

    private static int classEnd(String pattern, int from) {
        for (int i = from + 1; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.charAt(i) == ']' && i > from + 1) {
                return i;
            }
        }
        return pattern.length();
    }

    /** RE2J knows {@code \x{41}} but not ECMA's {@code \}{@code u0041}, and no empty classes. */
    private static String translated(String ecma) {
        if (!ecma.contains("\\u") && !ecma.contains("[^]")) {
            return ecma;
        }
        var re2 = new StringBuilder();
        for (int i = 0; i < ecma.length(); i++) {
            if (ecma.startsWith("[^]", i)) {
                re2.append("[\\s\\S]");
                i += 2;
            } else if (ecma.charAt(i) == '\\' && i + 1 < ecma.length()) {
                int unit = escapedUnit(ecma, i);
                if (unit < 0) {
                    re2.append(ecma, i, i + 2);
                    i++;
                } else {
                    int low = escapedUnit(ecma, i + 6);
                    boolean pair =
                            Character.isHighSurrogate((char) unit) && low >= 0 && Character.isLowSurrogate((char) low);
                    int codePoint = pair ? Character.toCodePoint((char) unit, (char) low) : unit;
                    re2.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
                    i += pair ? 11 : 5;
                }
            } else {
                re2.append(ecma.charAt(i));
            }
        }
        return re2.toString();
    }

    private static int escapedUnit(String ecma, int at) {
        if (!ecma.startsWith("\\u", at) || at + 6 > ecma.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(ecma.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
