package io.weir.domain.write;

import io.weir.domain.filter.Value;
import java.time.format.DateTimeFormatter;

/** Values as text in the form of Salesforce's REST API. */
public final class FieldText {
    private FieldText() {}

    /** The text of {@code value}; empty for null. An amount loses its currency, which is a field of its own. */
    public static String of(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.Decimal(var number) -> number.toPlainString();
            case Value.Money(var _, var amount) -> amount.toPlainString();
            case Value.Date(var date) -> date.toString();
            case Value.DateTime(var instant) -> DateTimeFormatter.ISO_INSTANT.format(instant);
            case Value.Time(var time) ->
                DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'").format(time);
            case Value.RelativeDate(var literal) -> literal.soql();
            case Value.Null() -> "";
        };
    }
}
