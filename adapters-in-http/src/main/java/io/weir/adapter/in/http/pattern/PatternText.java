package io.weir.adapter.in.http.pattern;

/** The text of a pattern, read from its beginning to its end. For one use. */
final class PatternText {
    /** Takes the place of a code point after the last one. */
    static final int END = -1;

    private final String pattern;
    private int index;

    PatternText(String pattern) {
        this.pattern = pattern;
    }

    /** The index of the next character. */
    int index() {
        return index;
    }

    /** Goes back, or on, to {@code index}. */
    void moveTo(int index) {
        this.index = index;
    }

    boolean isAtEnd() {
        return index == pattern.length();
    }

    boolean lookingAt(String text) {
        return pattern.startsWith(text, index);
    }

    /** Skips {@code text} if it comes next. */
    boolean skip(String text) {
        boolean found = lookingAt(text);
        index += found ? text.length() : 0;
        return found;
    }

    /** The next code point, which stays the next. */
    int peek() {
        return isAtEnd() ? END : pattern.codePointAt(index);
    }

    int next() {
        int c = peek();
        index += c == END ? 0 : Character.charCount(c);
        return c;
    }

    /** The text from here to the next {@code end}, which comes next then; empty if there is none. */
    String upTo(char end) {
        int close = pattern.indexOf(end, index);
        if (close < 0) {
            return "";
        }
        String text = pattern.substring(index, close);
        index = close;
        return text;
    }

    /** The error for the part of the pattern that begins at {@code start}. */
    static IllegalArgumentException refused(int start, String why) {
        return new IllegalArgumentException("%s (at index %d of the pattern)".formatted(why, start));
    }
}
