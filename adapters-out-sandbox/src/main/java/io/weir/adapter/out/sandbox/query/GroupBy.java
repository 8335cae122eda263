package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.function.Formats;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.reply.JsonFormat;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluates {@code GROUP BY}, {@code HAVING} and the aggregate functions of a statement. */
final class GroupBy {
    private static final Row ATTRIBUTES = Row.of(Map.of("type", "AggregateResult"));

    private final Statement statement;
    private final Grouping grouping;
    private final RecordTerms terms;
    private final UserTime time;
    private final List<Expression<StoredRecord>> keys;
    private final Predicate<Group> having;
    private final Comparator<Group> order;
    private final Map<String, Expression<Group>> columns = new LinkedHashMap<>();

    GroupBy(Statement statement, RecordTerms terms, UserTime time) {
        this.statement = statement;
        this.grouping = statement.grouping();
        this.terms = terms;
        this.time = time;
        this.keys = grouping.terms().stream()
                .map(term -> statement.source().placing(term, () -> groupable(term)))
                .toList();
        this.having = new FilterCompiler<>(this::expression, this::noSemiJoin, time, statement.source())
                .compile(statement.having());
        this.order = OrderBy.comparator(statement.orderBy(), this::expression, statement.source());
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
        var groups = new ArrayList<Group>();
        for (var summedUp : Subtotals.of(grouping)) {
            groups.addAll(groups(records, summedUp));
        }
        return grouping.kind() == Grouping.Kind.PLAIN ? groups : subtotalsLast(groups);
    }

    /** Each subtotal behind the groups that it sums up; otherwise in the order of the records. */
    private List<Group> subtotalsLast(List<Group> groups) {
        Comparator<Group> order = (_, _) -> 0;
        for (int i = 0; i < keys.size(); i++) {
            int key = i;
            var ranks = new HashMap<Optional<Object>, Integer>();
            groups.forEach(group -> ranks.putIfAbsent(group.key(key), ranks.size()));
            order = order.thenComparingInt(
                    group -> group.summedUp().get(key) ? Integer.MAX_VALUE : ranks.getOrDefault(group.key(key), 0));
        }
        return groups.stream().sorted(order).toList();
    }

    /**
     * The groups with equal keys, those of {@code summedUp} left out. The group of all records, the only one without
     * keys, is there without records too.
     */
    private List<Group> groups(List<StoredRecord> records, BitSet summedUp) {
        if (summedUp.cardinality() == keys.size()) {
            var none = new ArrayList<@Nullable Object>();
            keys.forEach(_ -> none.add(null));
            return List.of(new Group(none, summedUp, records));
        }
        var groups = new LinkedHashMap<List<@Nullable Object>, Group>();
        for (var record : records) {
            var values = new ArrayList<@Nullable Object>(keys.size());
            var equalityKeys = new ArrayList<@Nullable Object>(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                var value = summedUp.get(i) ? null : keys.get(i).evaluate(record);
                values.add(value);
                equalityKeys.add(value == null ? null : Comparisons.equalityKey(value));
            }
            groups.computeIfAbsent(equalityKeys, _ -> new Group(values, summedUp, new ArrayList<>()))
                    .members()
                    .add(record);
        }
        return List.copyOf(groups.values());
    }

    private void selectColumns() {
        var names = new HashSet<String>();
        for (var item : statement.select()) {
            switch (item) {
                case Selection.Value(var term, var alias) ->
                    statement.source().run(term, () -> {
                        requireNotGrouped(term);
                        addColumn(
                                names,
                                alias.map(Alias::value)
                                        .orElseGet(
                                                () -> terms.path(term).field().name()),
                                expression(term));
                    });
                case Selection.TypeOf _ ->
                    throw QueryRefusal.malformed("TYPEOF is not allowed in a query with groups or aggregates");
                case Selection.RowCount _, Selection.Children _ ->
                    throw QueryRefusal.malformed("Field must be grouped or aggregated");
            }
        }
    }

