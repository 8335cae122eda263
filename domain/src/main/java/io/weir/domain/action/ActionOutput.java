package io.weir.domain.action;

import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One member of a data action's answer.
 *
 * @param map the values by the text that Salesforce has: {@link #ANY_OTHER} for any text that is not here, the empty
 *     text for no value; if this is empty, the value is the one that Salesforce has
 * @param defaultValue the value if there is none; without a default, the output is blank
 */
public record ActionOutput(
        MemberName key,
        Source source,
        Map<String, OutputValue> map,
        Type type,
        Format format,
        Style style,
        Optional<OutputValue> defaultValue,
        String description) {
    /** The key in {@link #map} of every value that has no other. */
    public static final String ANY_OTHER = "*";

    public ActionOutput {
        map = Map.copyOf(map);
    }

    /** An output without a map, in the default style. */
    public ActionOutput(
            MemberName key,
            Source source,
            Type type,
            Format format,
            Optional<OutputValue> defaultValue,
            String description) {
        this(key, source, Map.of(), type, format, Style.DEFAULT, defaultValue, description);
    }

    /** Where the value comes from. */
    public sealed interface Source {
        /** A field of the step's first row, of the row's parents, or an aggregate by its alias. */
        record Field(MemberName step, FieldPath path) implements Source {}

        /** The first of several fields that has a value. */
        record FirstOf(List<Field> candidates) implements Source {
            public FirstOf {
                candidates = List.copyOf(candidates);
            }
        }

        /** The number of rows, up to the action's row cap. */
        record Count(RowSource rows) implements Source {}

        /** Whether there is a row. Shows no data. */
        record Exists(RowSource rows) implements Source {}

        /** Always the same value, if anything is found. */
        record Constant(OutputValue value) implements Source {}

        /** A text with values in it. */
        record Written(TextTemplate template) implements Source {}

        /**
         * The value of the first choice whose tests are passed.
         *
         * @param otherwise the value if there is no such choice
         */
        record Chosen(List<Choice> choices, Optional<OutputValue> otherwise) implements Source {
            public Chosen {
                choices = List.copyOf(choices);
            }
        }

        /** The fields that the value depends on. */
        default List<Field> fields() {
            return switch (this) {
                case Field field -> List.of(field);
                case FirstOf(var candidates) -> candidates;
                case Count _, Exists _, Constant _ -> List.of();
                case Written(var template) -> template.fields();
                case Chosen(var choices, var _) ->
                    choices.stream()
                            .flatMap(choice -> choice.tests().stream())
                            .map(Test::field)
                            .toList();
            };
        }
    }

    /**
     * A value and when to choose it.
     *
     * @param every whether all tests must be passed, or any of them
     */
    public record Choice(List<Test> tests, boolean every, OutputValue then) {
        public Choice {
            tests = List.copyOf(tests);
        }
    }

    /**
     * A comparison of what a step has found.
     *
     * @param values what the field is compared with: none, one or, for {@code IN}, several
     */
    public record Test(Source.Field field, ConditionOperator operator, List<Input> values) {
        public Test {
            values = List.copyOf(values);
        }
    }

    /**
     * The type of the value in schemas and JSON. A {@link #STRING} takes every value, as Salesforce writes it; a value
     * that cannot be converted to another type counts as absent.
     */
    public enum Type {
        STRING,
        BOOLEAN,
        INTEGER,
        NUMBER,
        DATE,
        DATETIME
    }

    /** How the value is written. */
    public enum Format {
        /** Unchanged. */
        PLAIN,
        /** The date of a moment, in the style's zone. */
        DATE_ONLY,
        /** Seconds since 1970-01-01T00:00:00Z. */
        EPOCH,
        /** A date in words, for speech: "January 31, 2026". */
        SPOKEN_DATE,
        /** The time of day of a moment, for speech: "5:30 PM". */
        SPOKEN_TIME,
        /** A date in words and a time of day, for speech. */
        SPOKEN_DATETIME,
        /** A number as people write it: "1,234.5". */
        NUMBER,
        /** An amount with its currency: "$1,234.50". */
        MONEY,
        /** Letters and digits separated by blanks, for speech: "4 1 5". */
        DIGITS,
        /** The label of a picklist's value. */
        LABEL,
        /** In upper case. */
        UPPER,
        /** The last four characters, with a star for each character before them; four or fewer are all stars. */
        MASK;

        /** Whether the format depends on the zone. */
        public boolean hasZone() {
            return this == DATE_ONLY || isSpoken();
        }

        /** Whether the format depends on the language. */
        public boolean hasLanguage() {
            return isSpoken() || isAmount();
        }

        /** Whether the format writes dates or times in words. */
        public boolean isSpoken() {
            return this == SPOKEN_DATE || this == SPOKEN_TIME || this == SPOKEN_DATETIME;
        }

        /** Whether the format writes numbers. */
        public boolean isAmount() {
            return this == NUMBER || this == MONEY;
        }
    }

    /** The currency of an amount. */
    public sealed interface AmountCurrency {
        record Always(Currency currency) implements AmountCurrency {}

        /** The one whose ISO code {@code field} has. */
        record OfField(Source.Field field) implements AmountCurrency {}
    }

    /**
     * How formats write a value.
     *
     * @param zone of dates and times of moments
     * @param language of words, and of the separators of numbers
     * @param decimals how many decimals a number has; without it, those of the value or of the currency
     */
    public record Style(ZoneId zone, Locale language, OptionalInt decimals, Optional<AmountCurrency> currency) {
        /** In UTC and American English. */
        public static final Style DEFAULT = new Style(ZoneOffset.UTC, Locale.US, OptionalInt.empty(), Optional.empty());
    }

    /** The fields that the value depends on, that of the currency last. */
    public List<Source.Field> fields() {
        return Stream.concat(source.fields().stream(), currencyField().stream()).toList();
    }

    /** The field with the currency. */
    public Optional<Source.Field> currencyField() {
        return style.currency().flatMap(currency -> switch (currency) {
            case AmountCurrency.Always _ -> Optional.empty();
            case AmountCurrency.OfField(var field) -> Optional.of(field);
        });
    }

    /** All values that the output may have besides its default and none; empty if any value is possible. */
    public List<OutputValue> possible() {
        var values = switch (source) {
            case Source.Constant(var value) -> Stream.of(value);
            case Source.Chosen(var choices, var otherwise) ->
                Stream.concat(choices.stream().map(Choice::then), otherwise.stream());
            case Source.Field _, Source.FirstOf _, Source.Count _, Source.Exists _, Source.Written _ ->
                map.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
        };
        return values.distinct().toList();
    }

    /** Whether the output has a value of its own, not its default or none, whenever something is found. */
    public boolean isAlwaysPresent() {
        boolean mapsAnyOther = map.isEmpty() || map.containsKey(ANY_OTHER);
        return switch (source) {
            case Source.Constant _ -> true;
            case Source.Chosen(var _, var otherwise) -> otherwise.isPresent();
            case Source.Count _ -> mapsAnyOther;
            case Source.Exists _ -> mapsAnyOther || (map.containsKey("true") && map.containsKey("false"));
            case Source.Field _, Source.FirstOf _ -> map.containsKey(ANY_OTHER) && map.containsKey("");
            case Source.Written(var template) ->
                template.onlyPart()
                        .filter(TextTemplate.Part.Matched.class::isInstance)
                        .isPresent();
        };
    }

    /** The formats that the output is written in: its own, and those within its template. */
    public Stream<Format> formats() {
        return Stream.concat(
                Stream.of(format), source instanceof Source.Written(var template) ? template.formats() : Stream.of());
    }

    /** Whether the value depends on the zone of the style. */
    public boolean hasZone() {
        return type == Type.DATE || formats().anyMatch(Format::hasZone) || comparesDays();
    }

    /** A moment counts as its day in a comparison with a date. */
    private boolean comparesDays() {
        return source instanceof Source.Chosen(var choices, var _)
                && choices.stream()
                        .flatMap(choice -> choice.tests().stream())
                        .flatMap(test -> test.values().stream())
                        .anyMatch(value -> Coercion.of(value, FieldType.DATE) instanceof Coercion.Fits(Value.Date _));
    }

    /** The texts that the output may be, its default or the empty one last; empty if any text is possible. */
    public List<String> texts() {
        if (type != Type.STRING || possible().isEmpty()) {
            return List.of();
        }
        var absent = defaultValue.orElseGet(OutputValue.Blank::new);
        return Stream.concat(possible().stream(), Stream.of(absent))
                .map(value -> value instanceof OutputValue.Text(var text) ? text : "")
                .distinct()
                .toList();
    }
}
