package io.weir.adapter.in.http.catalog;

import java.util.List;

/** Thrown for a folder of data actions with errors. */
public final class InvalidActions extends RuntimeException {
    private final transient List<String> errors;

    InvalidActions(List<String> errors) {
        super("the data actions cannot be used:\n  " + String.join("\n  ", errors));
        this.errors = List.copyOf(errors);
    }

    /** Each as {@code file:line: place: remedy}. */
    public List<String> errors() {
        return errors;
    }
}
