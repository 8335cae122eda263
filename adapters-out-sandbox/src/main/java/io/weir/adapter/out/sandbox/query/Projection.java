package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns records of one object into rows as in Salesforce's JSON: {@code attributes} first, then the select list in
 * order, with parents as nested rows. For one evaluation. Not thread-safe.
 */
final class Projection {
    private final String objectName;
    private final String recordsUrl;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Row.Collector rows = new Row.Collector();
    private final Row.Collector attributes = new Row.Collector();
    private final String apiVersion;

    /**
     * @param apiVersion the version in the URLs of records, such as {@code 66.0}
     */
    Projection(Table table, String apiVersion) {
        this.objectName = table.description().name().value();
        this.apiVersion = apiVersion;
        this.recordsUrl = "/services/data/v" + apiVersion + "/sobjects/" + objectName + "/";
    }

    void addField(ResolvedPath path) {
        Projection target = this;
        for (var step : path.parents()) {
            target = target.parent(step);
        }
        int column = path.owner().column(path.field().name());
        target.add(path.field().name(), record -> JsonFormat.format(record.value(column)));
    }

    void addChildren(String relationship, Expression.Reader<StoredRecord> children) {
        add(relationship, children);
    }

    Row row(StoredRecord record) {
        rows.add("attributes", attributesOf(record));
        for (var column : columns.values()) {
            rows.add(column.name(), column.reader().read(record));
        }
        return rows.endRow();
    }

    private Row attributesOf(StoredRecord record) {
        attributes.add("type", objectName);
        attributes.add("url", recordsUrl + record.id());
        return attributes.endRow();
    }

    private Projection parent(ResolvedPath.Step step) {
        var existing = columns.get(key(step.relationship()));
        if (existing != null && existing.nested() != null) {
            return existing.nested();
        }
        var nested = new Projection(step.target(), apiVersion);
        var column = new Column(
                step.relationship(),
                child -> {
                    var parent = step.parentOf(child);
                    return parent == null ? null : nested.row(parent);
                },
                nested);
        columns.put(key(step.relationship()), column);
        return nested;
    }

    private void add(String name, Expression.Reader<StoredRecord> reader) {
        columns.put(key(name), new Column(name, reader, null));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Column(
            String name,
            Expression.Reader<StoredRecord> reader,
            @Nullable Projection nested) {}
}
