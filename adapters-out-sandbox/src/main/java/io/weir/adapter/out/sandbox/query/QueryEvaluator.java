package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Scope;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.domain.query.Limit;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.ObjectName;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evaluates one statement on the org, for the port and for the HTTP API. Throws {@link QueryRefusal} with Salesforce's
 * error code if the org rejects the statement.
 */
public final class QueryEvaluator {
    /** The version where the URLs of records do not matter. */
    private static final String API_VERSION = "66.0";

    private final SandboxOrg org;
    private final Source source;
    private final PathResolver paths;
    private final UserTime time;
    private final String apiVersion;
    private final DeletedRecords deletedRecords;

    private QueryEvaluator(SandboxOrg org, Source source, String apiVersion, DeletedRecords deletedRecords) {
        this.org = org;
        this.source = source;
        this.paths = new PathResolver(org);
        this.time = new UserTime(org.today(), org.timeZone());
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
        return org.read(() -> new QueryEvaluator(org, statement.source(), apiVersion, deletedRecords).run(statement));
    }

    /** The rows of {@code org} that {@code statement} asks for, without deleted records. */
    public static QueryResult evaluate(SandboxOrg org, Statement statement) {
        return evaluate(org, statement, API_VERSION, DeletedRecords.EXCLUDED);
    }

    /** Whether the condition of {@code statement} selects {@code record}, which need not be stored yet. */
    public static boolean selects(SandboxOrg org, Statement statement, StoredRecord record) {
        return org.read(() -> {
            var evaluator = new QueryEvaluator(org, statement.source(), "", DeletedRecords.INCLUDED);
            return evaluator
                    .filter(evaluator.table(statement.from()), statement.where())
                    .test(record);
        });
    }

    private QueryResult run(Statement statement) {
        var table = table(statement.from());
        requireOffset(statement.offset());
        statement.sideEffects().forEach(QueryEvaluator::requireSupported);
        SemiJoins.broken(statement.from(), statement.where()).ifPresent(broken -> {
            throw source.at(broken.semiJoin().field(), broken.refusal());
        });
        var inScope = inScope(table, statement.scope());
        var matching = matching(table, statement.where()).filter(inScope).toList();
        if (statement.countsRows()) {
            return countRows(statement, matching);
        }
        if (statement.aggregates()) {
            return evaluateGroups(statement, table, matching);
        }
        var projection = new SelectList(this, paths, source, apiVersion).projection(table, statement);
        var rows = slice(
                        matching.stream()
                                .sorted(order(table, statement.orderBy()))
                                .toList(),
                        statement.limit(),
                        statement.offset())
                .stream()
                .map(projection::row)
                .toList();
        return QueryResult.of(rows);
    }

    /** {@code FOR VIEW} and {@code FOR REFERENCE} are accepted, though no object here records when it was seen. */
    private static void requireSupported(Statement.SideEffect effect) {
        switch (effect) {
            case FOR_VIEW, FOR_REFERENCE -> {}
            case UPDATE_TRACKING, UPDATE_VIEWSTAT ->
                throw QueryRefusal.unsupported("UPDATE TRACKING and UPDATE VIEWSTAT");
        }
    }

    private static QueryResult countRows(Statement statement, List<StoredRecord> matching) {
        if (!statement.orderBy().isEmpty()) {
            throw statement
                    .source()
                    .at(
                            statement.orderBy().getFirst().term(),
                            QueryRefusal.malformed("Ordered field must be grouped or aggregated: "
                                    + statement.orderBy().getFirst().term()));
        }
        return new QueryResult(
                List.of(),
                slice(matching, statement.limit(), statement.offset()).size(),
                false);
    }

