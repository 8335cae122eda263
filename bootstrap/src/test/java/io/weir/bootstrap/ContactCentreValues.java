package io.weir.bootstrap;

import io.weir.domain.filter.DateLiteral;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Queries;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType.LiteralKind;
import io.weir.domain.schema.ObjectDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;

/**
 * Random constants for the sandbox's fields: some that its records hold, some near them, some that nobody would write.
 */
final class ContactCentreValues {
    private static final RandomGenerator<String> TEXTS = generator(Queries.texts());
    private static final RandomGenerator<LikePattern> PATTERNS = generator(Queries.patterns());
    private static final List<LikePattern.Part> WILDCARDS =
            List.of(new LikePattern.Part.AnyCharacters(), new LikePattern.Part.OneCharacter());
    private static final int SHORT_ID = 15;

    private final ContactCentreData data;
    private final RandomChoices chance;

    ContactCentreValues(ContactCentreData data, RandomChoices chance) {
        this.data = data;
        this.chance = chance;
    }

    private static <T> RandomGenerator<T> generator(Arbitrary<T> arbitrary) {
        return arbitrary.generator(1_000);
    }

    /** What {@code field} of {@code object} can be compared with, but for null. */
    Value of(ObjectDescription object, FieldDescription field) {
        var held = held(object, field);
        return switch (held) {
            case Value.Text(var text) ->
                field.type().literalKind() == LiteralKind.ID ? id(text) : new Value.Text(text(text, field));
            case Value.Bool _ -> new Value.Bool(chance.percent(50));
            case Value.Decimal(var number) -> number(number, field);
            case Value.Date(var date) -> chance.percent(30) ? relative() : date(date);
            case Value.DateTime(var instant) -> chance.percent(30) ? relative() : dateTime(instant);
            case Value.Time(var time) -> time(time);
            case Value.Money _, Value.RelativeDate _, Value.Null _ -> held;
        };
    }

    private Value held(ObjectDescription object, FieldDescription field) {
        var escaped = data.escapedValues(object, field);
        return chance.of(escaped.isEmpty() || chance.percent(50) ? data.values(object, field) : chance.of(escaped));
    }

    /** A pattern that often matches a value of {@code field}. */
    LikePattern pattern(ObjectDescription object, FieldDescription field) {
        if (chance.percent(15)) {
            return PATTERNS.next(chance.random()).value();
        }
        String text = held(object, field) instanceof Value.Text(var held) ? inAnyCase(held) : "";
        int[] letters = text.codePoints().toArray();
        int from = chance.between(0, letters.length);
        int to = chance.between(from, letters.length);
        var parts = new ArrayList<LikePattern.Part>();
        addLiteral(parts, letters, 0, from);
        parts.add(to == from + 1 ? chance.of(WILDCARDS) : WILDCARDS.getFirst());
        addLiteral(parts, letters, to, letters.length);
        if (chance.percent(30)) {
            parts.removeFirst();
            parts.addFirst(chance.of(WILDCARDS));
        }
        return new LikePattern(parts);
    }

    /** Some of a multi-select picklist's values, or others. */
    Set<String> selection(FieldDescription field) {
        var selection = new HashSet<>(chance.several(1, 2, () -> chance.of(field.picklistValues())));
        if (chance.percent(10)) {
            selection.add(TEXTS.next(chance.random()).value().replace(";", ","));
        }
        return selection;
    }

    /** A number that a count or a sum may reach. */
    BigDecimal total(BigDecimal one) {
        return chance.percent(50) ? one : one.multiply(BigDecimal.valueOf(chance.between(2, 300)));
    }

    private static void addLiteral(List<LikePattern.Part> parts, int[] letters, int from, int to) {
        if (to > from) {
            parts.add(new LikePattern.Part.Literal(new String(letters, from, to - from)));
        }
    }

    private Value id(String id) {
        return new Value.Text(chance.percent(30) ? id.substring(0, SHORT_ID) : id);
    }

    private String text(String held, FieldDescription field) {
        int kind = chance.between(1, 100);
        if (kind <= 20) {
            return TEXTS.next(chance.random()).value();
        }
        if (kind <= 30 && !field.picklistValues().isEmpty()) {
            return chance.of(field.picklistValues());
        }
        if (kind <= 40) {
            return held.substring(0, held.offsetByCodePoints(0, held.codePointCount(0, held.length()) / 2));
        }
        if (kind <= 50) {
            var selected = Arrays.asList(held.split(";", -1));
            Collections.reverse(selected);
            return String.join(";", selected);
        }
        return inAnyCase(held);
    }

    private String inAnyCase(String text) {
        return switch (chance.between(1, 6)) {
            case 1 -> text.toUpperCase(Locale.ROOT);
            case 2 -> text.toLowerCase(Locale.ROOT);
            default -> text;
        };
    }

    private Value number(BigDecimal held, FieldDescription field) {
        var number = switch (chance.between(1, 6)) {
            case 1 -> held.negate();
            case 2 -> held.add(BigDecimal.valueOf(chance.between(-1_000, 1_000)));
            case 3 -> BigDecimal.valueOf(chance.between(-10, 10));
            default -> held;
        };
        return switch (field.type().literalKind()) {
            case INTEGER -> new Value.Decimal(number);
            case CURRENCY ->
                chance.percent(30) ? new Value.Money("USD", number) : new Value.Decimal(withOtherScale(number));
            default -> new Value.Decimal(withOtherScale(number));
        };
    }

    private BigDecimal withOtherScale(BigDecimal number) {
        return switch (chance.between(1, 6)) {
            case 1 -> number.stripTrailingZeros();
            case 2 -> number.setScale(number.scale() + 3);
            case 3 -> number.add(new BigDecimal("0.0001"));
            default -> number;
        };
    }

    private Value date(LocalDate held) {
        return new Value.Date(
                switch (chance.between(1, 8)) {
                    case 1 -> held.plusDays(chance.between(-400, 400));
                    case 2 -> chance.of(List.of(LocalDate.of(1700, 1, 1), LocalDate.of(4000, 12, 31)));
                    default -> held;
                });
    }

    private Value dateTime(Instant held) {
        return new Value.DateTime(
                switch (chance.between(1, 8)) {
                    case 1 -> held.plusMillis(chance.between(-1_000, 1_000));
                    case 2 -> held.plus(chance.between(-400, 400), ChronoUnit.DAYS);
                    case 3 ->
                        chance.of(List.of(
                                Instant.parse("1700-01-01T00:00:00Z"), Instant.parse("4000-12-31T23:59:59.999Z")));
                    default -> held;
                });
    }

    private Value time(LocalTime held) {
        return new Value.Time(chance.percent(30) ? held.plusNanos(chance.between(-2_000_000, 2_000_000)) : held);
    }

    private Value relative() {
        var name = chance.of(List.of(DateLiteral.Name.values()));
        int n = chance.percent(5) ? chance.between(0, 999_999_999) : chance.between(0, 40);
        return new Value.RelativeDate(new DateLiteral(name, name.counted() ? n : 0));
    }
}
