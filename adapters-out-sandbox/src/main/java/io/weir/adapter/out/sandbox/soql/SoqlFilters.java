package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexParser.ConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.LogicalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Reads the conditions of {@code WHERE} and {@code HAVING}. */
final class SoqlFilters {
    private final NameScope names;
    private final Function<SubQueryContext, Filter.SemiJoin> semiJoins;

    /**
     * @param semiJoins reads the sub-query of a semi-join; the caller sets the field
     */
    SoqlFilters(NameScope names, Function<SubQueryContext, Filter.SemiJoin> semiJoins) {
        this.names = names;
        this.semiJoins = semiJoins;
    }

    Filter where(WhereLogicalExpressionContext expression) {
        var parts = expression.whereConditionalExpression().stream()
                .map(this::where)
                .toList();
        requireNoneInParentheses(expression.whereConditionalExpression(), parts);
        return combine(parts, expression.NOT() != null, !expression.SOQLOR().isEmpty());
    }

    private Filter where(WhereConditionalExpressionContext expression) {
        if (expression.whereLogicalExpression() != null) {
            return where(expression.whereLogicalExpression());
        }
        if (expression.whereFieldExpression().fieldExpression() == null) {
            throw QueryRefusal.unsupported("FORMULA");
        }
        return field(expression.whereFieldExpression().fieldExpression());
    }

    /** Salesforce takes a semi-join beside other conditions, but in no group of conditions beside others. */
    private static void requireNoneInParentheses(
            List<WhereConditionalExpressionContext> expressions, List<Filter> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (expressions.get(i).whereLogicalExpression() != null
                    && parts.get(i) instanceof Filter.AllOf(var filters)
                    && filters.stream().anyMatch(Filter.SemiJoin.class::isInstance)) {
                throw QueryRefusal.nestedSemiJoin();
            }
        }
    }

    Filter having(LogicalExpressionContext expression) {
        var parts =
                expression.conditionalExpression().stream().map(this::having).toList();
        return combine(parts, expression.NOT() != null, !expression.SOQLOR().isEmpty());
    }

    private Filter having(ConditionalExpressionContext expression) {
        return expression.logicalExpression() != null
                ? having(expression.logicalExpression())
                : field(expression.fieldExpression());
    }

    private static Filter combine(List<Filter> parts, boolean negated, boolean alternatives) {
        if (negated) {
            return new Filter.Not(parts.getFirst());
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return alternatives ? new Filter.AnyOf(parts) : new Filter.AllOf(parts);
    }

    private Filter field(FieldExpressionContext expression) {
        String operator = expression.comparisonOperator().getText().toUpperCase(Locale.ROOT);
        if (expression.soqlFunction() != null) {
            return new Filter.Comparison(
                    SoqlFunctions.aggregate(expression.soqlFunction(), names),
                    operator(operator),
                    single(expression.value()));
        }
        var path = names.path(expression.fieldName());
        var value = expression.value();
        return switch (operator) {
            case "LIKE" -> like(path, value);
            case "IN" -> in(path, value, false);
            case "NOTIN" -> in(path, value, true);
            case "INCLUDES" -> new Filter.Includes(path, selections(value));
            case "EXCLUDES" -> new Filter.Excludes(path, selections(value));
            default -> comparison(path, operator(operator), single(value));
        };
    }

    private static Filter comparison(FieldPath path, Operator operator, Value value) {
        if (operator.ordering() && (value instanceof Value.Null || value instanceof Value.Bool)) {
            throw QueryRefusal.invalidOperator("invalid operator for field '%s'".formatted(path));
        }
        return Filter.Comparison.of(path, operator, value);
    }

    private static Filter like(FieldPath path, ValueContext value) {
        if (value.StringLiteral() == null) {
            throw QueryRefusal.invalidOperator("LIKE requires a string for field '%s'".formatted(path));
        }
        return new Filter.Like(path, SoqlStrings.pattern(value.getText()));
    }

    private Filter in(FieldPath path, ValueContext value, boolean negated) {
        if (value.subQuery() != null) {
            var join = semiJoins.apply(value.subQuery());
            return new Filter.SemiJoin(path, negated, join.selected(), join.from(), join.where());
        }
        var values = valueList(value).stream().map(SoqlFilters::single).toList();
        return negated ? new Filter.Exclusion(path, values) : new Filter.Membership(path, values);
    }

    private static List<Set<String>> selections(ValueContext value) {
        return valueList(value).stream().map(SoqlFilters::selection).toList();
    }

    private static Set<String> selection(ValueContext value) {
        if (value.StringLiteral() == null) {
            throw QueryRefusal.malformed("INCLUDES and EXCLUDES require strings");
        }
        return Set.copyOf(List.of(SoqlStrings.text(value.getText()).split(";", -1)));
    }

    private static List<ValueContext> valueList(ValueContext value) {
        if (value.valueList() == null) {
            throw QueryRefusal.malformed("unexpected token: '%s'".formatted(value.getText()));
        }
        return value.valueList().value();
    }

    private static Value single(ValueContext value) {
        return SoqlValues.of(value);
    }

    private static Operator operator(String text) {
        if (text.equals("<>")) {
            return Operator.NOT_EQUAL;
        }
        for (var operator : Operator.values()) {
            if (operator.symbol().equals(text)) {
                return operator;
            }
        }
        throw QueryRefusal.malformed("unexpected token: '%s'".formatted(text));
    }
}
