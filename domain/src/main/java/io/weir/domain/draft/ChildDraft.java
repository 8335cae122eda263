package io.weir.domain.draft;

import io.weir.domain.query.Limit;
import io.weir.domain.schema.RelationshipName;
import java.util.List;

/** A parent-to-child sub-query as a caller sent it. */
public record ChildDraft(
        RelationshipName relationship,
        List<DraftItem> select,
        Condition where,
        List<DraftOrdering> orderBy,
        Limit limit,
        int offset) {
    public ChildDraft {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
    }
}
