package io.weir.domain.action;

import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query with blanks in place of some values. Only a value can be a blank, never a name, an operator or an order.
 *
 * @param draft the query; the values in place of blanks are ignored
 * @param blanks the blanks by the {@link Condition.Leaf#location} of the comparison whose whole value each one is
 * @param zone of the days that dateTime fields are compared with
 */
public record QueryTemplate(QueryDraft draft, Map<String, Blank> blanks, ZoneId zone) implements ActionStep.Question {
    /**
     * A value that is filled in for each run.
     *
     * @param skipped whether a comparison with an absent value is omitted; otherwise the query has no answer then
     */
    public record Blank(Reference reference, boolean skipped) {}

    /** The source of the values. */
    @FunctionalInterface
    public interface Source {
        /** The value of {@code reference} for {@code comparison}; empty if it is absent. */
        Optional<Input> value(Reference reference, Condition.Leaf comparison);
    }

    public QueryTemplate {
        blanks = Map.copyOf(blanks);
    }

    /** A query with days in UTC. */
    public QueryTemplate(QueryDraft draft, Map<String, Blank> blanks) {
        this(draft, blanks, ZoneOffset.UTC);
    }

    @Override
    public List<QueryTemplate> queries() {
        return List.of(this);
    }

    /** Whether a value comes from the step {@code name}. */
    public boolean refersTo(MemberName name) {
        return blanks.values().stream()
                .anyMatch(blank -> blank.reference() instanceof Reference.OfStep(var step, var _) && step.equals(name));
    }

    /**
     * The query with every blank filled; empty if a value is absent whose comparison must not be omitted. An absent
     * value is never compared as null, which would find unrelated rows.
     */
    public Optional<QueryDraft> filledFrom(Source source) {
        var filling = new Filling(source);
        var filled = new QueryDraft(
                draft.object(),
                filling.select(draft.select()),
                filling.condition(draft.where()),
                draft.groupBy(),
                filling.condition(draft.having()),
                draft.orderBy(),
                draft.limit(),
                draft.offset());
        return filling.unanswerable.isEmpty() ? Optional.of(filled) : Optional.empty();
    }

    /** One pass over the draft. */
    private final class Filling {
        private final Source source;
        private final List<Reference> unanswerable = new ArrayList<>();

        Filling(Source source) {
            this.source = source;
        }

        List<DraftItem> select(List<DraftItem> items) {
            return items.stream().map(this::item).toList();
        }

        private DraftItem item(DraftItem item) {
            return switch (item) {
                case DraftItem.Children(var location, var children) ->
                    new DraftItem.Children(
                            location,
                            new ChildDraft(
                                    children.relationship(),
                                    select(children.select()),
                                    condition(children.where()),
                                    children.orderBy(),
                                    children.limit(),
                                    children.offset()));
                case DraftItem.Field _, DraftItem.Aggregated _, DraftItem.RowCount _ -> item;
            };
        }

        Condition condition(Condition condition) {
            return filled(condition).orElseGet(Condition.Everything::new);
        }

        /**
         * The condition, filled; empty if it is omitted. The negation of an omitted condition is omitted too, unlike
         * that of a condition that every row satisfies.
         */
        private Optional<Condition> filled(Condition condition) {
            return switch (condition) {
                case Condition.Everything() -> Optional.of(condition);
                case Condition.Leaf leaf -> leaf(leaf);
                case Condition.SubQuery subQuery -> filled(subQuery.where()).map(where -> subQuery(subQuery, where));
                case Condition.All(var conditions) -> filled(conditions).map(Filling::all);
                case Condition.Any(var conditions) -> filled(conditions).map(Condition.Any::new);
                case Condition.Not(var negated) -> filled(negated).map(Condition.Not::new);
            };
        }

        private static Condition all(List<Condition> conditions) {
            var narrowing = conditions.stream()
                    .filter(condition -> !(condition instanceof Condition.Everything))
                    .toList();
            return narrowing.isEmpty() ? new Condition.Everything() : new Condition.All(narrowing);
        }

        private static Condition subQuery(Condition.SubQuery subQuery, Condition where) {
            return new Condition.SubQuery(
                    subQuery.location(),
                    subQuery.field(),
                    subQuery.negated(),
                    subQuery.selected(),
                    subQuery.from(),
                    where);
        }

        /** The conditions that are not omitted; empty if all are, unlike for an empty list. */
        private Optional<List<Condition>> filled(List<Condition> conditions) {
            var kept = conditions.stream()
                    .map(this::filled)
                    .flatMap(Optional::stream)
                    .toList();
            return kept.isEmpty() && !conditions.isEmpty() ? Optional.empty() : Optional.of(kept);
        }

        private Optional<Condition> leaf(Condition.Leaf leaf) {
            var blank = blanks.get(leaf.location());
            if (blank == null) {
                return Optional.of(leaf);
            }
            var value = source.value(blank.reference(), leaf);
            if (value.isEmpty() && !blank.skipped()) {
                unanswerable.add(blank.reference());
            }
            return value.map(
                    input -> new Condition.Leaf(leaf.location(), leaf.operand(), leaf.operator(), input, leaf.type()));
        }
    }
}
