package io.weir.adapter.out.sandbox.statement;

import java.util.IdentityHashMap;
import java.util.function.Supplier;

/**
 * The text of a statement, and where its parts begin. A part is an instance, not a value: the same field may be named
 * twice. Not thread-safe while parts are added.
 */
public final class Source {
    private static final int BEFORE = 45;
    private static final int AFTER = 50;

    private final String text;
    private final IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();

    public Source(String text) {
        this.text = text;
    }

    /** The source of a statement that was not written as text. */
    public static Source none() {
        return new Source("");
    }

    /** Notes that {@code part} begins at the index {@code start} of the text, and answers it. */
    public <T> T put(T part, int start) {
        places.put(part, start);
        return part;
    }

    /** Runs {@code work}; a refusal of it gets the place of {@code part}. */
    public void run(Object part, Runnable work) {
        try {
            work.run();
        } catch (QueryRefusal refusal) {
            throw at(part, refusal);
        }
    }

    /** What {@code work} answers; a refusal of it gets the place of {@code part}. */
    public <T> T placing(Object part, Supplier<T> work) {
        try {
            return work.get();
        } catch (QueryRefusal refusal) {
            throw at(part, refusal);
        }
    }

    /** {@code refusal} with the place of {@code part} in its message; unchanged if the part has no place. */
    public QueryRefusal at(Object part, QueryRefusal refusal) {
        var start = places.get(part);
        return start == null ? refusal : atIndex(start, refusal);
    }

    /**
     * {@code refusal} with the place {@code start} in its message, as Salesforce writes it: the words around the place
     * in its line, a caret below its first character, row and column.
     */
    public QueryRefusal atIndex(int start, QueryRefusal refusal) {
        return placed(start, start, start - lineStart(start) + 1, refusal);
    }

    /**
     * As {@link #atIndex}, for the token of a syntax error. Salesforce counts its column from 0, and names no place at
     * the start of the text.
     */
    public QueryRefusal atToken(int start, QueryRefusal refusal) {
        int column = start - lineStart(start);
        return start == 0 ? refusal : placed(start, column == 0 ? start : start - 1, column, refusal);
    }

    /** The row of the index {@code start}, from 1. */
    public int row(int start) {
        return (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    }

    /** The index at which the line of the index {@code start} begins. */
    public int lineStart(int start) {
        return text.lastIndexOf('\n', start - 1) + 1;
    }

    private QueryRefusal placed(int start, int caret, int column, QueryRefusal refusal) {
        int from = excerptStart(lineStart(caret), caret);
        return refusal.at(
                """

                %s
                %s^
                ERROR at Row:%d:Column:%d
                """.formatted(text.substring(from, excerptEnd(caret)), " ".repeat(caret - from), row(caret), column),
                start);
    }

    private int excerptStart(int lineStart, int start) {
        int from = Math.max(lineStart, start - BEFORE);
        if (from == lineStart) {
            return from;
        }
        while (from < start && !separates(text.charAt(from - 1))) {
            from++;
        }
        while (from < start && separates(text.charAt(from))) {
            from++;
        }
        return from;
    }

    private int excerptEnd(int start) {
        int lineEnd = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
        int furthest = Math.min(lineEnd, start + AFTER);
        int to = furthest;
        if (to == lineEnd) {
            return to;
        }
        while (to > start && !separates(text.charAt(to))) {
            to--;
        }
        while (to > start && separates(text.charAt(to - 1))) {
            to--;
        }
        return to == start ? furthest : to;
    }

    private static boolean separates(char c) {
        return c == ',' || Character.isWhitespace(c);
    }
}
