package io.weir.adapter.in.http;

import java.util.Comparator;

/**
 * What is wrong in a declaration.
 *
 * @param line where, counted from 1
 * @param location the place as a JSON pointer; empty for the whole
 * @param remedy what is wrong and what to do about it
 */
record Mistake(int line, String location, String remedy) {
    static final Comparator<Mistake> BY_PLACE =
            Comparator.comparingInt(Mistake::line).thenComparing(Mistake::location);

    /** As a line of a report about {@code file}. */
    String in(String file) {
        return "%s:%d: %s".formatted(file, line, location.isEmpty() ? remedy : location + ": " + remedy);
    }
}
