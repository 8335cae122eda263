package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A query together with its SOQL text, which is written once and then travels with it.
 *
 * <p>This is the only place that writes SOQL. Names come from types that allow nothing but identifiers, values through
 * {@link SoqlLiteral} alone.
 *
 * @param text the statement; holds what callers sent and must not be logged
 * @param shape the statement with {@code ?} for each value, list of values, alias and unknown name; safe to log
 */
public record Soql(Query query, String text, SoqlShape shape) {
    /** Writes {@code query}, with all its names in the shape. Every query can be written. */
    public static Soql of(Query query) {
        return of(query, _ -> true);
    }

    /**
     * Writes {@code query}; the shape has {@code ?} for each name of an object, relationship or field that is not
     * {@code known}.
     */
    public static Soql of(Query query, Predicate<String> known) {
        var writer = new Writer(known);
        writer.query(query);
        return new Soql(query, writer.text.toString(), new SoqlShape(writer.shape.toString()));
    }

    /**
     * The statement that reads no more than {@code rows} rows; writes only the end of the text anew. The shape stays
     * that of the query as it was asked.
     */
    public Soql cappedAt(int rows) {
        var capped = query.limitedTo(query.limit().cappedAt(rows));
        if (capped.limit().equals(query.limit())) {
            return this;
        }
        String uncut = text.substring(
                0, text.length() - page(query.limit(), query.offset()).length());
        return new Soql(capped, uncut + page(capped.limit(), capped.offset()), shape);
    }

    @Override
    public String toString() {
        return shape.text();
    }

    /** The end of a statement: how many rows it reads, and how many it skips. */
    private static String page(Limit limit, int offset) {
        String rows = limit instanceof Limit.AtMost(var most) ? " LIMIT " + most : "";
        return offset > 0 ? rows + " OFFSET " + offset : rows;
    }

    private static final class Writer {
        final StringBuilder text = new StringBuilder(256);
        final StringBuilder shape = new StringBuilder(256);
        private final Predicate<String> known;

        Writer(Predicate<String> known) {
            this.known = known;
        }

        void query(Query query) {
            word("SELECT ");
            select(query.select());
            word(" FROM ").name(query.from().value());
            where(query.where());
            groups(query.groupBy(), query.having());
            tail(query.orderBy(), query.limit(), query.offset());
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
            word(page(limit, offset));
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

        private Writer word(String word) {
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

        private void value(SoqlLiteral literal) {
            text.append(literal.soql());
            shape.append(Value.HIDDEN);
        }
    }
}
