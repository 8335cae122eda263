package io.weir.adapter.out.sandbox;

import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one object into rows as Salesforce's JSON has them: {@code attributes} first, then what was selected in its
 * order, parents as nested rows. For one evaluation in one thread.
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
        target.add(path.field().name(), entry -> JsonFormat.format(entry.value(column)));
    }

    void addChildren(String relationship, Expression.Reader<StoredRecord> children) {
        add(relationship, children);
    }

    Row row(StoredRecord entry) {
        rows.add("attributes", attributesOf(entry));
        for (var column : columns.values()) {
            rows.add(column.name(), column.reader().read(entry));
        }
        return rows.endRow();
    }

    private Row attributesOf(StoredRecord entry) {
        attributes.add("type", objectName);
        attributes.add("url", recordsUrl + entry.id());
        return attributes.endRow();
    }

    private Projection parent(ResolvedPath.Step step) {
        var known = columns.get(key(step.relationship()));
        if (known != null && known.nested() != null) {
            return known.nested();
        }
        var nested = new Projection(step.target(), apiVersion);
        var entry = new Column(
                step.relationship(),
                child -> {
                    var parent = step.parentOf(child);
                    return parent == null ? null : nested.row(parent);
                },
                nested);
        columns.put(key(step.relationship()), entry);
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
