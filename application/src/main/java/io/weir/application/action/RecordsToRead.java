package io.weir.application.action;

import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a data action reads, as far as its declaration says. */
final class RecordsToRead {
    private RecordsToRead() {}

    /**
     * Whether an answer of {@code action} may change when records of {@code objects} do. Relationships count as any
     * object: a declaration does not say where they lead.
     *
     * @param objects names in lower case
     */
    static boolean mayBeOf(DataAction action, Set<String> objects) {
        return action.steps().stream()
                .map(ActionStep::queries)
                .flatMap(List::stream)
                .anyMatch(query -> mayBeOf(query.draft(), objects));
    }

    private static boolean mayBeOf(QueryDraft draft, Set<String> objects) {
        return objects.contains(draft.object().value().toLowerCase(Locale.ROOT))
                || draft.select().stream().anyMatch(RecordsToRead::leadsElsewhere)
                || draft.groupBy().stream().anyMatch(RecordsToRead::leadsElsewhere)
                || draft.orderBy().stream()
                        .anyMatch(key -> leadsElsewhere(key.ordering().operand()))
                || leadsElsewhere(draft.where())
                || leadsElsewhere(draft.having());
    }

    private static boolean leadsElsewhere(DraftItem item) {
        return switch (item) {
            case DraftItem.Field(var _, var path) -> leadsElsewhere(path);
            case DraftItem.Aggregated(var _, var aggregate, var _) -> leadsElsewhere(aggregate);
            case DraftItem.Children _ -> true;
            case DraftItem.RowCount _ -> false;
        };
    }

    private static boolean leadsElsewhere(Operand operand) {
        return switch (operand) {
            case Operand.Field(var path) -> leadsElsewhere(path);
            case Operand.Aggregate(var _, var path) -> leadsElsewhere(path);
        };
    }

    private static boolean leadsElsewhere(FieldPath path) {
        return path.segments().size() > 1;
    }

    private static boolean leadsElsewhere(Condition condition) {
        return switch (condition) {
            case Condition.Everything() -> false;
            case Condition.Leaf leaf -> leadsElsewhere(leaf.operand());
            case Condition.SubQuery _ -> true;
            case Condition.All(var conditions) -> conditions.stream().anyMatch(RecordsToRead::leadsElsewhere);
            case Condition.Any(var conditions) -> conditions.stream().anyMatch(RecordsToRead::leadsElsewhere);
            case Condition.Not(var negated) -> leadsElsewhere(negated);
        };
    }
}
