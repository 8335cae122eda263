package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Optional;

/** Finds records by their id or a lookup, so that a query that compares one does not read the whole object. */
final class Candidates {
    private Candidates() {}

    /** Records of {@code table}, in its order, among which are all that satisfy {@code where}. */
    static List<StoredRecord> of(Table table, Condition where) {
        return found(table, where).orElseGet(table::records);
    }

    private static Optional<List<StoredRecord>> found(Table table, Condition where) {
        return switch (where) {
            case Condition.Comparison(Term.Field(var path), var operator, Value.Text(var text))
            when operator == Operator.EQUAL -> byId(table, path, text);
            case Condition.AllOf(var conditions) ->
                conditions.stream()
                        .flatMap(condition -> found(table, condition).stream())
                        .findFirst();
            case Condition.Parentheses(var inner) -> found(table, inner);
            case Condition.Everything _,
                    Condition.Comparison _,
                    Condition.Like _,
                    Condition.In _,
                    Condition.NotIn _,
                    Condition.Includes _,
                    Condition.Excludes _,
                    Condition.SemiJoin _,
                    Condition.AnyOf _,
                    Condition.Not _ -> Optional.empty();
        };
    }

    private static Optional<List<StoredRecord>> byId(Table table, FieldPath path, String text) {
        var id = path.parents().isEmpty() ? RecordId.canonical(text) : Optional.<String>empty();
        return id.flatMap(
                canonical -> table.description().field(path.field()).flatMap(field -> byId(table, field, canonical)));
    }

    private static Optional<List<StoredRecord>> byId(Table table, FieldDescription field, String id) {
        if (field.type() == FieldType.ID) {
            return Optional.of(table.record(id).stream().toList());
        }
        return field.type() == FieldType.REFERENCE
                ? Optional.of(table.referencing(table.column(field.name()), id))
                : Optional.empty();
    }
}
