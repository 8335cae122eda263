package io.weir.adapter.out.sandbox.bulk;

import io.weir.domain.query.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How results are written: every value in double quotes, and quotes in values doubled. An empty value is null. */
public record CsvFormat(Delimiter delimiter, LineEnding lineEnding) {
    /** The character between two values. */
    public enum Delimiter {
        BACKQUOTE("`"),
        CARET("^"),
        COMMA(","),
        PIPE("|"),
        SEMICOLON(";"),
        TAB("\t");

        private final String text;

        Delimiter(String text) {
            this.text = text;
        }

        public static Optional<Delimiter> named(String name) {
            return List.of(values()).stream()
                    .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** The end of a record. */
    public enum LineEnding {
        LF("\n"),
        CRLF("\r\n");

        private final String text;

        LineEnding(String text) {
            this.text = text;
        }

        public static Optional<LineEnding> named(String name) {
            return List.of(values()).stream()
                    .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** The names of the columns, and a line for each row. */
    String write(BulkColumns columns, List<Row> rows) {
        var csv = new StringBuilder();
        csv.append(line(columns.columns().stream().map(BulkColumns.Column::name).toList()));
        for (var row : rows) {
            csv.append(line(
                    columns.columns().stream().map(column -> column.text(row)).toList()));
        }
        return csv.toString();
    }

    private String line(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(delimiter.text, "", lineEnding.text));
    }
}
