package io.weir.adapter.out.sandbox.write;

import java.util.function.Predicate;

/**
 * A validation rule of the org.
 *
 * @param object the API name of the object
 * @param violated whether a record breaks the rule; must not block
 * @param message the error message of the rule
 * @param field the field that shows the error; empty for the top of the page
 */
public record ValidationRule(String object, Predicate<RecordChange> violated, String message, String field) {
    WriteError error() {
        return field.isEmpty()
                ? new WriteError("FIELD_CUSTOM_VALIDATION_EXCEPTION", message)
                : new WriteError("FIELD_CUSTOM_VALIDATION_EXCEPTION", message, field);
    }
}
