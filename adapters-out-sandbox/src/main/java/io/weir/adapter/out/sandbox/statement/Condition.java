package io.weir.adapter.out.sandbox.statement;

import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Set;

/** The condition of {@code WHERE} or {@code HAVING}. */
public sealed interface Condition {
    /** No condition: every row. */
    record Everything() implements Condition {}

    record Comparison(Term term, Operator operator, Value value) implements Condition {}

    record Like(Term term, LikePattern pattern) implements Condition {}

    record In(Term term, List<Value> values) implements Condition {
        public In {
            values = List.copyOf(values);
        }
    }

    record NotIn(Term term, List<Value> values) implements Condition {
        public NotIn {
            values = List.copyOf(values);
        }
    }

    /** A multi-select picklist that has all the values of at least one of the sets. */
    record Includes(Term term, List<Set<String>> selections) implements Condition {
        public Includes {
            selections = List.copyOf(selections);
        }

        /** Shows no value. */
        @Override
        public String toString() {
            return "Includes[" + term + "]";
        }
    }

    /** A multi-select picklist for which {@link Includes} is false. */
    record Excludes(Term term, List<Set<String>> selections) implements Condition {
        public Excludes {
            selections = List.copyOf(selections);
        }

        /** Shows no value. */
        @Override
        public String toString() {
            return "Excludes[" + term + "]";
        }
    }

    /** {@code IN (SELECT selected FROM object WHERE where)}, or {@code NOT IN} when {@code negated}. */
    record SemiJoin(FieldPath field, boolean negated, FieldPath selected, ObjectName from, Condition where)
            implements Condition {}

    /** A condition in parentheses. */
    record Parentheses(Condition condition) implements Condition {}

    record AllOf(List<Condition> conditions) implements Condition {
        public AllOf {
            conditions = List.copyOf(conditions);
        }
    }

    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}
}
