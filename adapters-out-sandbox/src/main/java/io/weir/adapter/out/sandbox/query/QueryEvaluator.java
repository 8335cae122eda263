package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Scope;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one query on the org, for the port and for the HTTP API. Throws {@link QueryRefusal} with Salesforce's
 * error code if the org rejects the query.
 */
public final class QueryEvaluator {
    private static final int MAX_OFFSET = 2_000;
    private static final int MAX_GROUPS = 2_000;
    private static final int MAX_CHILD_QUERIES = 20;
    private static final int MAX_CHILD_DEPTH = 4;
    private static final int MAX_SEMI_JOINS = 2;

    private final SandboxOrg org;
    private final Source source;
    private final PathResolver paths;
    private final String apiVersion;
    private final DeletedRecords deletedRecords;
    private int childQueries;
    private int semiJoins;

    private QueryEvaluator(SandboxOrg org, Source source, String apiVersion, DeletedRecords deletedRecords) {
        this.org = org;
        this.source = source;
        this.paths = new PathResolver(org, source);
        this.apiVersion = apiVersion;
        this.deletedRecords = deletedRecords;
    }

    /** Whether a query includes records in the recycle bin. */
    public enum DeletedRecords {
        EXCLUDED,
        INCLUDED
    }

    /**
     * The rows of {@code org} that {@code statement} asks for.
     *
     * @param apiVersion the version in the URLs of records, such as {@code 66.0}
     */
    public static QueryResult evaluate(
            SandboxOrg org, Statement statement, String apiVersion, DeletedRecords deletedRecords) {
        return org.read(
                () -> new QueryEvaluator(org, statement.source(), apiVersion, deletedRecords).run(statement));
    }

    private QueryResult run(Statement query) {
        var table = paths.table(query.from());
        if (query.scope() != Scope.EVERYTHING) {
            throw QueryRefusal.unsupported("USING SCOPE");
        }
        if (!query.sideEffects().isEmpty()) {
            throw QueryRefusal.unsupported("FOR VIEW, FOR REFERENCE and UPDATE");
        }
        checkOffset(query.offset());
        var matching = matching(table, query.where());
        if (query.countsRows()) {
            return countRows(query, matching);
        }
        if (query.aggregates()) {
            return evaluateGroups(query, table, matching);
        }
        var projection = projection(table, query.select(), query.limit(), 0);
        var rows = slice(
                        matching.stream().sorted(order(table, query.orderBy())).toList(), query.limit(), query.offset())
                .stream()
                .map(projection::row)
                .toList();
        return new QueryResult(rows, rows.size());
    }

    private QueryResult countRows(Statement query, List<StoredRecord> matching) {
        if (!query.orderBy().isEmpty()) {
            throw QueryRefusal.malformed("Ordered field must be grouped or aggregated");
        }
        return new QueryResult(
                List.of(), slice(matching, query.limit(), query.offset()).size());
    }

    private QueryResult evaluateGroups(Statement query, Table table, List<StoredRecord> matching) {
        if (!query.grouping().groups() && query.limit() instanceof Limit.AtMost) {
            throw QueryRefusal.malformed("LIMIT with an aggregate function requires GROUP BY");
        }
        var groups = new GroupBy(query, table, paths, org.today()).rows(matching);
        var rows = slice(groups, query.limit(), query.offset());
        if (rows.size() > MAX_GROUPS) {
            throw new QueryRefusal(
                    "EXCEEDED_ID_LIMIT",
                    "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single"
                            + " batch");
        }
        return new QueryResult(rows, rows.size());
    }

    private List<StoredRecord> matching(Table table, Condition where) {
        Predicate<StoredRecord> matches = filter(table, where);
        return table.records().stream().filter(this::visible).filter(matches).toList();
    }

    private Predicate<StoredRecord> filter(Table table, Condition where) {
        requireTopLevelSemiJoins(where, true);
        return new FilterCompiler<>(expressions(table), this::selectedIds, org.today()).compile(where);
    }

    private Comparator<StoredRecord> order(Table table, List<SortKey> keys) {
        return OrderBy.comparator(keys, expressions(table));
    }

    private Function<Term, Expression<StoredRecord>> expressions(Table table) {
        return term -> switch (term) {
            case Term.Field(var path) -> paths.resolve(table, path).expression();
            case Term.Aggregate aggregate ->
                throw QueryRefusal.malformed("Ordered field must be grouped or aggregated: " + aggregate);
            case Term.DatePart _, Term.Label _, Term.Formatted _, Term.Converted _, Term.Distance _, Term.Subtotal _ ->
                throw QueryRefusal.unsupported("the function " + term);
        };
    }

    private boolean visible(StoredRecord record) {
        return deletedRecords == DeletedRecords.INCLUDED || !record.deleted();
    }

    private Projection projection(Table table, List<Selection> select, Limit limit, int depth) {
        var projection = new Projection(table, apiVersion);
        for (var item : select) {
            switch (item) {
                case Selection.Value(Term.Field(var path), var _) -> projection.addField(paths.resolve(table, path));
                case Selection.Value(var term, var _) -> throw QueryRefusal.unsupported("the function " + term);
                case Selection.TypeOf _ -> throw QueryRefusal.unsupported("TYPEOF");
                case Selection.Children(var children) -> addChildren(projection, table, children, limit, depth + 1);
                case Selection.RowCount _ ->
                    throw new IllegalStateException("not allowed in a query without groups: " + item);
            }
        }
        return projection;
    }

