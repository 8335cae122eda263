package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;

/** Reads names, numbers and characters of a SOSL statement; spaces before them are skipped. Not thread-safe. */
final class SoslScanner {
    private static final int MAX_DIGITS = 9;

    private final String source;
    private int index;

    SoslScanner(String source) {
        this.source = source;
        this.index = afterSpaces(source, 0);
    }

    /** The index of the next character that is not a space. */
    int index() {
        return index;
    }

    boolean atEnd() {
        return index >= source.length();
    }

    void moveTo(int position) {
        index = afterSpaces(source, position);
    }

    /** Whether the next name is {@code keyword}, in any case; skips it if so. */
    boolean take(String keyword) {
        int end = nameEnd(source, index);
        boolean found = source.substring(index, end).equalsIgnoreCase(keyword);
        if (found) {
            moveTo(end);
        }
        return found;
    }

    boolean takeCharacter(char c) {
        boolean found = !atEnd() && source.charAt(index) == c;
        if (found) {
            moveTo(index + 1);
        }
        return found;
    }

    String name() {
        int end = nameEnd(source, index);
        if (end == index) {
            throw unexpected();
        }
        String name = source.substring(index, end);
        moveTo(end);
        return name;
    }

    int number() {
        int start = index;
        String digits = name();
        if (digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw SearchErrors.unexpectedToken(source, start);
        }
        return Integer.parseInt(digits);
    }

    QueryRefusal unexpected() {
        return SearchErrors.unexpectedToken(source, index);
    }

    /** The index after the name in {@code source} that begins at {@code start}; {@code start} if there is none. */
    static int nameEnd(String source, int start) {
        int end = start;
        while (end < source.length() && isName(source.charAt(end))) {
            end++;
        }
        return end;
    }

    static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /** The index of the first character of {@code source} from {@code start} on that is no space. */
    static int afterSpaces(String source, int start) {
        int end = start;
        while (end < source.length() && Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        return end;
    }
}
