package io.weir.domain.draft;

import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Optional;

/**
 * A condition as a caller sent it: values have no type yet.
 *
 * <p>Locations are JSON pointers into the request, for messages.
 */
public sealed interface Condition {
    /** No condition: every row satisfies it. */
    record Everything() implements Condition {}

    /**
     * One comparison.
     *
     * @param type the declared type; without one, the org's schema or else the JSON type of the value decides
     */
    record Leaf(String location, Operand operand, ConditionOperator operator, Input value, Optional<FieldType> type)
            implements Condition {}

    /** A semi-join: {@code field IN (SELECT selected FROM object WHERE where)}, or {@code NOT IN} when negated. */
    record SubQuery(
            String location, FieldPath field, boolean negated, FieldPath selected, ObjectName from, Condition where)
            implements Condition {}

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition negated) implements Condition {}
}