    private QueryResult evaluateGroups(Statement statement, Table table, List<StoredRecord> matching) {
        if (!statement.grouping().groups()) {
            source.run(firstTerm(statement), () -> requireWhole(statement));
        }
        var groups = new GroupBy(statement, terms(table), time).rows(matching);
        var rows = slice(groups, statement.limit(), statement.offset());
        if (rows.size() > SoqlLimits.MAX_GROUPS) {
            throw new QueryRefusal(
                    "EXCEEDED_ID_LIMIT",
                    "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single"
                            + " batch");
        }
        return new QueryResult(rows, rows.size(), false);
    }

    private static Object firstTerm(Statement statement) {
        return statement.select().getFirst() instanceof Selection.Value(var term, var _) ? term : statement;
    }

    private static void requireWhole(Statement statement) {
        var unused = statement.limit() instanceof Limit.AtMost ? "LIMIT" : statement.offset() > 0 ? "OFFSET" : "";
        if (!unused.isEmpty()) {
            throw QueryRefusal.malformed(
                    "Non-grouped query that uses overall aggregate functions cannot also use " + unused);
        }
    }

    private Predicate<StoredRecord> inScope(Table table, Scope scope) {
        return switch (scope) {
            case EVERYTHING -> _ -> true;
            case MINE -> {
                if (table.description().field("OwnerId").isEmpty()) {
                    throw new QueryRefusal(
                            "INVALID_QUERY_SCOPE", "The requested scope is not accepted for this request");
                }
                int owner = table.column("OwnerId");
                String user = org.runningUser().id();
                yield record -> user.equals(record.value(owner));
            }
            case MINE_AND_MY_GROUPS, DELEGATED, MY_TERRITORY, MY_TEAM_TERRITORY, TEAM, QUEUE_OWNED, SCOPING_RULE ->
                throw QueryRefusal.unsupported("USING SCOPE " + scope.soql());
        };
    }

    /** The records of {@code table} that the query sees and {@code where} selects. */
    private Stream<StoredRecord> matching(Table table, Condition where) {
        return Candidates.of(table, where).stream().filter(this::visible).filter(filter(table, where));
    }

    /** Whether {@code where} selects a record of {@code table}. */
    Predicate<StoredRecord> filter(Table table, Condition where) {
        return new FilterCompiler<>(terms(table)::of, join -> selectedIds(table, join), time, source).compile(where);
    }

    Comparator<StoredRecord> order(Table table, List<SortKey> keys) {
        return OrderBy.comparator(keys, terms(table)::of, source);
    }

    RecordTerms terms(Table table) {
        return new RecordTerms(table, paths, time.zone());
    }

    /** Whether the query sees {@code record}, which may be deleted. */
    boolean visible(StoredRecord record) {
        return deletedRecords == DeletedRecords.INCLUDED || !record.deleted();
    }

    private Set<String> selectedIds(Table outer, Condition.SemiJoin join) {
        var table = table(join.from());
        var selected = source.placing(join.selected(), () -> paths.resolve(table, join.selected()));
        var field = source.placing(join.field(), () -> paths.resolve(outer, join.field()));
        SemiJoins.differentIds(field.field(), name(outer), selected.field(), name(table))
                .ifPresent(refusal -> {
                    throw source.at(join.field(), refusal);
                });
        return matching(table, join.where())
                .flatMap(record -> selected.read(record) instanceof String id ? Stream.of(id) : Stream.empty())
                .collect(Collectors.toSet());
    }

    private Table table(ObjectName name) {
        return source.placing(name, () -> paths.table(name.value()));
    }

    private static ObjectName name(Table table) {
        return table.description().name();
    }

    static <T> List<T> slice(List<T> all, Limit limit, int offset) {
        int from = Math.min(offset, all.size());
        int max = switch (limit) {
            case Limit.Unlimited() -> all.size();
            case Limit.AtMost(var rows) -> rows;
        };
        return all.subList(from, (int) Math.min(all.size(), (long) from + max));
    }

    static void requireOffset(int offset) {
        if (offset > SoqlLimits.MAX_OFFSET) {
            throw new QueryRefusal(
                    "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + SoqlLimits.MAX_OFFSET);
        }
    }
}
