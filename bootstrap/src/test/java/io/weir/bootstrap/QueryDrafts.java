package io.weir.bootstrap;

import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a caller would send to have a query run: names and values as text, no types. */
final class QueryDrafts {
    private static final String NOWHERE = "";

    private QueryDrafts() {}

    static QueryDraft of(Query query) {
        return new QueryDraft(
                query.from(),
                items(query.select()),
                condition(query.where()),
                query.groupBy().stream()
                        .map(path -> new DraftItem.Field(NOWHERE, path))
                        .toList(),
                condition(query.having()),
                ordering(query.orderBy()),
                query.limit(),
                query.offset());
    }

    private static List<DraftItem> items(List<SelectItem> select) {
        return select.stream().map(QueryDrafts::item).toList();
    }

    private static DraftItem item(SelectItem item) {
        return switch (item) {
            case SelectItem.Field(var path) -> new DraftItem.Field(NOWHERE, path);
            case SelectItem.Aggregated(var aggregate, var alias) -> new DraftItem.Aggregated(NOWHERE, aggregate, alias);
            case SelectItem.RowCount() -> new DraftItem.RowCount(NOWHERE);
            case SelectItem.Children(var children) ->
                new DraftItem.Children(
                        NOWHERE,
                        new ChildDraft(
                                children.relationship(),
                                items(children.select()),
                                condition(children.where()),
                                ordering(children.orderBy()),
                                children.limit(),
                                children.offset()));
        };
    }

    private static List<DraftOrdering> ordering(List<Ordering> keys) {
        return keys.stream().map(key -> new DraftOrdering(NOWHERE, key)).toList();
    }

    private static Condition condition(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> new Condition.Everything();
            case Filter.Nothing() -> new Condition.Any(List.of());
            case Filter.Comparison(var operand, var operator, Value.Null _) ->
                leaf(
                        operand,
                        operator == Operator.EQUAL ? ConditionOperator.IS_NULL : ConditionOperator.IS_NOT_NULL,
                        new Input.Null());
            case Filter.Comparison(var operand, var operator, var value) ->
                leaf(operand, ConditionOperator.named(operator.symbol()).orElseThrow(), input(value));
            case Filter.Like(var field, var pattern) ->
                leaf(field, ConditionOperator.LIKE, new Input.Text(notation(pattern)));
            case Filter.Membership(var field, var values) -> leaf(field, ConditionOperator.IN, many(values));
            case Filter.Exclusion(var field, var values) -> leaf(field, ConditionOperator.NOT_IN, many(values));
            case Filter.Includes(var field, var selections) -> includes(field, selections);
            case Filter.Excludes(var field, var selections) -> new Condition.Not(includes(field, selections));
            case Filter.SemiJoin(var field, var negated, var selected, var from, var where) ->
                new Condition.SubQuery(NOWHERE, field, negated, selected, from, condition(where));
            case Filter.AllOf(var filters) -> new Condition.All(conditions(filters));
            case Filter.AnyOf(var filters) -> new Condition.Any(conditions(filters));
            case Filter.Not(var negated) -> new Condition.Not(condition(negated));
        };
    }

    private static List<Condition> conditions(List<Filter> filters) {
        return filters.stream().map(QueryDrafts::condition).toList();
    }

    private static Condition leaf(FieldPath field, ConditionOperator operator, Input value) {
        return leaf(new Operand.Field(field), operator, value);
    }

    private static Condition leaf(Operand operand, ConditionOperator operator, Input value) {
        return new Condition.Leaf(NOWHERE, operand, operator, value, Optional.empty());
    }

    /** A caller cannot ask for several values at once but by a condition for each. */
    private static Condition includes(FieldPath field, List<Set<String>> selections) {
        return new Condition.Any(selections.stream()
                .<Condition>map(selection -> new Condition.All(selection.stream()
                        .map(value -> leaf(field, ConditionOperator.INCLUDES, new Input.Text(value)))
                        .toList()))
                .toList());
    }

    private static Input many(List<Value> values) {
        return new Input.Many(values.stream().map(QueryDrafts::input).toList());
    }

    private static Input input(Value value) {
        return switch (value) {
            case Value.Text(var text) -> new Input.Text(text);
            case Value.Bool(var bool) -> new Input.Text(Boolean.toString(bool));
            case Value.Decimal(var number) -> new Input.Numeric(number);
            case Value.Money(var isoCode, var amount) -> new Input.Text(isoCode + " " + amount.toPlainString());
            case Value.Date(var date) -> new Input.Text(date.toString());
            case Value.DateTime(var instant) -> new Input.Text(instant.toString());
            case Value.Time(var time) -> new Input.Text(time.toString());
            case Value.RelativeDate(var literal) -> new Input.Text(literal.soql());
            case Value.Null() -> new Input.Null();
        };
    }

    private static String notation(LikePattern pattern) {
        var notation = new StringBuilder();
        for (var part : pattern.parts()) {
            notation.append(
                    switch (part) {
                        case LikePattern.Part.Literal(var text) ->
                            text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
                        case LikePattern.Part.AnyCharacters() -> "%";
                        case LikePattern.Part.OneCharacter() -> "_";
                    });
        }
        return notation.toString();
    }
}
