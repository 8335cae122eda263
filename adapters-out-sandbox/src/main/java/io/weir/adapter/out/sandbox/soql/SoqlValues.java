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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the literals of a SOQL text. */
final class SoqlValues {
    private static final int CURRENCY_CODE_LENGTH = 3;
    private static final String NUMBER = "(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?![\\w.:-])";
    private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d\\d:?\\d\\d)(?![\\w.:])";

    private static final Pattern SIGNED_NUMBER = Pattern.compile("[+-]?\\s*" + NUMBER);
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}-?" + NUMBER);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?![\\w.:-])");
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]" + CLOCK);
    private static final Pattern COUNTED = Pattern.compile("\\w+\\s*:\\s*[+-]?\\d+(?![\\w.])");

    private static final DateTimeFormatter TIME_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter DATE_TIME_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(TIME_FORMAT)
            .toFormatter(Locale.ROOT);

    private SoqlValues() {}

    /** The literal before which {@code scanner} stands. */
    static Value next(SoqlScanner scanner) {
        String token = scanner.peek();
        try {
            return read(scanner).orElseThrow(scanner::unexpected);
        } catch (DateTimeException invalidDate) {
            throw QueryRefusal.malformed("not a date or time: " + token);
        }
    }

    /** The number, with or without sign, before which {@code scanner} stands. */
    static BigDecimal number(SoqlScanner scanner) {
        return scanner.take(SIGNED_NUMBER).map(SoqlValues::decimal).orElseThrow(scanner::unexpected);
    }

    private static Optional<Value> read(SoqlScanner scanner) {
        if (scanner.at(":")) {
            throw bind();
        }
        if (scanner.atString()) {
            return Optional.of(new Value.Text(SoqlStrings.text(scanner.next())));
        }
        return scanner.atWord() ? word(scanner) : numeric(scanner);
    }

    /** The refusal of a bind variable. */
    static QueryRefusal bind() {
        return QueryRefusal.malformed("Bind variables only allowed in Apex code");
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
        String text = scanner.take(COUNTED)
                .map(counted -> counted.replaceAll("[\\s+]", ""))
                .orElseGet(scanner::next);
        if (text.contains(":-")) {
            throw QueryRefusal.unsupported("date literals with a negative number");
        }
        var literal = DateLiteral.parse(text);
        if (literal.isEmpty()) {
            scanner.moveTo(start);
        }
        return literal;
    }

    private static Optional<Value> numeric(SoqlScanner scanner) {
        return scanner.take(DATE_TIME)
                .<Value>map(
                        text -> new Value.DateTime(OffsetDateTime.parse(text.toUpperCase(Locale.ROOT), DATE_TIME_FORMAT)
                                .toInstant()))
                .or(() -> scanner.take(DATE).map(text -> new Value.Date(LocalDate.parse(text))))
                .or(() -> scanner.take(TIME)
                        .map(text -> new Value.Time(OffsetTime.parse(text.toUpperCase(Locale.ROOT), TIME_FORMAT)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalTime())))
                .or(() -> scanner.take(SIGNED_NUMBER).map(text -> new Value.Decimal(decimal(text))));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text.replaceAll("\\s", ""));
    }
}
