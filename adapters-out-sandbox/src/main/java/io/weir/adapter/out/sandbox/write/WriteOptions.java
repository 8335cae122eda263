package io.weir.adapter.out.sandbox.write;

/**
 * What a request asks of its writes.
 *
 * @param assignment who becomes the owner of a case or lead
 * @param allowDuplicates whether to save what a duplicate rule only alerts to
 * @param duplicateDetails whether the refusal of a duplicate has the fields of the record that it repeats
 */
public record WriteOptions(Assignment assignment, boolean allowDuplicates, boolean duplicateDetails) {
    /** What Salesforce does for a request without headers. */
    public static final WriteOptions DEFAULTS = new WriteOptions(new Assignment.Active(), false, false);

    /** Which assignment rule runs. */
    public sealed interface Assignment {
        /** The active rule; without one, the default owner. */
        record Active() implements Assignment {}

        /** No rule. */
        record None() implements Assignment {}

        /** The rule with this id, active or not. */
        record Rule(String id) implements Assignment {}
    }
}
