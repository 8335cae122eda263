package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.filter.DateLiteral;
import io.weir.domain.filter.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Reads the literals of a SOQL text. */
final class SoqlValues {
    private static final int CURRENCY_CODE_LENGTH = 3;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(TIME)
            .toFormatter(Locale.ROOT);

    private SoqlValues() {}

    static Value of(ValueContext value) {
        String text = value.getText();
        try {
            return read(value, text);
        } catch (DateTimeException invalidDate) {
            throw QueryRefusal.malformed("not a date or time: " + text);
        }
    }

    private static Value read(ValueContext value, String text) {
        if (value.NULL() != null) {
            return new Value.Null();
        }
        if (value.BooleanLiteral() != null) {
            return new Value.Bool(text.equalsIgnoreCase("true"));
        }
        if (value.signedNumber() != null) {
            return new Value.Decimal(number(text));
        }
        if (value.StringLiteral() != null) {
            return new Value.Text(SoqlStrings.text(text));
        }
        if (value.DateLiteral() != null) {
            return new Value.Date(LocalDate.parse(text));
        }
        if (value.TimeLiteral() != null) {
            var time = OffsetTime.parse(text.toUpperCase(Locale.ROOT), TIME);
            return new Value.Time(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime());
        }
        if (value.DateTimeLiteral() != null) {
            return new Value.DateTime(OffsetDateTime.parse(text.toUpperCase(Locale.ROOT), DATE_TIME)
                    .toInstant());
        }
        if (value.dateFormula() != null) {
            return new Value.RelativeDate(
                    DateLiteral.parse(text).orElseThrow(() -> QueryRefusal.malformed("not a date literal: " + text)));
        }
        if (value.IntegralCurrencyLiteral() != null) {
            return new Value.Money(
                    text.substring(0, CURRENCY_CODE_LENGTH).toUpperCase(Locale.ROOT),
                    number(text.substring(CURRENCY_CODE_LENGTH)));
        }
        if (value.boundExpression() != null) {
            throw QueryRefusal.malformed("Bind variables only allowed in Apex code");
        }
        throw QueryRefusal.malformed("unexpected token: '%s'".formatted(text));
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw QueryRefusal.malformed("unexpected token: '%s'".formatted(text));
        }
    }
}
