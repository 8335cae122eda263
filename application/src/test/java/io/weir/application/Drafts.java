package io.weir.application;

import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Drafts as the HTTP adapter would read them from a request. */
public final class Drafts {
    /** Anything may be asked, every row included. */
    public static final QueryPolicy OPEN = new QueryPolicy(NameRules.ALL, NameRules.ALL, true, 10, 100, 2_000);

    private Drafts() {}

    public static QueryDraft contacts(Condition... conditions) {
        return limitedContacts(new Limit.Unlimited(), conditions);
    }

    public static QueryDraft limitedContacts(Limit limit, Condition... conditions) {
        return selecting(fields("Id", "Name"), limit, conditions);
    }

    public static QueryDraft selecting(List<DraftItem> select, Limit limit, Condition... conditions) {
        return new QueryDraft(
                new ObjectName("Contact"),
                select,
                all(conditions),
                List.of(),
                new Condition.Everything(),
                List.of(),
                limit,
                0);
    }

    public static QueryDraft selecting(List<DraftItem> select, Condition... conditions) {
        return selecting(select, new Limit.Unlimited(), conditions);
    }

    public static QueryDraft grouped(
            List<DraftItem> select, List<String> groupBy, Condition having, DraftOrdering... order) {
        return new QueryDraft(
                new ObjectName("Contact"),
                select,
                new Condition.Everything(),
                groupBy.stream()
                        .map(path -> new DraftItem.Field("/group_by", FieldPath.parse(path)))
                        .toList(),
                having,
                List.of(order),
                new Limit.Unlimited(),
                0);
    }

    public static QueryDraft ordered(List<DraftItem> select, DraftOrdering... order) {
        return grouped(select, List.of(), new Condition.Everything(), order);
    }

    public static List<DraftItem> fields(String... paths) {
        return Arrays.stream(paths)
                .map(FieldPath::parse)
                .<DraftItem>map(path -> new DraftItem.Field("/fields", path))
                .toList();
    }

    public static DraftItem aggregated(AggregateFunction function, String path, String alias) {
        return new DraftItem.Aggregated("/fields", aggregate(function, path), new Alias(alias));
    }

    public static Operand.Aggregate aggregate(AggregateFunction function, String path) {
        return new Operand.Aggregate(function, FieldPath.parse(path));
    }

    public static DraftItem count() {
        return new DraftItem.RowCount("/fields");
    }

    public static DraftOrdering by(String path) {
        return by(new Operand.Field(FieldPath.parse(path)));
    }

    public static DraftOrdering by(Operand operand) {
        return new DraftOrdering("/order_by", new Ordering(operand, Ordering.Direction.ASC, Ordering.Nulls.FIRST));
    }

    public static Condition all(Condition... conditions) {
        return new Condition.All(List.of(conditions));
    }

    public static Condition any(Condition... conditions) {
        return new Condition.Any(List.of(conditions));
    }

    public static Condition where(String field, String operator, Input value, FieldType type) {
        return where(new Operand.Field(FieldPath.parse(field)), operator, value, Optional.of(type));
    }

    /** A condition whose value's JSON type decides. */
    public static Condition where(String field, String operator, Input value) {
        return where(new Operand.Field(FieldPath.parse(field)), operator, value, Optional.empty());
    }

    public static Condition having(AggregateFunction function, String path, String operator, Input value) {
        return where(aggregate(function, path), operator, value, Optional.empty());
    }

    private static Condition where(Operand operand, String operator, Input value, Optional<FieldType> type) {
        return new Condition.Leaf(
                "/filters/" + operand,
                operand,
                ConditionOperator.named(operator).orElseThrow(),
                value,
                type);
    }

    public static Condition.SubQuery in(String field, String selected, String object, Condition... conditions) {
        return new Condition.SubQuery(
                "/where/0",
                FieldPath.parse(field),
                false,
                FieldPath.parse(selected),
                new ObjectName(object),
                all(conditions));
    }

    public static Input text(String text) {
        return new Input.Text(text);
    }

    public static Input number(String digits) {
        return new Input.Numeric(new BigDecimal(digits));
    }

    public static Input many(String... texts) {
        return new Input.Many(Arrays.stream(texts).map(Drafts::text).toList());
    }

    /** What a request called {@code id} is known by, about nobody. */
    public static RequestTrail trail(String id) {
        return new RequestTrail(RequestId.made(id), ContactHash.NONE);
    }
}
