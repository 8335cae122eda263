package io.weir.domain.query;

import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Value;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A constant in SOQL, escaped. The only way for a value into a query.
 *
 * <p>Escapes are those of the SOQL reference, "Quoted String Escape Sequences": backslash first, then quotes and
 * control characters; {@code %} and {@code _} only in {@code LIKE}, where alone their escapes are legal.
 */
record SoqlLiteral(String soql) {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    static SoqlLiteral of(Value value) {
        return new SoqlLiteral(
                switch (value) {
                    case Value.Text(var text) -> quoted(text);
                    case Value.Bool(var bool) -> Boolean.toString(bool);
                    case Value.Decimal(var number) -> number.toPlainString();
                    case Value.Money(var isoCode, var amount) -> isoCode + amount.toPlainString();
                    case Value.Date(var date) -> date.toString();
                    case Value.DateTime(var instant) -> DATE_TIME.format(instant);
                    case Value.Time(var time) -> TIME.format(time);
                    case Value.RelativeDate(var literal) -> literal.soql();
                    case Value.Null() -> "null";
                });
    }

    static SoqlLiteral of(LikePattern pattern) {
        var soql = new StringBuilder("'");
        for (var part : pattern.parts()) {
            switch (part) {
                case LikePattern.Part.Literal(var text) -> escape(text, true, soql);
                case LikePattern.Part.AnyCharacters() -> soql.append('%');
                case LikePattern.Part.OneCharacter() -> soql.append('_');
            }
        }
        return new SoqlLiteral(soql.append('\'').toString());
    }

    private static String quoted(String text) {
        var soql = new StringBuilder(text.length() + 8).append('\'');
        escape(text, false, soql);
        return soql.append('\'').toString();
    }

    private static void escape(String text, boolean like, StringBuilder soql) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> soql.append("\\\\");
                case '\'' -> soql.append("\\'");
                case '\n' -> soql.append("\\n");
                case '\r' -> soql.append("\\r");
                case '\t' -> soql.append("\\t");
                case '\b' -> soql.append("\\b");
                case '\f' -> soql.append("\\f");
                case '%', '_' -> soql.append(like ? "\\" : "").append(c);
                default -> {
                    if (needsCodeEscape(text, i, c)) {
                        soql.append("\\u").append("%04X".formatted((int) c));
                    } else {
                        soql.append(c);
                    }
                }
            }
        }
    }

    /** Control characters, line separators, and half a surrogate pair, which UTF-8 cannot encode. */
    private static boolean needsCodeEscape(String text, int index, char c) {
        if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    @Override
    public String toString() {
        return Value.HIDDEN;
    }
}
