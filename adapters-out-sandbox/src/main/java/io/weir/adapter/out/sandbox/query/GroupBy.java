package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluates {@code GROUP BY}, {@code HAVING} and the aggregate functions of a query. */
final class GroupBy {
    private static final Row ATTRIBUTES = Row.of(Map.of("type", "AggregateResult"));

    private final Statement statement;
    private final Table table;
    private final PathResolver paths;
    private final List<Expression<StoredRecord>> keys;
    private final Predicate<Group> having;
    private final Comparator<Group> order;
    private final Map<String, Expression<Group>> columns = new LinkedHashMap<>();

    GroupBy(Statement statement, Table table, PathResolver paths, LocalDate today) {
        this.statement = statement;
        this.table = table;
        this.paths = paths;
        this.keys = statement.grouping().terms().stream().map(this::groupable).toList();
        this.having = new FilterCompiler<>(this::expression, _ -> noSemiJoin(), today).compile(statement.having());
        this.order = OrderBy.comparator(statement.orderBy(), this::expression);
        selectColumns();
    }

    /** One row per group of {@code records}; {@code LIMIT} and {@code OFFSET} are not applied. */
    List<Row> rows(List<StoredRecord> records) {
        var rows = new Row.Collector();
        groups(records).stream().filter(having).sorted(order).forEach(group -> {
            rows.add("attributes", ATTRIBUTES);
            columns.forEach((name, expression) -> rows.add(name, JsonFormat.format(expression.evaluate(group))));
            rows.endRow();
        });
        return rows.rows();
    }

    private List<Group> groups(List<StoredRecord> records) {
        if (keys.isEmpty()) {
            return List.of(new Group(List.of(), records));
        }
        var groups = new LinkedHashMap<List<@Nullable Object>, Group>();
        for (var record : records) {
            var values = new ArrayList<@Nullable Object>();
            var equalityKeys = new ArrayList<@Nullable Object>();
            for (var key : keys) {
                var value = key.evaluate(record);
                values.add(value);
                equalityKeys.add(value == null ? null : Comparisons.equalityKey(value));
            }
            groups.computeIfAbsent(
                            equalityKeys, _ -> new Group(Collections.unmodifiableList(values), new ArrayList<>()))
                    .members()
                    .add(record);
        }
        return List.copyOf(groups.values());
    }

    private void selectColumns() {
        var names = new HashSet<String>();
        for (var item : statement.select()) {
            switch (item) {
                case Selection.Value(var term, var alias) -> {
                    var expression = expression(term);
                    addColumn(names, alias.map(Alias::value).orElse(expression.name()), expression);
                }
                case Selection.RowCount _, Selection.Children _, Selection.TypeOf _ ->
                    throw new IllegalStateException("not allowed in a query with groups: " + item);
            }
        }
    }

    private void addColumn(Set<String> names, String name, Expression<Group> expression) {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw QueryRefusal.malformed("duplicate alias: " + name);
        }
        columns.put(name, expression);
    }

    private Expression<Group> expression(Term term) {
        return switch (term) {
            case Term.Field field -> keyExpression(field);
            case Term.Aggregate(var function, var path) -> {
                var resolved = paths.resolve(table, path);
                Aggregates.check(function, resolved);
                var members = resolved.expression();
                yield new Expression<>(
                        function + "(" + path + ")",
                        Aggregates.resultType(function, members.type()),
                        true,
                        true,
                        List.of(),
                        group -> Aggregates.evaluate(function, members, group.members()));
            }
            case Term.DatePart _, Term.Label _, Term.Formatted _, Term.Converted _, Term.Distance _, Term.Subtotal _ ->
                throw QueryRefusal.unsupported("the function " + term);
        };
    }

    private Expression<Group> keyExpression(Term term) {
        int index = statement.grouping().indexOf(term);
        if (index < 0) {
            throw QueryRefusal.malformed("Field must be grouped or aggregated: " + term);
        }
        var key = keys.get(index);
        return new Expression<>(
                key.name(),
                key.type(),
                true,
                true,
                key.picklist(),
                group -> group.keys().get(index));
    }

    private Expression<StoredRecord> groupable(Term term) {
        if (!(term instanceof Term.Field(var path)) || statement.grouping().kind() != Grouping.Kind.PLAIN) {
            throw QueryRefusal.unsupported("functions in GROUP BY");
        }
        var resolved = paths.resolve(table, path);
        if (!resolved.field().groupable()) {
            throw QueryRefusal.malformed("field '%s' can not be grouped in a query call"
                    .formatted(resolved.field().name()));
        }
        return resolved.expression();
    }

    private static Set<String> noSemiJoin() {
        throw QueryRefusal.malformed("semi-joins are only allowed in WHERE, not in HAVING");
    }

    private record Group(List<@Nullable Object> keys, List<StoredRecord> members) {}
}
