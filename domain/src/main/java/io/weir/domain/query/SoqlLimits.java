package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Salesforce's limits of one query, checked before it costs an API request.
 *
 * <p>Source: "SOQL and SOSL Limits for Search Queries" and "Understanding Relationship Query Limitations".
 */
public final class SoqlLimits {
    /** The longest statement, in characters. */
    public static final int MAX_LENGTH = 100_000;

    /** The most sub-queries of one query. */
    public static final int MAX_SUB_QUERIES = 20;

    /** The deepest nesting of sub-queries, including the query itself. */
    public static final int MAX_LEVELS = 5;

    /** The most child-to-parent relationships in one query. */
    public static final int MAX_RELATIONSHIPS = 55;

    /** The most rows that can be skipped. */
    public static final int MAX_OFFSET = 2_000;

    /** The most semi-joins of one query. */
    public static final int MAX_SEMI_JOINS = 2;

    /** The most groups in one result: Salesforce answers aggregates on one page only. */
    public static final int MAX_GROUPS = 2_000;

    private static final String ROOT = "";

    private final Set<String> relationships = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<Exceeded> exceeded = new LinkedHashSet<>();

    private SoqlLimits() {}

    /**
     * One limit that a query exceeds.
     *
     * @param message one sentence without values of the query
     */
    public record Exceeded(QueryPart part, String message) {}

    /** Every limit that {@code soql} exceeds. */
    public static List<Exceeded> exceeded(Soql soql) {
        var limits = new SoqlLimits();
        limits.check(soql.query(), soql.text().length());
        return List.copyOf(limits.exceeded);
    }

    private void check(Query query, int length) {
        atMost(length, MAX_LENGTH, QueryPart.WHOLE, "characters in the SOQL statement");
        atMost(query.offset(), MAX_OFFSET, QueryPart.OFFSET, "rows skipped by offset");
        atMost(SemiJoinRules.count(query.where()), MAX_SEMI_JOINS, QueryPart.WHERE, "semi-joins");
        requireSemiJoins(query);
        follow(query.where(), ROOT);
        follow(query.having(), ROOT);
        query.groupBy().forEach(path -> follow(path, ROOT));
        query.orderBy().forEach(key -> follow(key.operand(), ROOT));
        boolean oneParent = query.limit().equals(new Limit.AtMost(1));
        atMost(subQueries(query.select(), 1, ROOT, oneParent), MAX_SUB_QUERIES, QueryPart.CHILDREN, "sub-queries");
        atMost(relationships.size(), MAX_RELATIONSHIPS, QueryPart.WHOLE, "parent relationships");
        boolean ungrouped = query.groupBy().isEmpty() && query.aggregates();
        if (ungrouped && !query.limit().equals(new Limit.Unlimited())) {
            exceeded.add(new Exceeded(QueryPart.LIMIT, "a query with aggregates has a limit only where it has groups"));
        }
        if (ungrouped && query.offset() > 0) {
            exceeded.add(
                    new Exceeded(QueryPart.OFFSET, "a query with aggregates has an offset only where it has groups"));
        }
        if (query.aggregates()) {
            requireDistinctColumns(query.select());
            requireNoGroupFieldAggregated(query);
        }
    }

    private void requireSemiJoins(Query query) {
        for (var broken : SemiJoinRules.broken(query.from(), query.where())) {
            if (broken.rule() != SemiJoinRules.Rule.AT_MOST) {
                exceeded.add(new Exceeded(QueryPart.WHERE, sentence(broken, query)));
            }
        }
        query.select().forEach(this::requireChildrenWithoutSemiJoins);
    }

    private static String sentence(SemiJoinRules.Broken broken, Query query) {
        var semiJoin = broken.semiJoin();
        return switch (broken.rule()) {
            case NO_OR -> "a condition with a sub-query is joined to others by AND only, not by OR";
            case NO_NOT -> "a condition with a sub-query is not negated by NOT; use NOT IN";
            case NO_GROUP -> "a condition with a sub-query stands beside the other conditions, not in a group of them";
            case OWN_FIELD ->
                "a sub-query is compared with a field of the object itself, not of a parent: " + semiJoin.field();
            case OWN_SELECTED_FIELD ->
                "a sub-query selects a field of its own object, not of a parent: " + semiJoin.selected();
            case OTHER_OBJECT -> "a sub-query reads another object than the query itself, not " + query.from();
            case JOINED_OBJECT -> "a sub-query does not read " + semiJoin.from();
            case NO_NESTING -> "a sub-query has no sub-query of its own";
            case AT_MOST -> "a query has at most %d semi-joins".formatted(MAX_SEMI_JOINS);
        };
    }

