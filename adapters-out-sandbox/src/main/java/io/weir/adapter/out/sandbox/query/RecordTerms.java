package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.function.DateParts;
import io.weir.adapter.out.sandbox.function.Distances;
import io.weir.adapter.out.sandbox.function.Formats;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.schema.FieldType;
import java.time.ZoneId;
import java.util.List;

/** The terms of a statement that have a value for each record of one object. */
final class RecordTerms {
    private final Table table;
    private final PathResolver paths;
    private final ZoneId zone;

    /**
     * @param zone the user's time zone
     */
    RecordTerms(Table table, PathResolver paths, ZoneId zone) {
        this.table = table;
        this.paths = paths;
        this.zone = zone;
    }

    /** What a term makes of the values of a field. */
    record Function(FieldType type, boolean filterable, boolean sortable, ValueFunction values) {}

    Expression<StoredRecord> of(Term term) {
        var path = path(term);
        if (term instanceof Term.Field) {
            return path.expression();
        }
        var function = function(term, path);
        return new Expression<>(
                term.toString(),
                function.type(),
                function.filterable(),
                function.sortable(),
                List.of(),
                record -> function.values().apply(path.read(record)));
    }

    /** The field of {@code term}. */
    ResolvedPath path(Term term) {
        return paths.resolve(table, term.path());
    }

    /** What {@code term} makes of the values of its field {@code path}. */
    Function function(Term term, ResolvedPath path) {
        var field = path.field();
        return switch (term) {
            case Term.Field _ -> new Function(field.type(), field.filterable(), field.sortable(), ValueFunction.NONE);
            case Term.DatePart part ->
                new Function(
                        DateParts.type(part, field.type()),
                        field.filterable(),
                        true,
                        stored -> DateParts.value(part, stored, zone));
            case Term.Label _ -> new Function(FieldType.STRING, field.filterable(), false, path::label);
            case Term.Formatted(var formatted) -> {
                var inner = function(formatted, path);
                yield new Function(
                        FieldType.STRING,
                        false,
                        false,
                        stored -> Formats.format(inner.values().apply(stored), field, inner.type(), zone));
            }
            case Term.Converted _ ->
                throw QueryRefusal.malformed(
                        "convertCurrency() is not supported in an organization with a single currency");
            case Term.Distance distance -> {
                if (field.type() != FieldType.LOCATION && field.type() != FieldType.ADDRESS) {
                    throw QueryRefusal.malformed(
                            "DISTANCE takes a geolocation or an address field, not '%s'".formatted(field.name()));
                }
                yield new Function(FieldType.DOUBLE, true, true, stored -> Distances.value(distance, stored));
            }
            case Term.Aggregate _, Term.Subtotal _ ->
                throw QueryRefusal.malformed("Ordered field must be grouped or aggregated: " + term);
        };
    }
}
