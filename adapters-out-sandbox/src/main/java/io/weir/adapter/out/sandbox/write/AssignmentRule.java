package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.RecordId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An assignment rule of the org.
 *
 * @param id the id of the rule in either form, which requests may name
 * @param object the API name of the object, one of {@link #OBJECTS}
 * @param active whether the rule runs for requests that name none
 * @param owner the id of the new owner, a user or queue; empty if no entry of the rule matches
 */
public record AssignmentRule(String id, String object, boolean active, Function<RecordChange, Optional<String>> owner) {
    /** The objects whose records Salesforce assigns. */
    public static final Set<String> OBJECTS = Set.of("Case", "Lead");

    /** Keeps the long form of the id; throws {@link IllegalArgumentException} if {@code id} is none. */
    public AssignmentRule {
        id = RecordId.exact(id);
    }
}
