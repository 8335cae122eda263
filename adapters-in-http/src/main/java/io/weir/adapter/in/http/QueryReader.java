package io.weir.adapter.in.http;

import io.weir.domain.action.Condition;
import io.weir.domain.action.ConditionOperator;
import io.weir.domain.action.DraftItem;
import io.weir.domain.action.DraftOrdering;
import io.weir.domain.action.Input;
import io.weir.domain.action.Problem;
import io.weir.domain.action.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.stream.JsonParserFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the JSON text of an ad-hoc query into a draft, or refuses it with everything that is wrong.
 *
 * <p>Thread-safe.
 */
final class QueryReader {
    private static final List<String> OPERATORS = Arrays.stream(ConditionOperator.values())
            .map(ConditionOperator::symbol)
            .toList();
    private static final List<String> TYPES =
            Arrays.stream(FieldType.values()).map(FieldType::label).toList();

    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());
    private final Jsonb jsonb = JsonbBuilder.create();

    /**
     * A request that can be planned.
     *
     * @param expectedSchema the JSON text of the schema that the answer must keep
     */
    record Request(QueryDraft draft, Optional<String> expectedSchema) {}

    /** Reads {@code json}; throws {@link RequestRefused}. */
    Request read(String json) {
        var findings = JsonCheck.of(json, QueryJson.SHAPE, parsers);
        if (!findings.problems().isEmpty()) {
            throw new RequestRefused(ErrorAnswer.invalid(findings.problems()));
        }
        var draft = new Reading(findings).draft(jsonb.fromJson(json, QueryJson.class));
        return new Request(draft, Optional.ofNullable(findings.sources().get("/" + QueryJson.EXPECTED_SCHEMA)));
    }

    /** The reading of one request; what is wrong is collected, and what it stands for is left out. */
    private record Reading(JsonCheck.Findings findings) {
        QueryDraft draft(QueryJson query) {
            var object = named("/object_name", query.objectName(), ObjectName::new);
            var select = select(query);
            var conditions = conditions(query.filters());
            var orderBy = orderings(query.orderBy());
            var limit = limit(query.limit());
            if (object.isEmpty() || !findings.problems().isEmpty()) {
                throw new RequestRefused(ErrorAnswer.invalid(findings.problems()));
            }
            return new QueryDraft(
                    object.get(),
                    select,
                    new Condition.All(conditions),
                    List.of(),
                    new Condition.Everything(),
                    orderBy,
                    limit,
                    0);
        }

        private List<DraftItem> select(QueryJson query) {
            var select = new ArrayList<DraftItem>();
            var seen = new HashSet<String>();
            if (query.fields().isEmpty()) {
                problem("/fields", "name at least one field");
            }
            for (int i = 0; i < query.fields().size(); i++) {
                add(query.fields().get(i), "/fields/" + i, select, seen);
            }
            if (query.relationships() != null) {
                query.relationships().forEach((parent, fields) -> parent(parent, fields, select, seen));
            }
            return select;
        }

        private void parent(String name, List<String> fields, List<DraftItem> select, HashSet<String> seen) {
            String location = "/relationships" + new JsonPlace(JsonPlace.ROOT, name);
            if (named(location, name, FieldPath::parse).isEmpty()) {
                return;
            }
            if (fields.isEmpty()) {
                problem(location, "name at least one field");
            }
            for (int i = 0; i < fields.size(); i++) {
                add(name + "." + fields.get(i), location + "/" + i, select, seen);
            }
        }

        private void add(String dotted, String location, List<DraftItem> select, HashSet<String> seen) {
            var path = named(location, dotted, FieldPath::parse);
            if (path.isPresent() && seen.add(dotted.toLowerCase(Locale.ROOT))) {
                select.add(new DraftItem.Field(location, path.get()));
            }
        }

        private List<Condition> conditions(@Nullable Map<String, QueryJson.FilterJson> filters) {
            if (filters == null) {
                return List.of();
            }
            var conditions = new ArrayList<Condition>(filters.size());
            filters.forEach((field, filter) ->
                    condition("/filters" + new JsonPlace(JsonPlace.ROOT, field), field, filter, conditions));
            return conditions;
        }

        private void condition(String location, String field, QueryJson.FilterJson filter, List<Condition> conditions) {
            var path = named(location, field, FieldPath::parse);
            var operator = ConditionOperator.named(filter.op());
            if (operator.isEmpty()) {
                problem(location + "/op", "unknown operator; " + Spelling.suggestion(filter.op(), OPERATORS));
            }
            var type = Optional.ofNullable(filter.type()).flatMap(FieldType::named);
            if (filter.type() != null && type.isEmpty()) {
                problem(location + "/type", "unknown type; " + Spelling.suggestion(filter.type(), TYPES));
            }
            if (operator.isPresent() && operator.get().takesValue() && isAbsent(filter.val(), location)) {
                problem(location + "/val", "is required; to compare with nothing, send null");
            }
            if (path.isPresent() && operator.isPresent()) {
                conditions.add(new Condition.Leaf(
                        location, new Operand.Field(path.get()), operator.get(), input(filter.val()), type));
            }
        }

        private boolean isAbsent(@Nullable JsonValue value, String location) {
            return value == null && !findings.nulls().contains(location + "/val");
        }

        private List<DraftOrdering> orderings(@Nullable List<JsonValue> values) {
            if (values == null) {
                return List.of();
            }
            var orderings = new ArrayList<DraftOrdering>(values.size());
            for (int i = 0; i < values.size(); i++) {
                String location = "/order_by/" + i;
                try {
                    var ordering = values.get(i) instanceof JsonString text
                            ? OrderingJson.parse(text.getString())
                            : OrderingJson.of(values.get(i).asJsonObject());
                    orderings.add(new DraftOrdering(location, ordering));
                } catch (IllegalArgumentException notAnOrdering) {
                    problem(location, String.valueOf(notAnOrdering.getMessage()));
                }
            }
            return orderings;
        }

        private Limit limit(@Nullable JsonValue value) {
            if (value == null) {
                return new Limit.Unlimited();
            }
            String text =
                    value instanceof JsonString string ? string.getString().strip() : value.toString();
            try {
                return new Limit.AtMost(Integer.parseInt(text));
            } catch (IllegalArgumentException notALimit) {
                problem("/limit", "expected a whole number from 0 to %d".formatted(Integer.MAX_VALUE));
                return new Limit.Unlimited();
            }
        }

        private static Input input(@Nullable JsonValue value) {
            return switch (value) {
                case null -> new Input.Null();
                case JsonString text -> new Input.Text(text.getString());
                case JsonNumber number -> new Input.Numeric(number.bigDecimalValue());
                case JsonArray list ->
                    new Input.Many(list.stream().map(Reading::input).toList());
                default ->
                    value.getValueType() == JsonValue.ValueType.NULL
                            ? new Input.Null()
                            : new Input.Bool(value.getValueType() == JsonValue.ValueType.TRUE);
            };
        }

        private void problem(String location, String message) {
            if (findings.problems().size() < ErrorAnswer.MAX_PROBLEMS) {
                findings.problems().add(new Problem(location, message));
            }
        }

        /** The domain refuses a name that is none by {@link IllegalArgumentException}; from a caller that is no bug. */
        private <T> Optional<T> named(String location, String name, Function<String, T> constructor) {
            try {
                return Optional.of(constructor.apply(name));
            } catch (IllegalArgumentException notAName) {
                problem(location, String.valueOf(notAName.getMessage()));
                return Optional.empty();
            }
        }
    }
}
