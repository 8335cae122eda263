package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Splits a SOQL text into tokens: words, strings in quotes, numbers, operators, single characters. Stands before one
 * token of the text, or at its end.
 */
final class SoqlScanner {
    private static final String END = "<EOF>";
    private static final int MAX_NESTING = 100;

    /** The characters of all tokens but words, numbers and strings. */
    private static final String SYMBOLS = "()+-*/~,.:=<>";

    private static final Set<String> OPERATORS = Set.of("<=", ">=", "!=", "<>");

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
        start = skipBlanks(position);
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
        return isWord(token.charAt(0)) && !isDigit(token.charAt(0));
    }

    boolean atString() {
        return token.charAt(0) == '\'';
    }

    /** Whether the next token is a word and an opening parenthesis follows it. */
    boolean atFunction() {
        int next = atWord() ? skipBlanks(start + token.length()) : text.length();
        return next < text.length() && text.charAt(next) == '(';
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

    /** The text that {@code pattern} matches at the next token, which is passed; empty if it does not match there. */
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
            throw refused("the query is nested too deeply");
        }
        var read = content.get();
        nesting--;
        expect(")");
        return read;
    }

    /**
     * Passes everything before the {@code FROM} that belongs to the current {@code SELECT}; answers whether there is
     * one.
     */
    boolean skipToFrom() {
        int depth = 0;
        while (depth > 0 || !at("FROM")) {
            depth += at("(") ? 1 : at(")") ? -1 : 0;
            if (atEnd() || depth < 0) {
                return false;
            }
            next();
        }
        return true;
    }

    /** What {@code content} reads. A refusal of it without a place gets the place of the next token. */
    <T> T placing(Supplier<T> content) {
        int first = start;
        try {
            return content.get();
        } catch (QueryRefusal refusal) {
            throw source.atIndex(first, refusal);
        } catch (IllegalArgumentException invalid) {
            // The domain rejects invalid names and values with a message for the caller.
            throw source.atIndex(first, QueryRefusal.malformed(String.valueOf(invalid.getMessage())));
        }
    }

    /** The refusal of the next token. */
    QueryRefusal unexpected() {
        return unexpectedSince(start);
    }

    /** The refusal of the next token, for words that make no sense from {@code first} on. */
    QueryRefusal unexpectedSince(int first) {
        String message = "unexpected token: '%s'".formatted(text.substring(first, start) + token);
        return refused(
                isToken()
                        ? message
                        : "line %d:%d %s".formatted(source.row(start), start - source.lineStart(start), message));
    }

    private boolean isToken() {
        char c = token.charAt(0);
        return isWord(c) || c == '\'' || SYMBOLS.indexOf(c) >= 0 || token.equals("!=");
    }

    /** A refusal of the text with the place of the next token. */
    QueryRefusal refused(String message) {
        return source.atToken(start, QueryRefusal.malformed(message));
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private String tokenAtStart() {
        char c = text.charAt(start);
        if (c == '\'') {
            return text.substring(start, endOfString());
        }
        int end = start + Character.charCount(text.codePointAt(start));
        if (isWord(c)) {
            while (end < text.length() && (isWord(text.charAt(end)) || (isDigit(c) && isInNumber(text.charAt(end))))) {
                end++;
            }
        } else if (end < text.length() && OPERATORS.contains(text.substring(start, end + 1))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isInNumber(char c) {
        return c == '.' || c == ':' || c == '-';
    }

    private int endOfString() {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '\'') {
                return i + 1;
            }
        }
        throw source.atToken(text.length(), QueryRefusal.malformed("unexpected token: '%s'".formatted(END)));
    }
}
