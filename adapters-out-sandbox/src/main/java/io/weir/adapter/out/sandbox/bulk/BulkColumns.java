package io.weir.adapter.out.sandbox.bulk;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.SelectedField;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a query job. Texts are as in the rows of the query API, except that dateTimes end with {@code Z} and
 * that numbers with decimals are written as Java writes a {@code double}, such as {@code 1.5E7}.
 */
record BulkColumns(List<Column> columns) {
    private static final String API_ERROR = "API_ERROR";

    /**
     * A column.
     *
     * @param path where a row has the value
     */
    record Column(List<String> path, FieldType type) {
        String name() {
            return String.join(".", path);
        }

        String text(Row row) {
            @Nullable Object value = row;
            for (String step : path) {
                value = value instanceof Row parent ? parent.value(step) : null;
            }
            return switch (value) {
                case null -> "";
                case BigDecimal number -> Double.toString(number.doubleValue());
                case String text when type == FieldType.DATETIME -> text.replace("+0000", "Z");
                default -> value.toString();
            };
        }
    }

    /**
     * The columns of {@code statement}, which the org has accepted as a query. Throws {@link QueryRefusal} if it cannot
     * be the query of a job.
     */
    static BulkColumns of(SandboxOrg org, Statement statement) {
        if (statement.grouping().groups()) {
            throw unsupported("GROUP BY not supported in Bulk Query");
        }
        if (statement.offset() > 0) {
            throw unsupported("OFFSET not supported in Bulk Query");
        }
        return new BulkColumns(statement.select().stream()
                .map(entry -> column(org, statement.from().value(), entry))
                .toList());
    }

    private static Column column(SandboxOrg org, String object, Selection entry) {
        return switch (entry) {
            case Selection.Children _ ->
                throw unsupported("Aggregate Relationships not supported in Bulk V2 Query with CSV content type");
            case Selection.TypeOf _ -> throw unsupported("TYPEOF not supported in Bulk Query");
            case Selection.RowCount _ -> throw unsupported("COUNT not supported in Bulk Query");
            case Selection.Value(Term.Field(var path), var _) -> column(field(org, object, path.segments()));
            case Selection.Value(var term, var alias) -> {
                if (!term.namedAsItsField()) {
                    throw unsupported(term.functionName() + " not supported in Bulk Query");
                }
                yield alias.map(name -> new Column(List.of(name.value()), FieldType.STRING))
                        .orElseGet(() -> new Column(
                                field(org, object, term.path().segments()).path(), FieldType.STRING));
            }
        };
    }

    private static Column column(SelectedField selected) {
        var type = selected.field().type();
        return switch (type) {
            case ADDRESS, LOCATION -> throw unsupported("Selecting compound data not supported in Bulk Query");
            case BASE64 -> throw unsupported("Blob field not supported in Bulk V2 Query with CSV content type");
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTEDSTRING,
                    ID,
                    REFERENCE,
                    BOOLEAN,
                    INT,
                    LONG,
                    DOUBLE,
                    PERCENT,
                    CURRENCY,
                    DATE,
                    DATETIME,
                    TIME,
                    ANYTYPE,
                    COMPLEXVALUE,
                    JSON -> new Column(selected.path(), type);
        };
    }

    private static SelectedField field(SandboxOrg org, String object, List<String> path) {
        return SelectedField.of(org, object, path)
                .orElseThrow(() -> unsupported("%s not supported in Bulk Query"
                        .formatted(String.join(".", path).toLowerCase(Locale.ROOT))));
    }

    private static QueryRefusal unsupported(String message) {
        return new QueryRefusal(API_ERROR, message);
    }
}
