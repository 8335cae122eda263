package io.weir.adapter.in.http.answer;

import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many bytes {@code JsonWriter} takes for a record, found out without writing it. */
public final class RowSize {
    private RowSize() {}

    /** Whether {@code rows} take no more than {@code most} bytes together; looks at no more of them than that needs. */
    public static boolean areWithin(List<Row> rows, long most) {
        return fitting(rows, most) == rows.size();
    }

    /** How many of {@code rows}, with a comma between them, fit into {@code most} bytes. */
    public static int fitting(List<Row> rows, long most) {
        long size = 0;
        for (int i = 0; i < rows.size(); i++) {
            size += of(rows.get(i)) + (i == 0 ? 0 : 1);
            if (size > most) {
                return i;
            }
        }
        return rows.size();
    }

    public static long of(Row row) {
        long size = 2L + Math.max(0, row.size() - 1);
        for (int i = 0; i < row.size(); i++) {
            size += text(row.name(i)) + 1 + value(row.value(i));
        }
        return size;
    }

    private static long of(List<?> rows) {
        long size = 2L + Math.max(0, rows.size() - 1);
        for (var row : rows) {
            size += value(row);
        }
        return size;
    }

    private static long value(@Nullable Object value) {
        return switch (value) {
            case null -> "null".length();
            case String text -> text(text);
            case Boolean bool -> bool ? "true".length() : "false".length();
            case BigDecimal number -> number.toString().length();
            case Number number -> number.toString().length();
            case Row row -> of(row);
            case List<?> rows -> of(rows);
            default ->
                throw new IllegalArgumentException(
                        "a row holds no " + value.getClass().getName());
        };
    }

    private static long text(String text) {
        long size = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size += ascii(c);
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                size += 4;
                i++;
            } else {
                size += "\\ud83d".length();
            }
        }
        return size;
    }

    private static int ascii(char c) {
        if (c == '"' || c == '\\' || c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r') {
            return 2;
        }
        return c < ' ' ? "\\u0001".length() : 1;
    }
}
