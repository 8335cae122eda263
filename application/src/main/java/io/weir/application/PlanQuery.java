package io.weir.application;

import io.weir.domain.action.Coercion;
import io.weir.domain.action.Condition;
import io.weir.domain.action.ConditionOperator;
import io.weir.domain.action.Input;
import io.weir.domain.action.Problem;
import io.weir.domain.action.QueryDraft;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Query;
import io.weir.domain.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a draft into a query whose values are typed, or says everything that is wrong with it. Asks nobody.
 *
 * <p>Thread-safe.
 */
public final class PlanQuery {
    private static final int MIN_PATTERN_TEXT = 2;

    /** The query, or the problems that keep the draft from being one. */
    public sealed interface Plan {
        record Ready(Query query) implements Plan {}

        record Impossible(List<Problem> problems) implements Plan {}
    }

    public Plan plan(QueryDraft draft) {
        var problems = new ArrayList<Problem>();
        var filters = new ArrayList<Filter>(draft.conditions().size());
        for (var condition : draft.conditions()) {
            filters.add(new Binding(condition, problems).filter());
        }
        var where = filters.isEmpty() ? new Filter.Everything() : new Filter.AllOf(filters);
        var query = shaped(draft, where.simplified(), problems);
        return query.isPresent() && problems.isEmpty()
                ? new Plan.Ready(query.get())
                : new Plan.Impossible(List.copyOf(problems));
    }

    /** Nothing has checked the select list before, so a structure that SOQL lacks is the caller's mistake, not a bug. */
    private static Optional<Query> shaped(QueryDraft draft, Filter where, List<Problem> problems) {
        try {
            return Optional.of(new Query(
                    draft.select(),
                    draft.object(),
                    where,
                    List.of(),
                    new Filter.Everything(),
                    draft.orderBy(),
                    draft.limit(),
                    0));
        } catch (IllegalArgumentException misshapen) {
            problems.add(new Problem("", String.valueOf(misshapen.getMessage())));
            return Optional.empty();
        }
    }

    /** The binding of one condition; what is wrong goes to the problems, and the filter is then of no use. */
    private record Binding(Condition condition, List<Problem> problems) {
        Filter filter() {
            var operator = condition.operator();
            var type = condition.type();
            if (type.isPresent() && !operator.suits(type.get())) {
                return refused("", unsuitable(operator, type.get()));
            }
            return switch (operator) {
                case EQUAL -> comparison(Operator.EQUAL);
                case NOT_EQUAL -> comparison(Operator.NOT_EQUAL);
                case LESS -> comparison(Operator.LESS);
                case LESS_OR_EQUAL -> comparison(Operator.LESS_OR_EQUAL);
                case GREATER -> comparison(Operator.GREATER);
                case GREATER_OR_EQUAL -> comparison(Operator.GREATER_OR_EQUAL);
                case LIKE -> like(Pattern.AS_WRITTEN);
                case CONTAINS -> like(Pattern.CONTAINING);
                case STARTS_WITH -> like(Pattern.STARTING);
                case ENDS_WITH -> like(Pattern.ENDING);
                case IN -> {
                    var values = values();
                    yield values.isEmpty() ? new Filter.Nothing() : new Filter.Membership(condition.field(), values);
                }
                case NOT_IN -> {
                    var values = values();
                    yield values.isEmpty() ? everyRow() : new Filter.Exclusion(condition.field(), values);
                }
                case INCLUDES -> {
                    var selections = selections();
                    yield selections.isEmpty()
                            ? new Filter.Nothing()
                            : new Filter.Includes(condition.field(), selections);
                }
                case EXCLUDES -> {
                    var selections = selections();
                    yield selections.isEmpty() ? everyRow() : new Filter.Excludes(condition.field(), selections);
                }
                case IS_NULL -> Filter.Comparison.of(condition.field(), Operator.EQUAL, new Value.Null());
                case IS_NOT_NULL -> Filter.Comparison.of(condition.field(), Operator.NOT_EQUAL, new Value.Null());
            };
        }

        /** Without values an exclusion would mean every row; values that did not fit are problems of their own. */
        private Filter everyRow() {
            return sent().isEmpty()
                    ? refused(
                            "/val",
                            "%s needs at least one value; without any, it would mean every row"
                                    .formatted(condition.operator().symbol()))
                    : new Filter.Nothing();
        }

