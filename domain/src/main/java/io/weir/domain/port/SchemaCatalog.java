package io.weir.domain.port;

import io.weir.domain.limit.Deadline;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/**
 * The org's descriptions of its objects, as the run-as user sees them.
 *
 * <p>If a description is unavailable, queries run unchecked. Calls may block until the deadline while an object is read
 * for the first time; they are safe from any thread and never throw.
 */
public interface SchemaCatalog {
    /** A catalog in which every description is unavailable. */
    SchemaCatalog NONE = new SchemaCatalog() {
        @Override
        public Description describe(ObjectName object, Deadline deadline) {
            return new Description.Unavailable();
        }

        @Override
        public List<String> objectNames(Deadline deadline) {
            return List.of();
        }

        @Override
        public void forget(ObjectName object) {}
    };

    /** The description of {@code object}, ignoring the case of its name. */
    Description describe(ObjectName object, Deadline deadline);

    /** The names of all objects; empty if unavailable. */
    List<String> objectNames(Deadline deadline);

    /** Drops the description of {@code object}, because the org has contradicted it. */
    void forget(ObjectName object);

    /** A catalog's answer. */
    sealed interface Description {
        record Known(ObjectDescription object) implements Description {}

        /** The org has no such object, or hides it from the run-as user. */
        record Missing() implements Description {}

        /** The description is unavailable for now. */
        record Unavailable() implements Description {}
    }
}
