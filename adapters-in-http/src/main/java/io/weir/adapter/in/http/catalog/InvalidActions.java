package io.weir.adapter.in.http.catalog;

import java.util.List;

/** Thrown for a folder of data actions with errors. */
public final class InvalidActions extends RuntimeException {
    private final transient List<String> mistakes;

    InvalidActions(List<String> mistakes) {
        super("the data actions cannot be used:\n  " + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each as {@code file:line: place: remedy}. */
    public List<String> mistakes() {
        return mistakes;
    }
}
