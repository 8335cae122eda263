package io.weir.application.plan;

import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/** The object that the rest of a path starts from. */
sealed interface Scope {
    /**
     * The org describes the object.
     *
     * @param place the relationships that lead here from the query's object; empty for the object itself
     */
    record Described(ObjectDescription object, List<String> place) implements Scope {
        public Described {
            place = List.copyOf(place);
        }
    }

    /**
     * Only the name of the object is known.
     *
     * @param forNow whether the org may describe it later
     */
    record Named(ObjectName object, boolean forNow) implements Scope {}

    /** The parent of a polymorphic lookup, which is one of {@code objects}. */
    record OneOf(List<ObjectName> objects) implements Scope {}

    /**
     * An unknown object, because one before it in the path is not described.
     *
     * @param forNow whether the org may describe it later
     */
    record Unknown(boolean forNow) implements Scope {}

    /** No object: the path has a problem or a denial already. */
    record Nowhere() implements Scope {}
}
