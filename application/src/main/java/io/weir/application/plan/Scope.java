package io.weir.application.plan;

import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/** The object whose fields a path goes on with, as far as it is known. */
sealed interface Scope {
    /**
     * The object and its fields are known.
     *
     * @param place the names that lead here from the query's own object, empty for that itself
     */
    record Described(ObjectDescription object, List<String> place) implements Scope {
        public Described {
            place = List.copyOf(place);
        }
    }

    /**
     * The object is known by name, its fields are not.
     *
     * @param forNow whether the org may well describe it a little later
     */
    record Named(ObjectName object, boolean forNow) implements Scope {}

    /** The parent that a polymorphic lookup leads to: one of these. */
    record OneOf(List<ObjectName> objects) implements Scope {}

    /**
     * Nothing is known, because something before was not described.
     *
     * @param forNow whether that may be different a little later
     */
    record Unknown(boolean forNow) implements Scope {}

    /** The path is wrong already; a problem has said so. */
    record Nowhere() implements Scope {}
}
