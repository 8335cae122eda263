package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Splits a SOQL text into tokens: words, strings in quotes, numbers, operators, single characters. Stands before one
 * token of the text, or at its end.
 */
final class SoqlScanner {
    private static final String END = "<EOF>";
    private static final int MAX_NESTING = 100;
    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9][\\w.:-]*|<=|>=|!=|<>|.", Pattern.DOTALL);

    private final String text;
    private final Source source;
    private int start;
    private String token = END;
    private int nesting;

    SoqlScanner(String text, Source source) {
        this.text = text;
        this.source = source;
        moveTo(0);
    }

    /** The index of the next token in the text. */
    int position() {
        return start;
    }

    /** Stands before the first token at or after {@code position}. */
    void moveTo(int position) {
        start = position;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        token = start == text.length() ? END : tokenAtStart();
    }

    /** The next token. */
    String peek() {
        return token;
    }

    /** The next token, which is passed. */
    String next() {
        String passed = token;
        moveTo(atEnd() ? start : start + passed.length());
        return passed;
    }

    boolean atEnd() {
        return start == text.length();
    }

    /** Whether the next token is {@code word}, in any case. */
    boolean at(String word) {
        return token.equalsIgnoreCase(word) && !atEnd();
    }

    boolean atWord() {
        char c = token.charAt(0);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    boolean atString() {
        return token.charAt(0) == '\'';
    }

    /** Whether the next token is a word and an opening parenthesis follows it. */
    boolean atFunction() {
        if (!atWord()) {
            return false;
        }
        int here = start;
        next();
        boolean opens = at("(");
        moveTo(here);
        return opens;
    }

    /** Passes the next token if it is {@code word}; answers whether it was. */
    boolean take(String word) {
        boolean taken = at(word);
        if (taken) {
            next();
        }
        return taken;
    }

    /** Passes {@code words}; refuses the first other token. */
    void expect(String... words) {
        for (var word : words) {
            if (!take(word)) {
                throw unexpected();
            }
        }
    }

    /** The text that {@code pattern} matches at the next token, which is passed; empty if it matches none. */
    Optional<String> take(Pattern pattern) {
        var matcher = pattern.matcher(text).region(start, text.length()).useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        moveTo(matcher.end());
        return Optional.of(matcher.group());
    }

    /** What {@code content} reads between parentheses. */
    <T> T inParentheses(Supplier<T> content) {
        expect("(");
        if (++nesting > MAX_NESTING) {
            throw QueryRefusal.malformed("the query is nested too deeply");
        }
        var read = content.get();
        nesting--;
        expect(")");
        return read;
    }

    /** Passes everything before the {@code FROM} that belongs to the current {@code SELECT}. */
    void skipToFrom() {
        int depth = 0;
        while (depth > 0 || !at("FROM")) {
            depth += at("(") ? 1 : at(")") ? -1 : 0;
            if (atEnd() || depth < 0) {
                throw unexpected();
            }
            next();
        }
    }

    /** The refusal of the next token. */
    QueryRefusal unexpected() {
        return source.atIndex(start, QueryRefusal.malformed("unexpected token: '%s'".formatted(token)));
    }

    private String tokenAtStart() {
        if (text.charAt(start) == '\'') {
            return text.substring(start, endOfString());
        }
        var matcher = TOKEN.matcher(text).region(start, text.length());
        return matcher.lookingAt() ? matcher.group() : END;
    }

    private int endOfString() {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '\'') {
                return i + 1;
            }
        }
        throw source.atIndex(start, QueryRefusal.malformed("mismatched character '<EOF>' expecting '''"));
    }
}
