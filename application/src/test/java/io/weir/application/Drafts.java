package io.weir.application;

import io.weir.domain.action.Condition;
import io.weir.domain.action.ConditionOperator;
import io.weir.domain.action.Input;
import io.weir.domain.action.QueryDraft;
import io.weir.domain.query.Limit;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Drafts as the HTTP adapter would read them from a request. */
final class Drafts {
    private Drafts() {}

    static QueryDraft contacts(Condition... conditions) {
        return limitedContacts(new Limit.Unlimited(), conditions);
    }

    static QueryDraft limitedContacts(Limit limit, Condition... conditions) {
        return selecting(fields("Id", "Name"), limit, conditions);
    }

    static QueryDraft selecting(List<SelectItem> select, Limit limit, Condition... conditions) {
        return new QueryDraft(new ObjectName("Contact"), select, List.of(conditions), List.of(), limit);
    }

    static List<SelectItem> fields(String... paths) {
        return Arrays.stream(paths)
                .map(FieldPath::parse)
                .<SelectItem>map(SelectItem.Field::new)
                .toList();
    }

    static Condition where(String field, String operator, Input value, FieldType type) {
        return where(field, operator, value, Optional.of(type));
    }

    /** A condition whose value's JSON type decides. */
    static Condition where(String field, String operator, Input value) {
        return where(field, operator, value, Optional.empty());
    }

    private static Condition where(String field, String operator, Input value, Optional<FieldType> type) {
        return new Condition(
                "/filters/" + field,
                FieldPath.parse(field),
                ConditionOperator.named(operator).orElseThrow(),
                value,
                type);
    }

    static Input text(String text) {
        return new Input.Text(text);
    }

    static Input number(String digits) {
        return new Input.Numeric(new BigDecimal(digits));
    }

    static Input many(String... texts) {
        return new Input.Many(Arrays.stream(texts).map(Drafts::text).toList());
    }
}
