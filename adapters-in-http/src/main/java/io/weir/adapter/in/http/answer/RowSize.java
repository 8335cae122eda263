package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.json.JsonText;
import io.weir.domain.query.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many bytes {@code JsonWriter} takes for a record, found out without writing it. */
public final class RowSize {
    private static final int MOST_OF_A_CHARACTER = 6;

    private RowSize() {}

    /** Whether {@code rows} take no more than {@code most} bytes together; looks at no more of them than that needs. */
    public static boolean areWithin(List<Row> rows, long most) {
        return fitting(rows, most) == rows.size();
    }

    /** How many of {@code rows}, with a comma between them, fit into {@code most} bytes. */
    public static int fitting(List<Row> rows, long most) {
        return fitSurely(rows, most) ? rows.size() : counted(rows, most);
    }

    /** Whether {@code rows} fit even if each character takes {@link #MOST_OF_A_CHARACTER} bytes. */
    private static boolean fitSurely(List<?> rows, long most) {
        long size = 0;
        for (int i = 0; i < rows.size() && size <= most; i++) {
            size += mostOf(rows.get(i)) + 1;
        }
        return size <= most;
    }

    private static long mostOf(@Nullable Object value) {
        return switch (value) {
            case null -> 4;
            case String text -> mostOf(text);
            case Long _ -> 20;
            case Boolean _ -> 5;
            case Row row -> {
                long size = 2;
                for (int i = 0; i < row.size(); i++) {
                    size += mostOf(row.name(i)) + 2 + mostOf(row.value(i));
                }
                yield size;
            }
            case List<?> rows -> {
                long size = 2;
                for (var row : rows) {
                    size += mostOf(row) + 1;
                }
                yield size;
            }
            default -> value(value);
        };
    }

    private static long mostOf(String text) {
        return 2 + (long) MOST_OF_A_CHARACTER * text.length();
    }

    private static int counted(List<Row> rows, long most) {
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
            size += JsonText.quotedSize(row.name(i)) + 1 + value(row.value(i));
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
            case String text -> JsonText.quotedSize(text);
            case Boolean bool -> bool ? "true".length() : "false".length();
            case Number number -> number.toString().length();
            case Row row -> of(row);
            case List<?> rows -> of(rows);
            default ->
                throw new IllegalArgumentException(
                        "a row holds no " + value.getClass().getName());
        };
    }
}
