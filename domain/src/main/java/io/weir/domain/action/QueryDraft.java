package io.weir.domain.action;

import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/** A query as a caller sent it: every name is an identifier, no value has its type yet. The conditions all hold. */
public record QueryDraft(
        ObjectName object, List<SelectItem> select, List<Condition> conditions, List<Ordering> orderBy, Limit limit) {
    public QueryDraft {
        select = List.copyOf(select);
        conditions = List.copyOf(conditions);
        orderBy = List.copyOf(orderBy);
    }
}
