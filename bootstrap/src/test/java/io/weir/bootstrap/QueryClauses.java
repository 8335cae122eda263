package io.weir.bootstrap;

import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which parts of the language a query uses, by name. */
final class QueryClauses {
    private static final String CHILDREN = "children ";

    private final Set<String> used = new TreeSet<>();

    private QueryClauses() {}

    static Set<String> of(Query query) {
        var clauses = new QueryClauses();
        clauses.query(query);
        return clauses.used;
    }

    /** All there are. */
    static List<String> all() {
        return Stream.of(
                        Stream.of("WHERE", "every row", "no row", "AND", "OR", "NOT", "LIKE", "LIKE %", "LIKE _"),
                        Stream.of("IN", "NOT IN", "INCLUDES", "EXCLUDES", "semi-join", "anti-join", "null"),
                        Stream.of(Operator.values()).map(Operator::symbol),
                        Stream.of("Text", "Bool", "Decimal", "Money", "Date", "DateTime", "Time", "RelativeDate"),
                        IntStream.rangeClosed(1, FieldPath.MAX_PARENTS).mapToObj(QueryClauses::parents),
                        Stream.of("", "WHERE", "ORDER BY", "LIMIT", "OFFSET", CHILDREN)
                                .map(part -> (CHILDREN + part).strip()),
                        Stream.of("COUNT()", "GROUP BY", "HAVING", "HAVING of a key", "aggregates of everything"),
                        Stream.of(AggregateFunction.values()).map(AggregateFunction::name),
                        Stream.of("ORDER BY", "ORDER BY an aggregate", "ASC", "DESC", "NULLS FIRST", "NULLS LAST"),
                        Stream.of("LIMIT", "OFFSET"))
                .flatMap(names -> names)
                .toList();
    }

    private void query(Query query) {
        query.select().forEach(item -> selected(item, ""));
        query.groupBy().forEach(this::path);
        conditions("WHERE", query.where());
        conditions("HAVING", query.having());
        if (!query.groupBy().isEmpty()) {
            used.add("GROUP BY");
        } else if (query.aggregates()) {
            used.add("aggregates of everything");
        }
        ending("", query.orderBy(), query.limit(), query.offset());
    }

    private void selected(SelectItem item, String prefix) {
        switch (item) {
            case SelectItem.Field(var path) -> path(path);
            case SelectItem.Aggregated(var aggregate, var _) -> operand(aggregate);
            case SelectItem.RowCount() -> used.add("COUNT()");
            case SelectItem.Children(var children) -> {
                used.add((CHILDREN + prefix).strip());
                children(children);
            }
        }
    }

    private void children(ChildQuery children) {
        children.select().forEach(item -> selected(item, CHILDREN));
        conditions(CHILDREN + "WHERE", children.where());
        ending(CHILDREN, children.orderBy(), children.limit(), children.offset());
    }

    private void ending(String prefix, List<Ordering> orderBy, Limit limit, int offset) {
        for (var key : orderBy) {
            used.add(prefix + "ORDER BY");
            used.add(key.direction().name());
            used.add("NULLS " + key.nulls());
            operand(key.operand());
            if (key.operand() instanceof Operand.Aggregate) {
                used.add("ORDER BY an aggregate");
            }
        }
        if (limit instanceof Limit.AtMost) {
            used.add(prefix + "LIMIT");
        }
        if (offset > 0) {
            used.add(prefix + "OFFSET");
        }
    }

    private void conditions(String clause, Filter filter) {
        if (!(filter instanceof Filter.Everything)) {
            used.add(clause);
            condition(filter, clause);
        }
    }

    private void condition(Filter filter, String clause) {
        switch (filter) {
            case Filter.Everything() -> used.add("every row");
            case Filter.Nothing() -> used.add("no row");
            case Filter.Comparison(var operand, var operator, var value) -> {
                used.add(operator.symbol());
                operand(operand);
                value(value);
                if (clause.equals("HAVING") && operand instanceof Operand.Field) {
                    used.add("HAVING of a key");
                }
            }
            case Filter.Like(var field, var pattern) -> {
                used.add("LIKE");
                path(field);
                pattern.parts().forEach(this::wildcard);
            }
            case Filter.Membership(var field, var values) -> list("IN", field, values);
            case Filter.Exclusion(var field, var values) -> list("NOT IN", field, values);
            case Filter.Includes(var field, var _) -> list("INCLUDES", field, List.of());
            case Filter.Excludes(var field, var _) -> list("EXCLUDES", field, List.of());
            case Filter.SemiJoin(var field, var negated, var _, var _, var where) -> {
                list(negated ? "anti-join" : "semi-join", field, List.of());
                condition(where, clause);
            }
            case Filter.AllOf(var filters) -> several("AND", filters, clause);
            case Filter.AnyOf(var filters) -> several("OR", filters, clause);
            case Filter.Not(var negated) -> several("NOT", List.of(negated), clause);
        }
    }

    private void several(String name, List<Filter> filters, String clause) {
        used.add(name);
        filters.forEach(filter -> condition(filter, clause));
    }

    private void list(String name, FieldPath field, List<Value> values) {
        used.add(name);
        path(field);
        values.forEach(this::value);
    }

    private void wildcard(LikePattern.Part part) {
        switch (part) {
            case LikePattern.Part.Literal _ -> {}
            case LikePattern.Part.AnyCharacters() -> used.add("LIKE %");
            case LikePattern.Part.OneCharacter() -> used.add("LIKE _");
        }
    }

    private void value(Value value) {
        switch (value) {
            case Value.Null() -> used.add("null");
            case Value.Text _,
                    Value.RelativeDate _,
                    Value.Bool _,
                    Value.Decimal _,
                    Value.Money _,
                    Value.Date _,
                    Value.DateTime _,
                    Value.Time _ -> used.add(value.getClass().getSimpleName());
        }
    }

    private void operand(Operand operand) {
        switch (operand) {
            case Operand.Field(var path) -> path(path);
            case Operand.Aggregate(var function, var path) -> {
                used.add(function.name());
                path(path);
            }
        }
    }

    private void path(FieldPath path) {
        if (!path.parents().isEmpty()) {
            used.add(parents(path.parents().size()));
        }
    }

    private static String parents(int levels) {
        return "parents: " + levels;
    }
}
