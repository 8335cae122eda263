package io.weir.adapter.in.http.catalog;

import java.util.List;

/** Thrown for a folder of data actions with errors. */
public final class InvalidActions extends RuntimeException {
    private final transient List<String> errors;
    private final boolean ofFolder;

    InvalidActions(List<String> errors) {
        this(errors, false);
    }

    private InvalidActions(List<String> errors, boolean ofFolder) {
        super("the data actions cannot be used:\n  " + String.join("\n  ", errors));
        this.errors = List.copyOf(errors);
        this.ofFolder = ofFolder;
    }

    /** The errors of a folder that is missing, empty or unreadable. */
    static InvalidActions ofFolder(List<String> errors) {
        return new InvalidActions(errors, true);
    }

    /** Each as {@code file:line: place: remedy}. */
    public List<String> errors() {
        return errors;
    }

    /** Whether the folder itself cannot be used, rather than a file in it. */
    public boolean isOfFolder() {
        return ofFolder;
    }
}
