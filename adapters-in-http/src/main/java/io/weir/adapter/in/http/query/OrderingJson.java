package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Ordering.Direction;
import io.weir.domain.query.Ordering.Nulls;
import io.weir.domain.schema.FieldPath;
import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.StringTokenizer;

/** Reads one key of {@code order_by}. The message of an {@link IllegalArgumentException} is for the caller. */
final class OrderingJson {
    private static final String EXPECTED =
            "expected a field, then ASC or DESC if wanted, then NULLS FIRST or NULLS LAST if wanted";

    private OrderingJson() {}

    /** The key that {@code text} spells: {@code Name}, {@code Name DESC}, {@code Name DESC NULLS LAST}. */
    static Ordering parse(String text) {
        var words = new StringTokenizer(text);
        if (!words.hasMoreTokens()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String field = words.nextToken();
        String word = next(words);
        var direction = Direction.ASC;
        if (word.equals("ASC") || word.equals("DESC")) {
            direction = Direction.valueOf(word);
            word = next(words);
        }
        var nulls = Nulls.FIRST;
        if (word.equals("NULLS")) {
            nulls = nulls(next(words));
            word = next(words);
        }
        if (!word.isEmpty()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new Ordering(new Operand.Field(FieldPath.parse(field)), direction, nulls);
    }

    /** The key that {@code json} describes by {@code field}, {@code function}, {@code direction} and {@code nulls}. */
    static Ordering of(JsonObject json) {
        return new Ordering(
                OperandJson.of(json), direction(text(json, "direction", "ASC")), nulls(text(json, "nulls", "FIRST")));
    }

    private static String text(JsonObject json, String member, String otherwise) {
        return JsonMembers.has(json, member) ? json.getString(member).strip().toUpperCase(Locale.ROOT) : otherwise;
    }

    private static String next(StringTokenizer words) {
        return words.hasMoreTokens() ? words.nextToken().toUpperCase(Locale.ROOT) : "";
    }

    private static Direction direction(String word) {
        return switch (word) {
            case "ASC" -> Direction.ASC;
            case "DESC" -> Direction.DESC;
            default -> throw new IllegalArgumentException("direction is ASC or DESC");
        };
    }

    private static Nulls nulls(String word) {
        return switch (word) {
            case "FIRST" -> Nulls.FIRST;
            case "LAST" -> Nulls.LAST;
            default -> throw new IllegalArgumentException("nulls is FIRST or LAST");
        };
    }
}
