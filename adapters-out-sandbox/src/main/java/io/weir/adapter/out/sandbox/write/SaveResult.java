package io.weir.adapter.out.sandbox.write;

import java.util.List;

/** What became of one record of a write. */
public sealed interface SaveResult {
    /** The record was written. */
    record Saved(String id, boolean created) implements SaveResult {}

    /** The record was not written. */
    record Refused(List<WriteError> errors) implements SaveResult {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /** Nothing was written, because several records have the External ID. */
    record Ambiguous(List<String> ids) implements SaveResult {
        public Ambiguous {
            ids = List.copyOf(ids);
        }
    }

    static SaveResult refused(WriteError error) {
        return new Refused(List.of(error));
    }
}