        private Filter comparison(Operator operator) {
            var value = coerced(condition.value(), "/val");
            if (value.isEmpty()) {
                return new Filter.Nothing();
            }
            if (operator.ordering() && (value.get() instanceof Value.Null || value.get() instanceof Value.Bool)) {
                return refused(
                        "/val",
                        "%s needs a value with an order, got %s"
                                .formatted(operator.symbol(), condition.value().kind()));
            }
            return Filter.Comparison.of(condition.field(), operator, value.get());
        }

        private enum Pattern {
            AS_WRITTEN,
            CONTAINING,
            STARTING,
            ENDING
        }

        private Filter like(Pattern kind) {
            var value = coerced(condition.value(), "/val");
            if (value.isEmpty()) {
                return new Filter.Nothing();
            }
            if (!(value.get() instanceof Value.Text(var text))) {
                return refused(
                        "/val",
                        "%s needs a text, got %s"
                                .formatted(
                                        condition.operator().symbol(),
                                        condition.value().kind()));
            }
            var pattern = switch (kind) {
                case AS_WRITTEN -> LikePattern.parse(text);
                case CONTAINING -> LikePattern.containing(text);
                case STARTING -> LikePattern.startingWith(text);
                case ENDING -> LikePattern.endingWith(text);
            };
            if (pattern.literalLength() < MIN_PATTERN_TEXT) {
                return refused(
                        "/val",
                        "%s needs at least %d characters besides wildcards, or it scans the whole object"
                                .formatted(condition.operator().symbol(), MIN_PATTERN_TEXT));
            }
            return new Filter.Like(condition.field(), pattern);
        }

        /** What the caller sent for a list: a single value is a list of one. */
        private List<Input> sent() {
            return condition.value() instanceof Input.Many(var inputs) ? inputs : List.of(condition.value());
        }

        /** Where the value at {@code index} of {@link #sent} stands. */
        private String place(int index) {
            return condition.value() instanceof Input.Many ? "/val/" + index : "/val";
        }

        /** The values that fit; what does not is a problem. */
        private List<Value> values() {
            var inputs = sent();
            var values = new ArrayList<Value>(inputs.size());
            for (int i = 0; i < inputs.size(); i++) {
                coerced(inputs.get(i), place(i)).ifPresent(values::add);
            }
            return values;
        }

        private List<Set<String>> selections() {
            var inputs = sent();
            var selections = new ArrayList<Set<String>>(inputs.size());
            for (int i = 0; i < inputs.size(); i++) {
                String place = place(i);
                var value = coerced(inputs.get(i), place);
                if (value.isEmpty()) {
                    continue;
                }
                if (!(value.get() instanceof Value.Text(var text)) || text.isBlank()) {
                    refused(
                            place,
                            "%s needs picklist values"
                                    .formatted(condition.operator().symbol()));
                } else if (text.indexOf(';') >= 0) {
                    refused(place, "a picklist value has no ';'; send several values as a list");
                } else {
                    selections.add(Set.of(text));
                }
            }
            return selections;
        }

        private Optional<Value> coerced(Input input, String where) {
            var coercion = condition.type().isPresent()
                    ? Coercion.of(input, condition.type().get())
                    : Coercion.ofOwnType(input);
            return switch (coercion) {
                case Coercion.Fits(var value) -> Optional.of(value);
                case Coercion.Misfit(var expected) -> {
                    refused(where, "expected %s, got %s".formatted(expected, input.kind()));
                    yield Optional.empty();
                }
            };
        }

        private Filter refused(String where, String message) {
            problems.add(new Problem(condition.location() + where, subject() + ": " + message));
            return new Filter.Nothing();
        }

        private String subject() {
            return condition.field()
                    + condition.type().map(type -> " of type " + type.label()).orElse("");
        }

        private static String unsuitable(ConditionOperator operator, FieldType type) {
            var suiting = ConditionOperator.suiting(type);
            return suiting.isEmpty()
                    ? "fields of type %s cannot be filtered".formatted(type.label())
                    : "%s does not suit type %s; use one of %s"
                            .formatted(
                                    operator.symbol(),
                                    type.label(),
                                    suiting.stream()
                                            .map(ConditionOperator::symbol)
                                            .collect(Collectors.joining(", ")));
        }
    }
}
