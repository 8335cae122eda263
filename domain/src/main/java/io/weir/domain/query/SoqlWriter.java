package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Writes one statement together with its shape. For one use. */
final class SoqlWriter {
    private final StringBuilder text = new StringBuilder(256);
    private final StringBuilder shape = new StringBuilder(256);
    private final Predicate<String> known;

    /** @param known whether the shape may show a name of an object, relationship or field */
    SoqlWriter(Predicate<String> known) {
        this.known = known;
    }

    /** The statement so far. */
    String text() {
        return text.toString();
    }

    /** The shape of the statement so far. */
    SoqlShape shape() {
        return new SoqlShape(shape.toString());
    }

    void query(Query query) {
        word("SELECT ");
        select(query.select());
        word(" FROM ").name(query.from().value());
        where(query.where());
        groups(query.groupBy(), query.having());
        tail(query.orderBy(), query.limit(), query.offset());
    }

    /** An object of SOSL's {@code RETURNING}: its fields, and the clauses that SOQL has too. */
    void returning(Query query) {
        name(query.from().value());
        word("(");
        select(query.select());
        where(query.where());
        tail(query.orderBy(), query.limit(), query.offset());
        word(")");
    }

    private void children(ChildQuery children) {
        word("(SELECT ");
        select(children.select());
        word(" FROM ").name(children.relationship().value());
        where(children.where());
        tail(children.orderBy(), children.limit(), children.offset());
        word(")");
    }

    private void select(List<SelectItem> items) {
        String separator = "";
        for (var item : items) {
            word(separator);
            switch (item) {
                case SelectItem.Field(var path) -> path(path);
                case SelectItem.Aggregated(var aggregate, var alias) -> {
                    operand(aggregate);
                    word(" ").alias(alias.value());
                }
                case SelectItem.RowCount() -> word("COUNT()");
                case SelectItem.Children(var children) -> children(children);
            }
            separator = ", ";
        }
    }

    private void where(Filter filter) {
        var simplified = filter.simplified();
        if (!(simplified instanceof Filter.Everything)) {
            word(" WHERE ");
            condition(simplified, true);
        }
    }

    private void groups(List<FieldPath> groupBy, Filter having) {
        String separator = " GROUP BY ";
        for (var field : groupBy) {
            word(separator);
            path(field);
            separator = ", ";
        }
        var simplified = having.simplified();
        if (simplified instanceof Filter.Nothing) {
            // The impossible condition of WHERE would need Id to be grouped.
            word(" HAVING COUNT(Id) < 0");
        } else if (!(simplified instanceof Filter.Everything)) {
            word(" HAVING ");
            condition(simplified, true);
        }
    }

    private void tail(List<Ordering> orderBy, Limit limit, int offset) {
        String separator = " ORDER BY ";
        for (var key : orderBy) {
            word(separator);
            operand(key.operand());
            if (key.direction() == Ordering.Direction.DESC) {
                word(" DESC");
            }
            if (key.nulls() == Ordering.Nulls.LAST) {
                word(" NULLS LAST");
            }
            separator = ", ";
        }
        word(Soql.page(limit, offset));
    }

    /** Every group but the outermost has parentheses, because SOQL refuses AND beside OR without them. */
    private void condition(Filter filter, boolean outermost) {
        switch (filter) {
            case Filter.Everything() ->
                throw new IllegalStateException("simplified() leaves Everything only as a whole filter");
            case Filter.Nothing() -> word("Id = null");
            case Filter.Comparison(var operand, var operator, var value) -> {
                operand(operand);
                word(" ").word(operator.symbol()).word(" ").value(SoqlLiteral.of(value));
            }
            case Filter.Like(var field, var pattern) -> {
                path(field);
                word(" LIKE ").value(SoqlLiteral.of(pattern));
            }
            case Filter.Membership(var field, var values) -> list(field, " IN (", values);
            case Filter.Exclusion(var field, var values) -> list(field, " NOT IN (", values);
            case Filter.Includes(var field, var selections) -> selections(field, " INCLUDES (", selections);
            case Filter.Excludes(var field, var selections) -> selections(field, " EXCLUDES (", selections);
            case Filter.SemiJoin(var field, var negated, var selected, var from, var where) ->
                semiJoin(field, negated, selected, from, where);
            case Filter.AllOf(var filters) -> group(filters, " AND ", outermost);
            case Filter.AnyOf(var filters) -> group(filters, " OR ", outermost);
            case Filter.Not(var negated) -> {
                word("(NOT ");
                condition(negated, false);
                word(")");
            }
        }
    }

    private void group(List<Filter> filters, String conjunction, boolean outermost) {
        word(outermost ? "" : "(");
        String separator = "";
        for (var filter : filters) {
            word(separator);
            condition(filter, false);
            separator = conjunction;
        }
        word(outermost ? "" : ")");
    }

    private void semiJoin(FieldPath field, boolean negated, FieldPath selected, ObjectName from, Filter where) {
        path(field);
        word(negated ? " NOT IN (SELECT " : " IN (SELECT ");
        path(selected);
        word(" FROM ").name(from.value());
        where(where);
        word(")");
    }

    private void list(FieldPath field, String operator, List<Value> values) {
        path(field);
        word(operator);
        String separator = "";
        for (var value : values) {
            text.append(separator);
            text.append(SoqlLiteral.of(value).soql());
            separator = ", ";
        }
        shape.append(Value.HIDDEN);
        word(")");
    }

    private void selections(FieldPath field, String operator, List<Set<String>> selections) {
        path(field);
        word(operator);
        String separator = "";
        for (var selection : selections) {
            text.append(separator);
            var joined = String.join(";", selection.stream().sorted().toList());
            text.append(SoqlLiteral.of(new Value.Text(joined)).soql());
            separator = ", ";
        }
        shape.append(Value.HIDDEN);
        word(")");
    }

    private void operand(Operand operand) {
        switch (operand) {
            case Operand.Field(var path) -> path(path);
            case Operand.Aggregate(var function, var path) -> {
                word(function.name()).word("(");
                path(path);
                word(")");
            }
        }
    }

    private void path(FieldPath path) {
        String separator = "";
        for (var segment : path.segments()) {
            word(separator).name(segment);
            separator = ".";
        }
    }

    SoqlWriter word(String word) {
        text.append(word);
        shape.append(word);
        return this;
    }

    private void name(String name) {
        text.append(name);
        shape.append(known.test(name) ? name : Value.HIDDEN);
    }

    /** Callers make up aliases, so the shape has none. */
    private void alias(String alias) {
        text.append(alias);
        shape.append(Value.HIDDEN);
    }

    /** A value that is written already, which the shape hides. */
    void hidden(String written) {
        text.append(written);
        shape.append(Value.HIDDEN);
    }

    private void value(SoqlLiteral literal) {
        text.append(literal.soql());
        shape.append(Value.HIDDEN);
    }
}