    private void addColumn(Set<String> names, String name, Expression<Group> expression) {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw QueryRefusal.malformed("duplicate alias: " + name);
        }
        columns.put(name, expression);
    }

    private void requireNotGrouped(Term term) {
        if (term instanceof Term.Aggregate(var _, var path) && grouping.indexOf(new Term.Field(path)) >= 0) {
            throw QueryRefusal.malformed("Grouped field should not be aggregated: " + path);
        }
    }

    private Expression<Group> expression(Term term) {
        int key = grouping.indexOf(term);
        if (key >= 0) {
            return keyExpression(key);
        }
        return switch (term) {
            case Term.Aggregate aggregate -> aggregate(aggregate);
            case Term.Subtotal(var path) -> subtotal(term, new Term.Field(path));
            case Term.Formatted(var formatted) -> formatted(term, formatted);
            case Term.DatePart _, Term.Label _ -> ofGroupedField(term);
            case Term.Field _, Term.Converted _, Term.Distance _ -> {
                terms.of(term);
                throw notGrouped(term);
            }
        };
    }

    private Expression<Group> aggregate(Term.Aggregate aggregate) {
        var path = terms.path(aggregate);
        Aggregates.check(aggregate.function(), path);
        var members = path.expression();
        return new Expression<>(
                aggregate.toString(),
                Aggregates.resultType(aggregate.function(), members.type()),
                true,
                true,
                aggregate.function().keepsType() ? members.picklist() : List.of(),
                group -> Aggregates.evaluate(aggregate.function(), members, group.members()));
    }

    private Expression<Group> subtotal(Term term, Term.Field field) {
        int key = grouping.indexOf(field);
        if (key < 0) {
            terms.of(field);
            throw notGrouped(term);
        }
        return new Expression<>(
                term.toString(),
                FieldType.INT,
                true,
                true,
                List.of(),
                group -> group.summedUp().get(key) ? 1L : 0L);
    }

    private Expression<Group> formatted(Term term, Term formatted) {
        var inner = expression(formatted);
        var field = terms.path(formatted).field();
        return new Expression<>(
                term.toString(),
                FieldType.STRING,
                false,
                false,
                List.of(),
                group -> Formats.format(inner.evaluate(group), field, inner.type(), time.zone()));
    }

    /** A function of a date or a picklist that the records are grouped by. A grouped dateTime has no functions. */
    private Expression<Group> ofGroupedField(Term term) {
        var path = terms.path(term);
        var function = terms.function(term, path);
        int key = grouping.indexOf(new Term.Field(term.path()));
        if (key < 0 || path.field().type() == FieldType.DATETIME) {
            throw notGrouped(term);
        }
        return new Expression<>(
                term.toString(),
                function.type(),
                function.filterable(),
                function.sortable(),
                List.of(),
                group -> function.values().apply(group.keys().get(key)));
    }

    private Expression<Group> keyExpression(int index) {
        var key = keys.get(index);
        return new Expression<>(
                key.name(),
                key.type(),
                true,
                key.sortable(),
                key.picklist(),
                group -> group.keys().get(index));
    }

    private Expression<StoredRecord> groupable(Term term) {
        return switch (term) {
            case Term.Field _ -> {
                var path = terms.path(term);
                if (!path.field().groupable()) {
                    throw QueryRefusal.malformed("field '%s' can not be grouped in a query call"
                            .formatted(path.field().name()));
                }
                yield path.expression();
            }
            case Term.DatePart _ -> terms.of(term);
            case Term.Aggregate _, Term.Label _, Term.Formatted _, Term.Converted _, Term.Distance _, Term.Subtotal _ ->
                throw QueryRefusal.malformed("%s can not be grouped in a query call".formatted(term));
        };
    }

    private static QueryRefusal notGrouped(Term term) {
        return QueryRefusal.malformed("Field must be grouped or aggregated: " + term);
    }

    private Set<String> noSemiJoin(Condition.SemiJoin join) {
        throw statement
                .source()
                .at(join.field(), QueryRefusal.malformed("semi-joins are only allowed in WHERE, not in HAVING"));
    }

    /** Records with equal keys; a key that the group sums up is null. */
    private record Group(List<@Nullable Object> keys, BitSet summedUp, List<StoredRecord> members) {
        /** What is equal for equal values. */
        Optional<Object> key(int index) {
            return Optional.ofNullable(keys.get(index)).map(Comparisons::equalityKey);
        }
    }
}
