package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.RelationshipName;
import java.util.List;

/** A parent-to-child sub-query: {@code (SELECT Id FROM Contacts WHERE … )}. */
public record ChildQuery(
        RelationshipName relationship,
        List<SelectItem> select,
        Filter where,
        List<Ordering> orderBy,
        Limit limit,
        int offset) {
    /** Throws {@link IllegalArgumentException} for an empty select list, an aggregate, or a negative offset. */
    public ChildQuery {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
        Query.requireSelection(select);
        Query.requireOffset(offset);
        for (var item : select) {
            if (item instanceof SelectItem.Aggregated || item instanceof SelectItem.RowCount) {
                throw new IllegalArgumentException("a sub-query selects fields and sub-queries, no aggregates");
            }
        }
        Query.requireNoAggregate(where);
        for (var key : orderBy) {
            if (key.operand() instanceof Operand.Aggregate) {
                throw new IllegalArgumentException("a sub-query is ordered by fields, no aggregates");
            }
        }
    }

    public static ChildQuery of(RelationshipName relationship, List<SelectItem> select) {
        return new ChildQuery(relationship, select, new Filter.Everything(), List.of(), new Limit.Unlimited(), 0);
    }
}
