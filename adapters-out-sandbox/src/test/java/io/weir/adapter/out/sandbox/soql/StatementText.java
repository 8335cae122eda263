package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.Scope;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a statement as SOQL, as Weir writes its queries. */
final class StatementText {
    private static final FieldPath FIELD = FieldPath.parse("Id");

    private StatementText() {}

    static String of(Statement statement) {
        var text = new StringBuilder("SELECT ")
                .append(select(statement.select()))
                .append(" FROM ")
                .append(statement.from());
        if (statement.scope() != Scope.EVERYTHING) {
            text.append(" USING SCOPE ").append(statement.scope().soql());
        }
        text.append(clause(" WHERE ", statement.where()));
        if (statement.grouping().groups()) {
            text.append(groupBy(statement.grouping()));
        }
        text.append(clause(" HAVING ", statement.having()));
        text.append(tail(statement.orderBy(), statement.limit(), statement.offset()));
        statement.sideEffects().stream()
                .sorted()
                .forEach(effect -> text.append(' ').append(effect.name().replace('_', ' ')));
        return text.toString();
    }

    private static String select(List<Selection> items) {
        return items.stream().map(StatementText::item).collect(Collectors.joining(", "));
    }

    private static String item(Selection item) {
        return switch (item) {
            case Selection.Value(var term, var alias) ->
                term + alias.map(name -> " " + name).orElse("");
            case Selection.RowCount() -> "COUNT()";
            case Selection.Children(var query) -> children(query);
            case Selection.TypeOf(var relationship, var branches, var otherwise) ->
                "TYPEOF " + relationship
                        + branches.stream()
                                .map(branch -> " WHEN " + branch.type() + " THEN " + paths(branch.fields()))
                                .collect(Collectors.joining())
                        + (otherwise.isEmpty() ? "" : " ELSE " + paths(otherwise)) + " END";
        };
    }

    private static String paths(List<FieldPath> paths) {
        return paths.stream().map(FieldPath::toString).collect(Collectors.joining(", "));
    }

    private static String children(ChildQuery query) {
        return "(SELECT " + select(query.select()) + " FROM " + query.relationship() + clause(" WHERE ", query.where())
                + tail(query.orderBy(), query.limit(), query.offset()) + ")";
    }

    private static String groupBy(Grouping grouping) {
        var terms = grouping.terms().stream().map(Object::toString).collect(Collectors.joining(", "));
        return " GROUP BY " + (grouping.kind() == Grouping.Kind.PLAIN ? terms : grouping.kind() + "(" + terms + ")");
    }

    private static String tail(List<SortKey> orderBy, Limit limit, int offset) {
        var keys = orderBy.stream()
                .map(key -> key.term()
                        + (key.direction() == Ordering.Direction.DESC ? " DESC" : "")
                        + (key.nulls() == Ordering.Nulls.LAST ? " NULLS LAST" : ""))
                .collect(Collectors.joining(", "));
        return (keys.isEmpty() ? "" : " ORDER BY " + keys)
                + (limit instanceof Limit.AtMost(var rows) ? " LIMIT " + rows : "")
                + (offset > 0 ? " OFFSET " + offset : "");
    }

    private static String clause(String keyword, Condition condition) {
        return condition instanceof Condition.Everything ? "" : keyword + condition(condition);
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Everything() -> "";
            case Condition.Comparison(var term, var operator, var value) ->
                term + " " + operator.symbol() + " " + literal(value);
            case Condition.Like(var term, var pattern) -> term + " LIKE " + literal(new Filter.Like(FIELD, pattern));
            case Condition.In(var term, var values) -> term + " IN " + values(values);
            case Condition.NotIn(var term, var values) -> term + " NOT IN " + values(values);
            case Condition.Includes(var term, var selections) -> term + " INCLUDES " + selections(selections);
            case Condition.Excludes(var term, var selections) -> term + " EXCLUDES " + selections(selections);
            case Condition.SemiJoin(var field, var negated, var selected, var from, var where) ->
                field + (negated ? " NOT IN (SELECT " : " IN (SELECT ") + selected + " FROM " + from
                        + clause(" WHERE ", where) + ")";
            case Condition.Parentheses(var inner) -> "(" + condition(inner) + ")";
            case Condition.AllOf(var parts) ->
                parts.stream().map(StatementText::condition).collect(Collectors.joining(" AND "));
            case Condition.AnyOf(var parts) ->
                parts.stream().map(StatementText::condition).collect(Collectors.joining(" OR "));
            case Condition.Not(var negated) -> "NOT " + condition(negated);
        };
    }

    private static String selections(List<Set<String>> selections) {
        return values(selections.stream()
                .<Value>map(selection -> new Value.Text(
                        String.join(";", selection.stream().sorted().toList())))
                .toList());
    }

    private static String values(List<Value> values) {
        return values.stream().map(value -> literal(value)).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(Value value) {
        return literal(Filter.Comparison.of(FIELD, Operator.EQUAL, value));
    }

    /** The literal that {@code condition} ends with. */
    private static String literal(Filter condition) {
        var query = Query.of(List.of(new SelectItem.Field(FIELD)), new ObjectName("Thing__c"))
                .where(condition);
        return Soql.of(query).text().replaceFirst("(?s)^.*? WHERE Id (?:=|LIKE) ", "");
    }
}
