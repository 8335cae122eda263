package io.weir.adapter.out.sandbox.statement;

import io.weir.domain.query.Limit;
import io.weir.domain.schema.RelationshipName;
import java.util.List;

/**
 * A parent-to-child sub-query: {@code (SELECT Id FROM Contacts WHERE … )}.
 *
 * @param where {@link Condition.Everything} without {@code WHERE}
 * @param offset the number of rows to skip, 0 or more
 */
public record ChildQuery(
        RelationshipName relationship,
        List<Selection> select,
        Condition where,
        List<SortKey> orderBy,
        Limit limit,
        int offset) {
    public ChildQuery {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
    }
}
