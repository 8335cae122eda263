package io.weir.domain.draft;

import io.weir.domain.filter.DateLiteral;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Converts what a flow sends, mostly strings, to a typed value.
 *
 * <p>A value that does not fit is refused, not guessed: there is no rounding and no default time zone.
 */
public sealed interface Coercion {
    /** The input is a value of the type. */
    record Fits(Value value) implements Coercion {}

    /** The input is not a value of the type; {@code expected} describes one, without repeating the input. */
    record Mismatch(String expected) implements Coercion {}

    /** The longest text in a comparison, in characters. */
    int MAX_TEXT = 4_000;

    /** A date in words, for speech: {@code January 31, 2026}. */
    DateTimeFormatter SPOKEN_DATE =
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US).withResolverStyle(ResolverStyle.STRICT);

    /** The length of a date without its time. */
    int DAY_LENGTH = "2026-01-31".length();

    /** A digit with zero decimals, such as {@code 1.0}. */
    Pattern NO_DECIMALS = Pattern.compile("[0-9]\\.0*");

    /** What a date is. */
    String A_DAY = "a date such as 2026-01-31";

    /** What a moment is. */
    String A_MOMENT = "a date and time with its zone, such as 2026-01-31T10:00:00Z";

    /** {@code input} as a value of {@code type}; null fits every type. */
    static Coercion of(Input input, FieldType type) {
        if (input instanceof Input.Null) {
            return new Fits(new Value.Null());
        }
        if (input instanceof Input.Many) {
            return new Mismatch("one value");
        }
        if (input instanceof Input.Declared(var value, var _)) {
            return of(value, type);
        }
        return switch (type.literalKind()) {
            case TEXT -> text(written(input));
            case ID -> id(WhiteSpace.stripped(written(input)));
            case BOOLEAN -> bool(input);
            case INTEGER -> integer(input, type);
            case DECIMAL -> decimal(input);
            case CURRENCY -> currency(input);
            case DATE -> date(WhiteSpace.stripped(written(input)));
            case DATETIME -> dateTime(WhiteSpace.stripped(written(input)));
            case TIME -> time(WhiteSpace.stripped(written(input)));
            case NONE -> new Mismatch("another field: fields of type %s cannot be filtered".formatted(type.label()));
        };
    }

    /** {@code input} as a value of {@code type} where nothing resolves a date literal, such as in an answer. */
    static Coercion ofConstant(Input input, FieldType type) {
        var read = of(input, type);
        if (read instanceof Fits(var value) && !(value instanceof Value.RelativeDate)) {
            return read;
        }
        return switch (type.literalKind()) {
            case DATE -> new Mismatch(A_DAY);
            case DATETIME -> new Mismatch(A_MOMENT);
            case TEXT, ID, BOOLEAN, INTEGER, DECIMAL, CURRENCY, TIME, NONE -> read;
        };
    }

    /** {@code input} as a value of its declared type, or else of its JSON type. */
    static Coercion ofOwnType(Input input) {
        return switch (input) {
            case Input.Numeric _ -> of(input, FieldType.DOUBLE);
            case Input.Bool _ -> of(input, FieldType.BOOLEAN);
            case Input.Text _, Input.Null _, Input.Many _ -> of(input, FieldType.STRING);
            case Input.Declared(var value, var type) -> of(value, type);
        };
    }

    /** A description of the values of {@code type}: "a date such as 2026-01-31". */
    static String wanted(FieldType type) {
        return switch (of(new Input.Text(""), type)) {
            case Fits _ -> "a text";
            case Mismatch(var expected) -> expected;
        };
    }

    /** A single input as text; numbers have no exponent unless they are very long. Empty for null and lists. */
    static String written(Input input) {
        return switch (input) {
            case Input.Text(var text) -> text;
            case Input.Numeric(var number) -> Value.isWritable(number) ? number.toPlainString() : number.toString();
            case Input.Bool(var bool) -> Boolean.toString(bool);
            case Input.Null _, Input.Many _ -> "";
            case Input.Declared(var value, var _) -> written(value);
        };
    }

    private static Coercion text(String text) {
        return text.length() > MAX_TEXT
                ? new Mismatch("a text of at most %d characters".formatted(MAX_TEXT))
                : new Fits(new Value.Text(text));
    }

    private static Coercion id(String text) {
        return SalesforceId.parse(text)
                .<Coercion>map(id -> new Fits(new Value.Text(id.value())))
                .orElseGet(() -> new Mismatch("a record id of 15 or 18 letters and digits, the 15 in their case"));
    }

    /** Flows convert everything to text, and some convert numbers to decimals: {@code 1.0} is true. */
    private static Coercion bool(Input input) {
        String text = WhiteSpace.stripped(written(input)).toLowerCase(Locale.ROOT);
        String word = NO_DECIMALS.matcher(text).matches() ? text.substring(0, 1) : text;
        return switch (word) {
            case "true", "1", "yes" -> new Fits(new Value.Bool(true));
            case "false", "0", "no" -> new Fits(new Value.Bool(false));
            default -> new Mismatch("true or false");
        };
    }

    private static Coercion integer(Input input, FieldType type) {
        var bound = BigInteger.TWO.pow(type == FieldType.LONG ? 63 : 31);
        return number(input)
                .filter(Coercion::isWhole)
                .filter(number -> number.toBigInteger().compareTo(bound) < 0
                        && number.toBigInteger().compareTo(bound.negate()) >= 0)
                .<Coercion>map(number -> new Fits(new Value.Decimal(number.setScale(0))))
                .orElseGet(() -> new Mismatch(
                        "a whole number of %d bits, such as 42".formatted(type == FieldType.LONG ? 64 : 32)));
    }

    private static Coercion decimal(Input input) {
        return number(input)
                .<Coercion>map(number -> new Fits(new Value.Decimal(number)))
                .orElseGet(() -> new Mismatch("a number of at most 64 digits, such as 1234.50"));
    }

    private static Coercion currency(Input input) {
        String text = WhiteSpace.stripped(written(input));
        boolean hasCode = text.length() > 3 && text.substring(0, 3).chars().allMatch(c -> c >= 'A' && c <= 'Z');
        var amount = hasCode ? number(new Input.Text(text.substring(3))) : number(input);
        return amount.<Coercion>map(number ->
                        new Fits(hasCode ? new Value.Money(text.substring(0, 3), number) : new Value.Decimal(number)))
                .orElseGet(() -> new Mismatch("an amount such as 1234.50, or USD 1234.50 in a multi-currency org"));
    }

    /** Looks at the text first: the parsers throw, which takes longer than all else, and moments are tried as dates. */
    private static Coercion date(String text) {
        Optional<Value> date = Optional.empty();
        if (text.length() == DAY_LENGTH) {
            date = parsed(() -> new Value.Date(LocalDate.parse(text)));
        } else if (text.indexOf(',') > 0) {
            date = parsed(() -> new Value.Date(LocalDate.parse(text, SPOKEN_DATE)));
        }
        return date.or(() -> DateLiteral.parse(text).map(Value.RelativeDate::new))
                .<Coercion>map(Fits::new)
                .orElseGet(() -> new Mismatch(A_DAY + ", or a date literal such as LAST_N_DAYS:30"));
    }

    /** Accepts a space in place of the {@code T} of ISO 8601, as in answers to CXone. */
    private static Coercion dateTime(String text) {
        boolean blank = text.length() > DAY_LENGTH && text.charAt(DAY_LENGTH) == ' ';
        String iso = blank ? text.substring(0, DAY_LENGTH) + 'T' + text.substring(DAY_LENGTH + 1) : text;
        var format = Compact.spells(iso) ? Compact.DATE_TIME : DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        Optional<Value> moment = iso.length() > DAY_LENGTH && !Character.isLetter(iso.charAt(0))
                ? parsed(() ->
                        new Value.DateTime(OffsetDateTime.parse(iso, format).toInstant()))
                : Optional.empty();
        return moment.or(() -> DateLiteral.parse(text).map(Value.RelativeDate::new))
                .<Coercion>map(Fits::new)
                .orElseGet(() -> new Mismatch(A_MOMENT + ", or a date literal such as TODAY"));
    }

    private static Coercion time(String text) {
        String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        return parsed(() -> new Value.Time(LocalTime.parse(local)))
                .<Coercion>map(Fits::new)
                .orElseGet(() -> new Mismatch("a time such as 09:30:00"));
    }

    private static Optional<BigDecimal> number(Input input) {
        if (input instanceof Input.Bool) {
            return Optional.empty();
        }
        if (input instanceof Input.Numeric(var number)) {
            return Optional.of(number).filter(Value::isWritable);
        }
        String text = WhiteSpace.stripped(written(input));
        if (text.isEmpty() || text.length() > 80) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)).filter(Value::isWritable);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static Optional<Value> parsed(Supplier<Value> parser) {
        try {
            return Optional.of(parser.get());
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Salesforce's format of a dateTime, {@code 2026-01-31T10:00:00.000+0000}: the offset has no colon. */
    final class Compact {
        private static final int OFFSET_LENGTH = 5;

        static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                .appendOffset("+HHMM", "+0000")
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);

        private Compact() {}

        static boolean spells(String text) {
            int sign = text.length() - OFFSET_LENGTH;
            return sign > 0 && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
        }
    }
}
