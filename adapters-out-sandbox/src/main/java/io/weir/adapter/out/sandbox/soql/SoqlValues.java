package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
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
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the literals of a SOQL text. */
final class SoqlValues {
    private static final int CURRENCY_CODE_LENGTH = 3;
    private static final String NUMBER = "(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?![\\w.:-])";
    private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:?\\d\\d)(?![\\w.:])";

    private static final Pattern SIGNED_NUMBER = Pattern.compile("[+-]?\\s*" + NUMBER);
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}-?" + NUMBER);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?![\\w.:-])");
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]" + CLOCK);
    private static final Pattern BEYOND_NANOSECONDS = Pattern.compile("(\\.\\d{9})\\d+");
    private static final Pattern COUNT = Pattern.compile("\\d+(?![\\w.:-])");

    private static final DateTimeFormatter TIME_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter DATE_TIME_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(TIME_FORMAT)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private SoqlValues() {}

    /** The literal before which {@code scanner} stands. */
    static Value next(SoqlScanner scanner) {
        return scanner.placing(() -> read(scanner).orElseThrow(scanner::unexpected));
    }

    /** The number, with or without sign, before which {@code scanner} stands. */
    static BigDecimal number(SoqlScanner scanner) {
        return scanner.take(SIGNED_NUMBER).map(SoqlValues::decimal).orElseThrow(scanner::unexpected);
    }

    private static Optional<Value> read(SoqlScanner scanner) {
        if (scanner.at(":")) {
            throw bind(scanner);
        }
        if (scanner.atString()) {
            return Optional.of(new Value.Text(SoqlStrings.text(scanner.next())));
        }
        return scanner.atWord() ? word(scanner) : numeric(scanner);
    }

    /** The refusal of a bind variable. */
    static QueryRefusal bind(SoqlScanner scanner) {
        return scanner.refused("Bind variables only allowed in Apex code");
    }

    private static Optional<Value> word(SoqlScanner scanner) {
        if (scanner.take("null")) {
            return Optional.of(new Value.Null());
        }
        if (scanner.at("true") || scanner.at("false")) {
            return Optional.of(new Value.Bool(scanner.next().equalsIgnoreCase("true")));
        }
        var amount = scanner.take(CURRENCY);
        if (amount.isPresent()) {
            String text = amount.get();
            return Optional.of(new Value.Money(
                    text.substring(0, CURRENCY_CODE_LENGTH).toUpperCase(Locale.ROOT),
                    decimal(text.substring(CURRENCY_CODE_LENGTH))));
        }
        return dateLiteral(scanner).map(Value.RelativeDate::new);
    }

    private static Optional<DateLiteral> dateLiteral(SoqlScanner scanner) {
        int start = scanner.position();
        String text = scanner.next();
        boolean counted = scanner.take(":") && DateLiteral.parse(text + ":0").isPresent();
        if (counted) {
            text += ":" + scanner.take(COUNT).orElseThrow(scanner::unexpected);
        }
        var literal = DateLiteral.parse(text);
        if (literal.isEmpty() && counted) {
            throw QueryRefusal.malformed("number out of range in date literal: " + text);
        }
        if (literal.isEmpty()) {
            scanner.moveTo(start);
        }
        return literal;
    }

    private static Optional<Value> numeric(SoqlScanner scanner) {
        return scanner.take(DATE_TIME)
                .<Value>map(SoqlValues::dateTime)
                .or(() -> scanner.take(DATE).map(SoqlValues::date))
                .or(() -> scanner.take(TIME).map(SoqlValues::time))
                .or(() -> scanner.take(SIGNED_NUMBER).map(text -> new Value.Decimal(decimal(text))));
    }

    private static Value dateTime(String text) {
        try {
            return new Value.DateTime(
                    OffsetDateTime.parse(upper(text), DATE_TIME_FORMAT).toInstant());
        } catch (DateTimeException invalid) {
            throw QueryRefusal.malformed("Invalid datetime: " + text);
        }
    }

    private static Value date(String text) {
        try {
            return new Value.Date(LocalDate.parse(text));
        } catch (DateTimeException invalid) {
            throw QueryRefusal.malformed("Invalid date: " + text);
        }
    }

    private static Value time(String text) {
        try {
            return new Value.Time(OffsetTime.parse(upper(text), TIME_FORMAT)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalTime());
        } catch (DateTimeException invalid) {
            throw QueryRefusal.malformed("Invalid time: " + text);
        }
    }

    /** {@code text} in capitals, without the digits of a second beyond the ninth. */
    private static String upper(String text) {
        return BEYOND_NANOSECONDS.matcher(text).replaceFirst("$1").toUpperCase(Locale.ROOT);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text.replaceAll("\\s", ""));
    }
}
