package io.weir.domain.action;

import java.util.List;

/**
 * The records that a data action writes once its queries are answered: all of them, or none if Salesforce refuses one.
 *
 * @param steps in the order in which they are written; empty for an action that only reads
 * @param key the inputs that, beside the contact, tell one request from another
 */
public record Writes(List<WriteStep> steps, List<MemberName> key) {
    /** Nothing is written. */
    public static final Writes NONE = new Writes(List.of(), List.of());

    public Writes {
        steps = List.copyOf(steps);
        key = List.copyOf(key);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
