package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the functions of a SOQL text. Only aggregate functions are supported. */
final class SoqlFunctions {
    private static final Map<String, AggregateFunction> AGGREGATES = Map.of(
            "COUNT", AggregateFunction.COUNT,
            "COUNT_DISTINCT", AggregateFunction.COUNT_DISTINCT,
            "SUM", AggregateFunction.SUM,
            "AVG", AggregateFunction.AVG,
            "MIN", AggregateFunction.MIN,
            "MAX", AggregateFunction.MAX);

    private SoqlFunctions() {}

    /** Whether {@code function} is {@code COUNT()}. */
    static boolean countsRows(SoqlFunctionContext function) {
        return function.COUNT() != null && function.fieldName() == null;
    }

    /** Refuses {@code function}, if it is one, of a field that groups are made of. */
    static void requireNotGrouped(@Nullable SoqlFunctionContext function, List<FieldPath> groupBy, NameScope names) {
        if (function != null && function.fieldName() != null) {
            var path = names.path(function.fieldName());
            if (groupBy.stream().anyMatch(path::sameAs)) {
                throw QueryRefusal.malformed("Grouped field should not be aggregated: " + path);
            }
        }
    }

    static Operand.Aggregate aggregate(SoqlFunctionContext function, NameScope names) {
        String name = function.getStart().getText().toUpperCase(Locale.ROOT);
        var aggregate = AGGREGATES.get(name);
        if (aggregate == null) {
            throw QueryRefusal.unsupported("the function " + name);
        }
        if (function.fieldName() == null) {
            throw QueryRefusal.malformed("COUNT() can not be combined with other fields or with GROUP BY");
        }
        return new Operand.Aggregate(aggregate, names.path(function.fieldName()));
    }
}
