package io.weir.domain.draft;

import io.weir.domain.query.Limit;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/**
 * A query as a caller sent it: names are identifiers, but not checked against the org, and values have no type yet.
 *
 * @param having the condition on groups
 */
public record QueryDraft(
        ObjectName object,
        List<DraftItem> select,
        Condition where,
        List<DraftItem.Field> groupBy,
        Condition having,
        List<DraftOrdering> orderBy,
        Limit limit,
        int offset) {
    public QueryDraft {
        select = List.copyOf(select);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
    }

    /** The rows of {@code object} that satisfy {@code where}, ungrouped and in no order. */
    public static QueryDraft of(ObjectName object, List<DraftItem> select, Condition where) {
        return new QueryDraft(
                object, select, where, List.of(), new Condition.Everything(), List.of(), new Limit.Unlimited(), 0);
    }

    /** The same query with {@code rows} as its limit. */
    public QueryDraft limitedTo(Limit rows) {
        return new QueryDraft(object, select, where, groupBy, having, orderBy, rows, offset);
    }
}
