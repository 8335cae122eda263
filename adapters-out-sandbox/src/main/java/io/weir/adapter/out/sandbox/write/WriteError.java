package io.weir.adapter.out.sandbox.write;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the org does not write a record. {@code toString} shows neither the message nor the duplicate, because both may
 * quote the record.
 *
 * @param code Salesforce's error code, such as {@code REQUIRED_FIELD_MISSING}
 * @param message Salesforce's message
 * @param fields the fields that the error is about
 * @param duplicate what a duplicate rule found; null for any other error
 */
public record WriteError(
        String code,
        String message,
        List<String> fields,
        @Nullable DuplicateMatch duplicate) {
    public WriteError {
        fields = List.copyOf(fields);
    }

    public WriteError(String code, String message, String... fields) {
        this(code, message, List.of(fields), null);
    }

    static WriteError deleted() {
        return new WriteError("ENTITY_IS_DELETED", "entity is deleted");
    }

    static WriteError missing() {
        return new WriteError("NOT_FOUND", "The requested resource does not exist");
    }

    @Override
    public String toString() {
        return code + " " + fields;
    }
}