    private void requireChildrenWithoutSemiJoins(SelectItem item) {
        if (item instanceof SelectItem.Children(var children)) {
            if (SemiJoinRules.has(children.where())) {
                exceeded.add(new Exceeded(
                        QueryPart.CHILDREN,
                        "the children of a record are filtered without sub-queries: " + children.relationship()));
            }
            children.select().forEach(this::requireChildrenWithoutSemiJoins);
        }
    }

    /**
     * Salesforce refuses to select an aggregate of a field of {@code GROUP BY} ("Grouped field should not be
     * aggregated"), but takes it in {@code HAVING} and {@code ORDER BY}.
     */
    private void requireNoGroupFieldAggregated(Query query) {
        for (var item : query.select()) {
            if (item instanceof SelectItem.Aggregated(var aggregate, var _)
                    && query.groupBy().stream().anyMatch(aggregate.path()::sameAs)) {
                exceeded.add(new Exceeded(
                        QueryPart.AGGREGATES,
                        "a field in group_by is not aggregated too: %s; aggregate another field".formatted(aggregate)));
            }
        }
    }

    /** In a grouped result, the last segment of a path names the column, so fields of two parents can collide. */
    private void requireDistinctColumns(List<SelectItem> select) {
        var columns = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (var item : select) {
            String column = switch (item) {
                case SelectItem.Field(var path) -> path.field();
                case SelectItem.Aggregated(var _, var alias) -> alias.value();
                case SelectItem.RowCount _, SelectItem.Children _ -> "";
            };
            if (!columns.add(column)) {
                exceeded.add(new Exceeded(QueryPart.WHOLE, "two values of a group would both be called " + column));
            }
        }
    }

    private int subQueries(List<SelectItem> select, int level, String place, boolean offsetAllowed) {
        int count = 0;
        for (var item : select) {
            switch (item) {
                case SelectItem.Field(var path) -> follow(path, place);
                case SelectItem.Aggregated(var aggregate, var _) -> follow(aggregate.path(), place);
                case SelectItem.RowCount() -> {}
                case SelectItem.Children(var children) -> {
                    if (level == MAX_LEVELS) {
                        exceeded.add(new Exceeded(
                                QueryPart.CHILDREN,
                                "sub-queries nest at most %d levels deep, the query itself included"
                                        .formatted(MAX_LEVELS)));
                        return count + 1;
                    }
                    count += 1 + subQueries(children, level + 1, place, offsetAllowed);
                }
            }
        }
        return count;
    }

    private int subQueries(ChildQuery children, int level, String parent, boolean offsetAllowed) {
        if (children.offset() > 0 && !offsetAllowed) {
            exceeded.add(
                    new Exceeded(QueryPart.CHILDREN, "a sub-query has an offset only where the query has limit 1"));
        }
        atMost(children.offset(), MAX_OFFSET, QueryPart.CHILDREN, "rows skipped by the offset of a sub-query");
        String place = parent + children.relationship() + ":";
        follow(children.where(), place);
        children.orderBy().forEach(key -> follow(key.operand(), place));
        return subQueries(children.select(), level, place, false);
    }

    private void follow(Filter filter, String place) {
        switch (filter) {
            case Filter.Comparison(var operand, var _, var _) -> follow(operand, place);
            case Filter.SemiJoin(var field, var _, var selected, var from, var where) -> {
                follow(field, place);
                String joined = place + from + "?";
                follow(selected, joined);
                follow(where, joined);
            }
            case Filter.OnField condition -> follow(condition.field(), place);
            case Filter.AllOf(var filters) -> filters.forEach(part -> follow(part, place));
            case Filter.AnyOf(var filters) -> filters.forEach(part -> follow(part, place));
            case Filter.Not(var negated) -> follow(negated, place);
            case Filter.Everything _, Filter.Nothing _ -> {}
        }
    }

    private void follow(Operand operand, String place) {
        switch (operand) {
            case Operand.Field(var path) -> follow(path, place);
            case Operand.Aggregate(var _, var path) -> follow(path, place);
        }
    }

    /** {@code Account.Owner.Name} follows two relationships: Account, and Account.Owner. */
    private void follow(FieldPath path, String place) {
        var parents = path.parents();
        if (parents.isEmpty()) {
            return;
        }
        var prefix = new StringBuilder(place);
        for (var parent : parents) {
            prefix.append(parent).append('.');
            relationships.add(prefix.toString());
        }
    }

    private void atMost(int count, int limit, QueryPart part, String what) {
        if (count > limit) {
            String message = String.format(
                    Locale.ROOT, "Salesforce allows at most %,d %s, this query has %,d", limit, what, count);
            exceeded.add(new Exceeded(part, message));
        }
    }
}
