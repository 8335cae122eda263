package io.weir.domain.port;

import io.weir.domain.limit.Deadline;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/**
 * What the org says of its objects, as the run-as user sees them.
 *
 * <p>Optional by nature: a catalog that cannot answer says so, and queries run unchecked. Calls may block while an object is
 * read for the first time, never past the deadline; they are safe from any thread and throw nothing.
 */
public interface SchemaCatalog {
    /** A catalog that knows nothing, so that nothing is checked. */
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

    /** What is known of {@code object}, whatever case its name is spelt in. */
    Description describe(ObjectName object, Deadline deadline);

    /** The names of all objects; empty where the catalog cannot tell. */
    List<String> objectNames(Deadline deadline);

    /** Drops what is known of {@code object}, because the org has just contradicted it. */
    void forget(ObjectName object);

    /** A catalog's answer. */
    sealed interface Description {
        record Known(ObjectDescription object) implements Description {}

        /** The org has no such object, or hides it from the run-as user. */
        record Missing() implements Description {}

        /** The catalog cannot tell now. */
        record Unavailable() implements Description {}
    }
}
