package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The limits that Salesforce puts on one query, checked before a call is spent on it.
 *
 * <p>Source: "SOQL and SOSL Limits for Search Queries" and "Understanding Relationship Query Limitations".
 */
public final class SoqlLimits {
    /** The longest statement, in characters. */
    public static final int MAX_LENGTH = 100_000;

    /** The most sub-queries of one query. */
    public static final int MAX_SUB_QUERIES = 20;

    /** How deep sub-queries nest, the query itself included. */
    public static final int MAX_LEVELS = 5;

    /** The most child-to-parent relationships that one query follows. */
    public static final int MAX_RELATIONSHIPS = 55;

    /** The most rows that can be skipped. */
    public static final int MAX_OFFSET = 2_000;

    /** The most semi-joins of one query. */
    public static final int MAX_SEMI_JOINS = 2;

    /** The most groups that one query answers: a result with aggregates has no second page. */
    public static final int MAX_GROUPS = 2_000;

    private final Set<String> relationships = new HashSet<>();
    private final List<String> exceeded = new ArrayList<>();

    private SoqlLimits() {}

    /** One sentence for each limit that {@code query}, written as {@code soql}, exceeds. */
    public static List<String> exceeded(Query query, Soql soql) {
        var limits = new SoqlLimits();
        limits.check(query, soql);
        return List.copyOf(limits.exceeded);
    }

    private void check(Query query, Soql soql) {
        atMost(soql.text().length(), MAX_LENGTH, "characters in the SOQL statement");
        atMost(query.offset(), MAX_OFFSET, "rows skipped by offset");
        atMost(semiJoins(query.where()), MAX_SEMI_JOINS, "semi-joins");
        follow(query.where());
        query.groupBy().forEach(this::follow);
        query.orderBy().forEach(key -> follow(key.operand()));
        boolean oneParent = query.limit().equals(new Limit.AtMost(1));
        atMost(subQueries(query.select(), 1, oneParent), MAX_SUB_QUERIES, "sub-queries");
        atMost(relationships.size(), MAX_RELATIONSHIPS, "parent relationships");
        boolean ungrouped = query.groupBy().isEmpty() && query.aggregates();
        if (ungrouped && !query.limit().equals(new Limit.Unlimited())) {
            exceeded.add("a query with aggregates has a limit only where it has groups");
        }
    }

    private int subQueries(List<SelectItem> select, int level, boolean offsetAllowed) {
        int count = 0;
        for (var item : select) {
            switch (item) {
                case SelectItem.Field(var path) -> follow(path);
                case SelectItem.Aggregated(var aggregate, var _) -> follow(aggregate.path());
                case SelectItem.RowCount() -> {}
                case SelectItem.Children(var children) -> {
                    if (level == MAX_LEVELS) {
                        exceeded.add("sub-queries nest at most %d levels deep, the query itself included"
                                .formatted(MAX_LEVELS));
                        return count + 1;
                    }
                    if (children.offset() > 0 && !offsetAllowed) {
                        exceeded.add("a sub-query has an offset only where the query has limit 1");
                    }
                    follow(children.where());
                    count += 1 + subQueries(children.select(), level + 1, false);
                }
            }
        }
        return count;
    }

    private void follow(Filter filter) {
        switch (filter) {
            case Filter.Comparison(var operand, var _, var _) -> follow(operand);
            case Filter.Like(var field, var _) -> follow(field);
            case Filter.Membership(var field, var _) -> follow(field);
            case Filter.Exclusion(var field, var _) -> follow(field);
            case Filter.Includes(var field, var _) -> follow(field);
            case Filter.Excludes(var field, var _) -> follow(field);
            case Filter.SemiJoin semiJoin -> follow(semiJoin.field());
            case Filter.AllOf(var filters) -> filters.forEach(this::follow);
            case Filter.AnyOf(var filters) -> filters.forEach(this::follow);
            case Filter.Not(var negated) -> follow(negated);
            case Filter.Everything _, Filter.Nothing _ -> {}
        }
    }

    private void follow(Operand operand) {
        switch (operand) {
            case Operand.Field(var path) -> follow(path);
            case Operand.Aggregate(var _, var path) -> follow(path);
        }
    }

    /** {@code Account.Owner.Name} follows two relationships: Account, and Account.Owner. */
    private void follow(FieldPath path) {
        var prefix = new StringBuilder();
        for (var parent : path.parents()) {
            prefix.append(parent.toLowerCase(Locale.ROOT)).append('.');
            relationships.add(prefix.toString());
        }
    }

    private static int semiJoins(Filter filter) {
        return switch (filter) {
            case Filter.SemiJoin semiJoin -> 1 + semiJoins(semiJoin.where());
            case Filter.AllOf(var filters) ->
                filters.stream().mapToInt(SoqlLimits::semiJoins).sum();
            case Filter.AnyOf(var filters) ->
                filters.stream().mapToInt(SoqlLimits::semiJoins).sum();
            case Filter.Not(var negated) -> semiJoins(negated);
            case Filter.Everything _,
                    Filter.Nothing _,
                    Filter.Comparison _,
                    Filter.Like _,
                    Filter.Membership _,
                    Filter.Exclusion _,
                    Filter.Includes _,
                    Filter.Excludes _ -> 0;
        };
    }

    private void atMost(int count, int limit, String what) {
        if (count > limit) {
            exceeded.add("Salesforce allows at most %,d %s, this query has %,d".formatted(limit, what, count));
        }
    }
}