    private void addChildren(Projection projection, Table parent, ChildQuery query, Limit parentLimit, int depth) {
        checkChildQuery(query, parentLimit, depth);
        var relationship = parent.description()
                .child(query.relationship().value())
                .orElseThrow(() -> source.at(query.relationship(), unknownChildren(query)));
        var table = paths.table(relationship.childObject());
        int lookup = table.column(relationship.field());
        var matches = filter(table, query.where());
        var order = order(table, query.orderBy());
        var rows = projection(table, query.select(), query.limit(), depth);
        projection.addChildren(relationship.name().value(), owner -> {
            var matching = table.referencing(lookup, owner.id()).stream()
                    .filter(this::visible)
                    .filter(matches)
                    .sorted(order)
                    .toList();
            return childResult(slice(matching, query.limit(), query.offset()).stream()
                    .map(rows::row)
                    .toList());
        });
    }

    private void checkChildQuery(ChildQuery query, Limit parentLimit, int depth) {
        childQueries++;
        if (childQueries > MAX_CHILD_QUERIES) {
            throw QueryRefusal.malformed("maximum number of child sub-queries exceeded: " + MAX_CHILD_QUERIES);
        }
        if (depth > MAX_CHILD_DEPTH) {
            throw QueryRefusal.malformed("SOQL statements cannot query aggregate relationships more than %d level away"
                            .formatted(MAX_CHILD_DEPTH)
                    + " from the root entity object.");
        }
        checkOffset(query.offset());
        if (query.offset() > 0 && !parentLimit.equals(new Limit.AtMost(1))) {
            throw QueryRefusal.malformed("OFFSET in a sub-query requires LIMIT 1 in its parent query");
        }
    }

    private static QueryRefusal unknownChildren(ChildQuery query) {
        return new QueryRefusal(
                "INVALID_TYPE",
                "Didn't understand relationship '%s' in FROM part of query call. If you are attempting"
                                .formatted(query.relationship())
                        + " to use a custom relationship, be sure to append the '__r' after the custom relationship"
                        + " name. Please reference your WSDL or the describe call for the appropriate names.");
    }

    private static @Nullable Row childResult(List<Row> records) {
        if (records.isEmpty()) {
            return null;
        }
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("totalSize", (long) records.size());
        result.put("done", true);
        result.put("records", records);
        return Row.of(result);
    }

    private Set<String> selectedIds(Condition.SemiJoin join) {
        semiJoins++;
        if (semiJoins > MAX_SEMI_JOINS) {
            throw new QueryRefusal("EXCEEDED_MAX_SEMIJOIN_SUBSELECTS", "Maximum number of semi-joins exceeded: 2");
        }
        var table = paths.table(join.from());
        var selected = paths.resolve(table, join.selected());
        if (selected.field().type() != FieldType.ID && selected.field().type() != FieldType.REFERENCE) {
            throw new QueryRefusal(
                    "INVALID_FIELD",
                    "The inner select field in the where expression with semi-join should be an id or"
                            + " reference field, cannot use: '%s'".formatted(join.selected()));
        }
        var ids = new HashSet<String>();
        for (var record : matching(table, withoutSemiJoins(join.where()))) {
            if (selected.read(record) instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static Condition withoutSemiJoins(Condition condition) {
        requireTopLevelSemiJoins(condition, false);
        return condition;
    }

    private static void requireTopLevelSemiJoins(Condition condition, boolean allowed) {
        switch (condition) {
            case Condition.SemiJoin _ -> {
                if (!allowed) {
                    throw QueryRefusal.nestedSemiJoin();
                }
            }
            case Condition.Parentheses(Condition.AllOf(var parts)) ->
                parts.forEach(part -> requireTopLevelSemiJoins(part, false));
            case Condition.Parentheses(var inner) -> requireTopLevelSemiJoins(inner, allowed);
            case Condition.AllOf(var parts) -> parts.forEach(part -> requireTopLevelSemiJoins(part, allowed));
            case Condition.AnyOf(var parts) -> parts.forEach(part -> requireTopLevelSemiJoins(part, false));
            case Condition.Not(var negated) -> requireTopLevelSemiJoins(negated, false);
            case Condition.Everything _,
                    Condition.Comparison _,
                    Condition.Like _,
                    Condition.In _,
                    Condition.NotIn _,
                    Condition.Includes _,
                    Condition.Excludes _ -> {}
        }
    }

    private static <T> List<T> slice(List<T> all, Limit limit, int offset) {
        int from = Math.min(offset, all.size());
        int max = switch (limit) {
            case Limit.Unlimited() -> all.size();
            case Limit.AtMost(var rows) -> rows;
        };
        return all.subList(from, (int) Math.min(all.size(), (long) from + max));
    }

    private static void checkOffset(int offset) {
        if (offset > MAX_OFFSET) {
            throw new QueryRefusal("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
        }
    }
}
