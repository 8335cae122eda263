package io.weir.application.answer;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.AmountCurrency;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts a value from Salesforce to the declared type and format of an output.
 *
 * <p>A value that cannot be converted counts as absent. A text output takes every value. The check of a data action finds
 * fields that can never hold a convertible value.
 */
public final class OutputReading {
    private static final int SHOWN_OF_A_MASKED = 4;

    private OutputReading() {}

    /** The output's value for {@code raw} in its own style, or its default. */
    public static OutputValue of(ActionOutput output, @Nullable Object raw) {
        return of(output, output.style(), raw);
    }

    /** The output's value for {@code raw} in {@code style}, whose currency is no field; or its default. */
    static OutputValue of(ActionOutput output, Style style, @Nullable Object raw) {
        var input = input(raw);
        var value = output.map().isEmpty()
                ? input.flatMap(present -> read(output, style, present))
                : mapped(output, input.map(OutputReading::keys).orElse(List.of("")));
        return value.orElseGet(() -> absent(output));
    }

    /** The output's value where Salesforce has none. */
    static OutputValue absent(ActionOutput output) {
        return output.defaultValue().orElseGet(OutputValue.Blank::new);
    }

    /** The value that the map has for the first of {@code keys} that it has. */
    private static Optional<OutputValue> mapped(ActionOutput output, List<String> keys) {
        return keys.stream().filter(output.map()::containsKey).findFirst().map(output.map()::get);
    }

    /** The keys of a map that stand for {@code input}: a number with its zeros and without, as 5 may be written 5.0. */
    private static List<String> keys(Input input) {
        var withoutZeros =
                input instanceof Input.Numeric(var number) ? new Input.Numeric(number.stripTrailingZeros()) : input;
        return List.of(Coercion.written(input), Coercion.written(withoutZeros), ActionOutput.ANY_OTHER);
    }

    /** Empty for null, for an empty text, and for a compound value, such as an address. */
    static Optional<Input> input(@Nullable Object raw) {
        return switch (raw) {
            case String text when !text.isEmpty() -> Optional.of(new Input.Text(text));
            case Boolean bool -> Optional.of(new Input.Bool(bool));
            case BigDecimal number -> Optional.of(new Input.Numeric(number));
            case Number number -> Optional.of(new Input.Numeric(BigDecimal.valueOf(number.longValue())));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<OutputValue> read(ActionOutput output, Style style, Input input) {
        return switch (output.type()) {
            case STRING -> Optional.of(new OutputValue.Text(text(output.format(), style, input)));
            case BOOLEAN ->
                fitting(input, FieldType.BOOLEAN) instanceof Value.Bool(var bool)
                        ? Optional.of(new OutputValue.Bool(bool))
                        : Optional.empty();
            case INTEGER ->
                output.format() == Format.EPOCH
                        ? moment(input)
                                .map(moment -> new OutputValue.Numeric(BigDecimal.valueOf(moment.getEpochSecond())))
                        : number(input, FieldType.LONG);
            case NUMBER -> number(input, FieldType.DOUBLE);
            case DATE -> day(input, style.zone()).map(OutputValue.Day::new);
            case DATETIME ->
                fitting(input, FieldType.DATETIME) instanceof Value.DateTime(var instant)
                        ? Optional.of(new OutputValue.Moment(instant))
                        : Optional.empty();
        };
    }

    /** {@code input} in {@code format}; as Salesforce has it if the format is for other values. */
    static String text(Format format, Style style, Input input) {
        String text = Coercion.written(input);
        var wording = new Wording(style);
        return switch (format) {
            case PLAIN, LABEL -> text;
            case DATE_ONLY -> day(input, style.zone()).map(LocalDate::toString).orElse(text);
            case EPOCH ->
                moment(input)
                        .map(moment -> Long.toString(moment.getEpochSecond()))
                        .orElse(text);
            case SPOKEN_DATE -> day(input, style.zone()).map(wording::date).orElse(text);
            case SPOKEN_TIME -> time(input, style.zone()).map(wording::time).orElse(text);
            case SPOKEN_DATETIME ->
                fitting(input, FieldType.DATETIME) instanceof Value.DateTime(var instant)
                        ? wording.dateTime(instant)
                        : day(input, style.zone()).map(wording::date).orElse(text);
            case NUMBER ->
                fitting(input, FieldType.DOUBLE) instanceof Value.Decimal(var number) ? wording.number(number) : text;
            case MONEY ->
                fitting(input, FieldType.DOUBLE) instanceof Value.Decimal(var number)
                                && style.currency().orElse(null) instanceof AmountCurrency.Always(var currency)
                        ? wording.money(number, currency)
                        : text;
            case DIGITS -> Wording.digits(text);
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case MASK -> masked(text);
        };
    }

    private static String masked(String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters <= SHOWN_OF_A_MASKED) {
            return "*".repeat(characters);
        }
        int hidden = characters - SHOWN_OF_A_MASKED;
        return "*".repeat(hidden) + text.substring(text.offsetByCodePoints(0, hidden));
    }

    private static Optional<OutputValue> number(Input input, FieldType type) {
        return fitting(input, type) instanceof Value.Decimal(var number)
                ? Optional.of(new OutputValue.Numeric(number))
                : Optional.empty();
    }

    /** The date, or the date of a moment in {@code zone}. */
    static Optional<LocalDate> day(Input input, ZoneId zone) {
        if (fitting(input, FieldType.DATE) instanceof Value.Date(var date)) {
            return Optional.of(date);
        }
        return fitting(input, FieldType.DATETIME) instanceof Value.DateTime(var instant)
                ? Optional.of(instant.atZone(zone).toLocalDate())
                : Optional.empty();
    }

    /** The time of day, or that of a moment in {@code zone}. */
    private static Optional<LocalTime> time(Input input, ZoneId zone) {
        if (fitting(input, FieldType.TIME) instanceof Value.Time(var time)) {
            return Optional.of(time);
        }
        return fitting(input, FieldType.DATETIME) instanceof Value.DateTime(var instant)
                ? Optional.of(instant.atZone(zone).toLocalTime())
                : Optional.empty();
    }

    /** The moment, or the start of a date in UTC. */
    private static Optional<Instant> moment(Input input) {
        if (fitting(input, FieldType.DATETIME) instanceof Value.DateTime(var instant)) {
            return Optional.of(instant);
        }
        return day(input, ZoneOffset.UTC)
                .map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static @Nullable Value fitting(Input input, FieldType type) {
        return Coercion.of(input, type) instanceof Coercion.Fits(var value) ? value : null;
    }
}
