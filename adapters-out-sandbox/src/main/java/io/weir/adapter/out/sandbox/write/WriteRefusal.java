package io.weir.adapter.out.sandbox.write;

import java.util.List;

/** The org rejects a write. Has no message, because errors may quote the record. */
public final class WriteRefusal extends RuntimeException {
    private final transient List<WriteError> errors;

    WriteRefusal(List<WriteError> errors) {
        super(null, null, false, false);
        this.errors = List.copyOf(errors);
    }

    WriteRefusal(WriteError error) {
        this(List.of(error));
    }

    public List<WriteError> errors() {
        return errors;
    }

    /** Throws the errors, if there are any. */
    static void check(List<WriteError> errors) {
        if (!errors.isEmpty()) {
            throw new WriteRefusal(errors);
        }
    }
}
