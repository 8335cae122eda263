package io.weir.adapter.out.sandbox.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the text of {@code FIND {…}} into terms, operators and parentheses.
 *
 * <p>The characters {@code ? & | ! { } [ ] ( ) ^ ~ * : \ " ' + -} are reserved: they need a backslash, also between
 * quotes, unless they are an operator here.
 */
final class SearchText {
    private static final String RESERVED = "&|!{[]^~:'+-";
    private static final char END = '}';

    private final String source;
    private final List<Part> parts = new ArrayList<>();
    private int index;

    /** A part of a search text; {@code start} is the index of its first character in the source. */
    sealed interface Part {
        int start();

        /**
         * A word or phrase.
         *
         * @param characters code points and wildcards
         * @param operator the word in upper case if it may be an operator; else empty
         */
        record Words(List<Integer> characters, String operator, int start) implements Part {
            boolean is(String name) {
                return operator.equals(name);
            }
        }

        record Open(int start) implements Part {}

        record Close(int start) implements Part {}
    }

    private SearchText(String source, int start) {
        this.source = source;
        this.index = start;
    }

    /** Reads the text that begins at {@code start}, after the opening brace. */
    static SearchText inBraces(String source, int start) {
        return new SearchText(source, start).read();
    }

    List<Part> parts() {
        return parts;
    }

    /** The index of the closing brace. */
    int endIndex() {
        return index;
    }

    private SearchText read() {
        while (true) {
            if (index >= source.length()) {
                throw SearchErrors.noSearchTerm();
            }
            char c = source.charAt(index);
            if (c == END) {
                return this;
            }
            if (Character.isWhitespace(c)) {
                index++;
            } else if (c == '(') {
                parts.add(new Part.Open(index++));
            } else if (c == ')') {
                parts.add(new Part.Close(index++));
            } else if (c == '"') {
                phrase();
            } else {
                word();
            }
        }
    }

    private void phrase() {
        int start = index++;
        var characters = new ArrayList<Integer>();
        while (index < source.length() && source.charAt(index) != '"') {
            characters.add(character('"'));
        }
        if (index >= source.length()) {
            throw mismatched("<EOF>", '"');
        }
        index++;
        parts.add(new Part.Words(List.copyOf(characters), "", start));
    }

    private void word() {
        int start = index;
        var characters = new ArrayList<Integer>();
        while (index < source.length() && !endsWord(source.charAt(index))) {
            characters.add(character(END));
        }
        String operator = source.substring(start, index).toUpperCase(Locale.ROOT);
        parts.add(new Part.Words(List.copyOf(characters), operator, start));
    }

    private boolean endsWord(char c) {
        return c == END || c == '"' || c == '(' || c == ')' || Character.isWhitespace(c);
    }

    private int character(char expected) {
        int c = source.codePointAt(index);
        if (c == '\\') {
            index++;
            if (index >= source.length()) {
                throw mismatched("<EOF>", expected);
            }
            int escaped = source.codePointAt(index);
            index += Character.charCount(escaped);
            return escaped;
        }
        if (RESERVED.indexOf(c) >= 0 || c == END || c == '(' || c == ')') {
            throw mismatched(Character.toString(c), expected);
        }
        index += Character.charCount(c);
        return TokenPattern.character(c);
    }

    private RuntimeException mismatched(String found, char expected) {
        return SearchErrors.malformed(
                source, index, "line 1:%d mismatched character '%s' expecting '%s'".formatted(index, found, expected));
    }
}
