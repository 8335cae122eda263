package io.weir.adapter.out.sandbox.write;

import java.util.List;

/**
 * A duplicate rule of the org: two records are duplicates if all {@code fields} have equal values, ignoring case.
 * Empty values match nothing.
 *
 * @param object the API name of the object
 * @param action whether a duplicate is refused always, or unless the request asks to save it
 */
public record DuplicateRule(String name, String object, List<String> fields, Action action) {
    /** Salesforce's message for a duplicate. */
    public static final String MESSAGE = "Use one of these records?";

    /** What the rule does with a duplicate. */
    public enum Action {
        BLOCK,
        ALERT
    }

    /** Throws {@link IllegalArgumentException} for a rule without fields. */
    public DuplicateRule {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a duplicate rule compares at least one field");
        }
    }
}
