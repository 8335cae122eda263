package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.query.Locators;
import io.weir.adapter.out.sandbox.query.Locators.Paging;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.record.RowQueries;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Replies of the HTTP API to queries. */
final class QueryReplies implements RowQueries {
    private static final int MIN_BATCH_SIZE = 200;
    private static final int MAX_BATCH_SIZE = 2_000;

    private final SandboxOrg org;
    private final int pageSize;
    private final Locators locators = new Locators();

    /**
     * @param pageSize the maximum number of rows per page, unless a request sets another batch size
     */
    QueryReplies(SandboxOrg org, int pageSize) {
        this.org = org;
        this.pageSize = pageSize;
    }

    /**
     * The first page of {@code soql}.
     *
     * @param version the requested version, such as {@code v66.0}
     * @param options the header {@code Sforce-Query-Options}; empty if it is missing
     */
    Reply query(String soql, String version, String options, QueryEvaluator.DeletedRecords deleted) {
        return replyOrError(() -> {
            var result = QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org), version.substring(1), deleted);
            return page(locators.firstPage(result, paging(version, options)), version);
        });
    }

    /** The columns of {@code soql} instead of its rows. */
    Reply columns(String soql, String version, QueryEvaluator.DeletedRecords deleted) {
        return replyOrError(() -> {
            var statement = SoqlParser.parse(soql, org);
            QueryEvaluator.evaluate(org, statement, version.substring(1), deleted);
            return Reply.ok(QueryColumns.of(org, statement));
        });
    }

    /** The page at {@code locator}. */
    Reply nextPage(String locator, String version, String options) {
        return locators.page(locator, paging(version, options))
                .map(page -> page(page, version))
                .orElseGet(() -> Reply.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator"));
    }

    /** The query plan of {@code soql}. */
    Reply explain(String soql, String version) {
        return replyOrError(() -> {
            var query = SoqlParser.parse(soql, org);
            QueryEvaluator.evaluate(org, query, version.substring(1), QueryEvaluator.DeletedRecords.EXCLUDED);
            var table = org.table(query.from().value()).orElseThrow();
            int cardinality = count(Statement.of(List.of(new Selection.RowCount()), query.from(), query.where()));
            int all = table.records().size();
            var indexed = new ArrayList<String>();
            addIndexed(query.where(), table, indexed);
            var plan = Json.object(
                    "cardinality", cardinality,
                    "fields", List.copyOf(indexed),
                    "leadingOperationType", indexed.isEmpty() ? "TableScan" : "Index",
                    "notes", List.of(),
                    "relativeCost", cost(cardinality, all, indexed.isEmpty()),
                    "sobjectCardinality", all,
                    "sobjectType", table.name());
            return Reply.ok(Json.object("plans", List.of(plan), "sourceQuery", soql));
        });
    }

    /**
     * The record {@code id} of {@code object}.
     *
     * @param fields the fields to return, separated by commas; empty for all
     */
    @Override
    public Reply record(String object, String id, String fields, String version) {
        var table = org.table(object);
        if (table.isEmpty()) {
            return Reply.notFound();
        }
        if (RecordId.canonical(id).isEmpty()) {
            return Reply.error(400, "MALFORMED_ID", object + " ID: id value of incorrect type: " + id);
        }
        return replyOrError(() -> {
            var paths = fields.isEmpty()
                    ? table.get().description().fields().stream().map(field -> field.name())
                    : Arrays.stream(fields.split(",", -1)).map(String::strip);
            var select =
                    paths.map(path -> Selection.field(FieldPath.parse(path))).toList();
            var query = Statement.of(
                    select,
                    table.get().description().name(),
                    new Condition.Comparison(
                            new Term.Field(FieldPath.parse("Id")), Operator.EQUAL, new Value.Text(id)));
            var rows = QueryEvaluator.evaluate(org, query, version.substring(1), QueryEvaluator.DeletedRecords.EXCLUDED)
                    .rows();
            return rows.isEmpty() ? Reply.notFound() : Reply.ok(rows.getFirst());
        });
    }

    @Override
    public Reply rows(String soql, String version) {
        return query(soql, version, "batchSize=" + MAX_BATCH_SIZE, QueryEvaluator.DeletedRecords.EXCLUDED);
    }

    private int count(Statement query) {
        return QueryEvaluator.evaluate(org, query).totalSize();
    }

    private static BigDecimal cost(int cardinality, int all, boolean scan) {
        var share =
                BigDecimal.valueOf(cardinality).divide(BigDecimal.valueOf(Math.max(1, all)), 4, RoundingMode.HALF_UP);
        return scan ? share.add(BigDecimal.ONE) : share;
    }

    /** Collects the indexed fields (ids, lookups and names) that {@code condition} compares in every row. */
    private static void addIndexed(Condition condition, Table table, List<String> indexed) {
        switch (condition) {
            case Condition.AllOf(var parts) -> parts.forEach(part -> addIndexed(part, table, indexed));
            case Condition.Parentheses(var inner) -> addIndexed(inner, table, indexed);
            case Condition.Comparison(Term.Field(var path), var operator, var _)
            when operator == Operator.EQUAL -> addIfIndexed(path, table, indexed);
            case Condition.In(Term.Field(var path), var _) -> addIfIndexed(path, table, indexed);
            case Condition.Everything _,
                    Condition.Comparison _,
                    Condition.Like _,
                    Condition.In _,
                    Condition.NotIn _,
                    Condition.Includes _,
                    Condition.Excludes _,
                    Condition.SemiJoin _,
                    Condition.AnyOf _,
                    Condition.Not _ -> {}
        }
    }

    private static void addIfIndexed(FieldPath path, Table table, List<String> indexed) {
        table.description()
                .field(path.toString())
                .filter(field -> field.type() == FieldType.ID
                        || field.type() == FieldType.REFERENCE
                        || field.name().equals("Name"))
                .ifPresent(field -> indexed.add(field.name()));
    }

    private static Reply page(Locators.Page page, String version) {
        Map<String, @Nullable Object> body =
                Json.object("totalSize", page.totalSize(), "done", page.next().isEmpty());
        page.next().ifPresent(locator -> body.put("nextRecordsUrl", urls(version) + locator));
        body.put("records", page.rows());
        return Reply.ok(body);
    }

    private Paging paging(String version, String options) {
        return new Paging.WithChildren(batchSize(options), urls(version));
    }

    /** The URL of further pages, to which a locator is added. */
    private static String urls(String version) {
        return "/services/data/" + version + "/query/";
    }

    private static Reply replyOrError(Supplier<Reply> reply) {
        try {
            return reply.get();
        } catch (QueryRefusal refusal) {
            return Reply.error(400, refusal.errorCode(), String.valueOf(refusal.getMessage()));
        }
    }

    /** The batch size in {@code Sforce-Query-Options: batchSize=n}, within the bounds of Salesforce. */
    private int batchSize(String options) {
        for (String option : options.split("[,;]", -1)) {
            var pair = option.split("=", -1);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("batchSize")) {
                String digits = pair[1].strip();
                boolean number = digits.length() <= 6
                        && !digits.isEmpty()
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
                return number ? Math.clamp(Integer.parseInt(digits), MIN_BATCH_SIZE, MAX_BATCH_SIZE) : pageSize;
            }
        }
        return pageSize;
    }
}
