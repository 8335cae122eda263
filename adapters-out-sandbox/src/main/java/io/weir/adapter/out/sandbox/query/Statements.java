package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.Scope;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a statement of a query of the domain without writing and reading SOQL. */
final class Statements {
    private Statements() {}

    static Statement of(Query query) {
        return new Statement(
                select(query.select()),
                query.from(),
                Scope.EVERYTHING,
                condition(query.where()),
                new Grouping(
                        Grouping.Kind.PLAIN,
                        query.groupBy().stream().map(Statements::field).toList()),
                condition(query.having()),
                orderBy(query.orderBy()),
                query.limit(),
                query.offset(),
                Set.of(),
                Source.none());
    }

    private static List<Selection> select(List<SelectItem> items) {
        return items.stream().map(Statements::selection).toList();
    }

    private static Selection selection(SelectItem item) {
        return switch (item) {
            case SelectItem.Field(var path) -> Selection.field(path);
            case SelectItem.Aggregated(var aggregate, var alias) ->
                new Selection.Value(term(aggregate), Optional.of(alias));
            case SelectItem.RowCount() -> new Selection.RowCount();
            case SelectItem.Children(var children) ->
                new Selection.Children(new ChildQuery(
                        children.relationship(),
                        select(children.select()),
                        condition(children.where()),
                        orderBy(children.orderBy()),
                        children.limit(),
                        children.offset()));
        };
    }

    private static Condition condition(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> new Condition.Everything();
            case Filter.Nothing() -> new Condition.Not(new Condition.Everything());
            case Filter.Comparison(var operand, var operator, var value) ->
                new Condition.Comparison(term(operand), operator, value);
            case Filter.Like(var field, var pattern) -> new Condition.Like(field(field), pattern);
            case Filter.Membership(var field, var values) -> new Condition.In(field(field), values);
            case Filter.Exclusion(var field, var values) -> new Condition.NotIn(field(field), values);
            case Filter.Includes(var field, var selections) -> new Condition.Includes(field(field), selections);
            case Filter.Excludes(var field, var selections) -> new Condition.Excludes(field(field), selections);
            case Filter.SemiJoin(var field, var negated, var selected, var from, var where) ->
                new Condition.SemiJoin(field, negated, selected, from, condition(where));
            case Filter.AllOf(var filters) -> new Condition.AllOf(conditions(filters));
            case Filter.AnyOf(var filters) -> new Condition.AnyOf(conditions(filters));
            case Filter.Not(var negated) -> new Condition.Not(condition(negated));
        };
    }

    private static List<Condition> conditions(List<Filter> filters) {
        return filters.stream().map(Statements::condition).toList();
    }

    private static List<SortKey> orderBy(List<Ordering> keys) {
        return keys.stream()
                .map(key -> new SortKey(term(key.operand()), key.direction(), key.nulls()))
                .toList();
    }

    private static Term term(Operand operand) {
        return switch (operand) {
            case Operand.Field(var path) -> field(path);
            case Operand.Aggregate(var function, var path) -> new Term.Aggregate(function, path);
        };
    }

    private static Term field(FieldPath path) {
        return new Term.Field(path);
    }
}
