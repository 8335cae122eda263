package io.weir.application.write;

import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a field can hold a value, as its description says. */
sealed interface FieldFit {
    /** It holds {@code value}. */
    record Fits(Value value) implements FieldFit {}

    /** It does not; {@code why} does not repeat the value. */
    record Misfit(String why) implements FieldFit {}

    /** The fit of {@code input} and {@code field}. */
    static FieldFit of(Input input, FieldDescription field) {
        if (input instanceof Input.Null) {
            return new Fits(new Value.Null());
        }
        if (field.type().literalKind() == LiteralKind.TEXT) {
            return text(written(input), field);
        }
        return switch (Coercion.ofConstant(input, field.type())) {
            case Coercion.Fits(Value.Decimal(var number)) -> number(number, field);
            case Coercion.Fits(Value.Money _) -> new Misfit("expected an amount without a currency");
            case Coercion.Fits(var value) -> new Fits(value);
            case Coercion.Mismatch(var expected) -> new Misfit("expected " + expected);
        };
    }

    /** A list is written as Salesforce writes the values of a multi-select picklist. */
    private static String written(Input input) {
        return input instanceof Input.Many(var inputs)
                ? inputs.stream().map(Coercion::written).collect(Collectors.joining(";"))
                : Coercion.written(input);
    }

    private static FieldFit text(String text, FieldDescription field) {
        if (field.length() > 0 && text.codePointCount(0, text.length()) > field.length()) {
            return new Misfit("has at most %d characters".formatted(field.length()));
        }
        if (field.restrictedPicklist() && !values(text, field.type()).allMatch(value -> isActive(value, field))) {
            return new Misfit("is none of the picklist's active values: " + shown(field.picklistValues()));
        }
        return new Fits(new Value.Text(text));
    }

    private static Stream<String> values(String text, FieldType type) {
        return type == FieldType.MULTIPICKLIST ? Stream.of(text.split(";", -1)) : Stream.of(text);
    }

    private static boolean isActive(String value, FieldDescription field) {
        return field.picklistValues().stream().anyMatch(value::equalsIgnoreCase);
    }

    private static String shown(List<String> values) {
        int most = 10;
        String first = values.stream().limit(most).collect(Collectors.joining(", "));
        return values.size() > most ? first + ", and %d more".formatted(values.size() - most) : first;
    }

    private static FieldFit number(BigDecimal number, FieldDescription field) {
        boolean tooLong = field.precision() > 0
                && number.signum() != 0
                && number.precision() - number.scale() > field.precision() - field.scale();
        return tooLong
                ? new Misfit(
                        "has at most %d digits before the decimal point".formatted(field.precision() - field.scale()))
                : new Fits(new Value.Decimal(number));
    }
}
