package io.weir.domain.action;

import io.weir.domain.schema.RelationshipName;

/** The rows that a list or a count of a data action refers to. */
public sealed interface RowSource {
    MemberName step();

    /** All rows of a step. */
    record Step(MemberName step) implements RowSource {}

    /** The children of the step's first row. */
    record Children(MemberName step, RelationshipName relationship) implements RowSource {}
}
