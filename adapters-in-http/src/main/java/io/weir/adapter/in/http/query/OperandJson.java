package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads a field, or a function of one. The message of an {@link IllegalArgumentException} is for the caller. */
final class OperandJson {
    private static final List<String> FUNCTIONS =
            Arrays.stream(AggregateFunction.values()).map(Enum::name).toList();

    private OperandJson() {}

    /** What {@code json} names by {@code field} and perhaps {@code function}. */
    static Operand of(JsonObject json) {
        var path = FieldPath.parse(json.getString("field"));
        return JsonMembers.has(json, "function")
                ? new Operand.Aggregate(function(json.getString("function")), path)
                : new Operand.Field(path);
    }

    /** The function called {@code name}, in any case. */
    static AggregateFunction function(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        if (!FUNCTIONS.contains(upper)) {
            throw new IllegalArgumentException("unknown function; " + Spelling.suggestion(name, FUNCTIONS));
        }
        return AggregateFunction.valueOf(upper);
    }
}
