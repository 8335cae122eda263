package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** A query with checked names and typed values. {@link Soql} writes it. */
public record Query(
        List<SelectItem> select,
        ObjectName from,
        Filter where,
        List<FieldPath> groupBy,
        Filter having,
        List<Ordering> orderBy,
        Limit limit,
        int offset) {
    /** The first part of a query that SOQL cannot express. */
    public static final class InvalidQuery extends IllegalArgumentException {
        private final QueryPart part;

        InvalidQuery(QueryPart part, String message) {
            super(message);
            this.part = part;
        }

        public QueryPart part() {
            return part;
        }
    }

    /**
     * Throws {@link InvalidQuery} for a structure that SOQL does not have: an empty or repeated selection,
     * {@code COUNT()} beside anything else, a field that is neither grouped nor aggregated, be it selected, ordered by
     * or in {@code HAVING}, {@code HAVING} without groups or with a sub-query, an aggregate in {@code WHERE}.
     */
    public Query {
        select = List.copyOf(select);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
        requireSelection(select);
        boolean aggregated = aggregates(select, groupBy);
        for (var item : select) {
            switch (item) {
                case SelectItem.Field(var path) -> {
                    if (aggregated) {
                        requireGrouped(path, groupBy, QueryPart.WHOLE);
                    }
                }
                case SelectItem.Children(var children) -> {
                    if (aggregated) {
                        throw new InvalidQuery(
                                QueryPart.WHOLE,
                                "a query with aggregates has no sub-queries: " + children.relationship());
                    }
                }
                case SelectItem.RowCount() -> {
                    if (select.size() > 1 || !groupBy.isEmpty()) {
                        throw new InvalidQuery(QueryPart.WHOLE, "COUNT() stands alone in a query without groups");
                    }
                }
                case SelectItem.Aggregated _ -> {}
            }
        }
        if (!(having instanceof Filter.Everything) && groupBy.isEmpty()) {
            throw new InvalidQuery(QueryPart.HAVING, "HAVING needs GROUP BY");
        }
        requireOfGroups(having, groupBy);
        requireNoAggregate(where);
        boolean counts = select.getFirst() instanceof SelectItem.RowCount;
        for (var key : orderBy) {
            requireOrder(key.operand(), groupBy, aggregated, counts);
        }
        requireOffset(offset);
    }

    /** All of {@code select} from {@code from}, in no order. */
    public static Query of(List<SelectItem> select, ObjectName from) {
        return new Query(
                select,
                from,
                new Filter.Everything(),
                List.of(),
                new Filter.Everything(),
                List.of(),
                new Limit.Unlimited(),
                0);
    }

    /** The fields at {@code dottedPaths}, from the object named {@code objectName}. */
    public static Query ofFields(String objectName, String... dottedPaths) {
        return of(
                Arrays.stream(dottedPaths)
                        .map(FieldPath::parse)
                        .<SelectItem>map(SelectItem.Field::new)
                        .toList(),
                new ObjectName(objectName));
    }

    public Query where(Filter filter) {
        return new Query(select, from, filter, groupBy, having, orderBy, limit, offset);
    }

    public Query groupedBy(List<FieldPath> fields, Filter groups) {
        return new Query(select, from, where, fields, groups, orderBy, limit, offset);
    }

    public Query orderedBy(List<Ordering> keys) {
        return new Query(select, from, where, groupBy, having, keys, limit, offset);
    }

    public Query limitedTo(Limit rows) {
        return new Query(select, from, where, groupBy, having, orderBy, rows, offset);
    }

    public Query startingAt(int rowsToSkip) {
        return new Query(select, from, where, groupBy, having, orderBy, limit, rowsToSkip);
    }

    /** Whether the answer is a number instead of rows: {@code SELECT COUNT()}. */
    public boolean countsRows() {
        return select.getFirst() instanceof SelectItem.RowCount;
    }

    /** Whether the answer has groups instead of records. */
    public boolean aggregates() {
        return aggregates(select, groupBy);
    }

    /** Whether the answer is one row, whose values aggregate all records. */
    public boolean aggregatesAll() {
        return aggregates() && groupBy.isEmpty();
    }

    /** Whether the answer has no row whatever the org holds. An aggregate over no record is a row all the same. */
    public boolean matchesNoRow() {
        return having instanceof Filter.Nothing || (where instanceof Filter.Nothing && !aggregatesAll());
    }

    private static boolean aggregates(List<SelectItem> select, List<FieldPath> groupBy) {
        boolean aggregates = !groupBy.isEmpty();
        for (var item : select) {
            aggregates |= item instanceof SelectItem.Aggregated;
        }
        return aggregates;
    }

    static void requireSelection(List<SelectItem> select) {
        if (select.isEmpty()) {
            throw new InvalidQuery(QueryPart.WHOLE, "a query selects at least one field");
        }
        var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (var item : select) {
            String name = switch (item) {
                case SelectItem.Field(var path) -> path.toString();
                case SelectItem.Aggregated(var _, var alias) -> alias.value();
                case SelectItem.RowCount() -> "COUNT()";
                case SelectItem.Children(var children) -> children.relationship() + "()";
            };
            if (!seen.add(name)) {
                throw new InvalidQuery(QueryPart.WHOLE, "selected twice: " + name);
            }
        }
    }

    static void requireOffset(int offset) {
        if (offset < 0) {
            throw new InvalidQuery(QueryPart.OFFSET, "an offset is 0 or more, not " + offset);
        }
    }

    private static void requireOrder(Operand operand, List<FieldPath> groupBy, boolean aggregated, boolean counts) {
        if (counts) {
            throw new InvalidQuery(QueryPart.ORDER_BY, "COUNT() is a number and has no order");
        }
        switch (operand) {
            case Operand.Field(var path) -> {
                if (aggregated) {
                    requireGrouped(path, groupBy, QueryPart.ORDER_BY);
                }
            }
            case Operand.Aggregate aggregate -> {
                if (groupBy.isEmpty()) {
                    throw new InvalidQuery(QueryPart.ORDER_BY, "an order by an aggregate needs GROUP BY: " + aggregate);
                }
            }
        }
    }

    private static void requireGrouped(FieldPath path, List<FieldPath> groupBy, QueryPart part) {
        if (groupBy.stream().noneMatch(path::sameAs)) {
            throw new InvalidQuery(part, "field must be grouped or aggregated: " + path);
        }
    }

    private static void requireOfGroups(Filter having, List<FieldPath> groupBy) {
        switch (having) {
            case Filter.Comparison(Operand.Field(var path), var _, var _) ->
                requireGrouped(path, groupBy, QueryPart.HAVING);
            case Filter.SemiJoin semiJoin ->
                throw new InvalidQuery(
                        QueryPart.HAVING, "a sub-query belongs to WHERE, not HAVING: " + semiJoin.field());
            case Filter.OnField condition -> requireGrouped(condition.field(), groupBy, QueryPart.HAVING);
            case Filter.AllOf(var filters) -> filters.forEach(filter -> requireOfGroups(filter, groupBy));
            case Filter.AnyOf(var filters) -> filters.forEach(filter -> requireOfGroups(filter, groupBy));
            case Filter.Not(var negated) -> requireOfGroups(negated, groupBy);
            case Filter.Everything _, Filter.Nothing _, Filter.Comparison _ -> {}
        }
    }

    static void requireNoAggregate(Filter filter) {
        switch (filter) {
            case Filter.Comparison(Operand.Aggregate aggregate, var _, var _) ->
                throw new InvalidQuery(QueryPart.WHERE, "an aggregate belongs to HAVING, not WHERE: " + aggregate);
            case Filter.AllOf(var filters) -> filters.forEach(Query::requireNoAggregate);
            case Filter.AnyOf(var filters) -> filters.forEach(Query::requireNoAggregate);
            case Filter.Not(var negated) -> requireNoAggregate(negated);
            case Filter.SemiJoin semiJoin -> requireNoAggregate(semiJoin.where());
            case Filter.Everything _, Filter.Nothing _, Filter.Comparison _, Filter.OnField _ -> {}
        }
    }
}
