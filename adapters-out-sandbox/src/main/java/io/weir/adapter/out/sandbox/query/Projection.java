package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.reply.JsonFormat;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.Row;
import io.weir.domain.schema.NameObject;
import io.weir.domain.schema.ObjectDescription;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows as in Salesforce's JSON: {@code attributes} first, then the select list in order, with
 * parents as nested rows. For one evaluation. Not thread-safe.
 */
final class Projection {
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Row.Collector rows = new Row.Collector();
    private final Row.Collector attributes = new Row.Collector();
    private final String apiVersion;
    private final boolean ofName;
    private @Nullable ObjectDescription object;
    private String objectName = "";
    private String recordsUrl = "";

    /**
     * @param apiVersion the version in the URLs of records, such as {@code 66.0}
     */
    Projection(String apiVersion) {
        this(apiVersion, false);
    }

    /**
     * @param ofName whether the type of the rows is {@link NameObject}, whatever object their records are of
     */
    private Projection(String apiVersion, boolean ofName) {
        this.apiVersion = apiVersion;
        this.ofName = ofName;
    }

    /** Adds what {@code function} makes of the field at {@code path}, under the name of the field. */
    void addField(ResolvedPath path, ValueFunction function) {
        Projection target = this;
        for (var step : path.parents()) {
            target = target.parent(step);
        }
        target.add(
                path.field().name(),
                path.name(),
                record -> function.apply(path.value().read(record)));
    }

    /** Adds a value called {@code name}, its alias. */
    void addValue(String name, Expression.Reader<StoredRecord> reader) {
        if (columns.containsKey(key(name))) {
            throw QueryRefusal.malformed("duplicate alias: " + name);
        }
        add(name, name, reader);
    }

    void addChildren(String relationship, Expression.Reader<StoredRecord> children) {
        add(new Column(relationship, children, null), relationship);
    }

    /** Adds the parent at the end of {@code step} as a row of the columns that its object has in {@code byObject}. */
    void addParent(ResolvedPath.Step step, Map<String, Projection> byObject, @Nullable Projection otherwise) {
        Expression.Reader<StoredRecord> reader = child -> {
            var parent = step.parentOf(child);
            if (parent == null) {
                return null;
            }
            var columns = byObject.getOrDefault(parent.object().name().value(), otherwise);
            return columns == null ? null : columns.row(parent);
        };
        add(new Column(step.relationship(), reader, null), step.relationship());
    }

    Row row(StoredRecord record) {
        rows.add("attributes", attributesOf(record));
        for (var column : columns.values()) {
            rows.add(column.name(), column.reader().read(record));
        }
        return rows.endRow();
    }

    private Row attributesOf(StoredRecord record) {
        if (record.object() != object) {
            object = record.object();
            objectName = record.object().name().value();
            recordsUrl = "/services/data/v" + apiVersion + "/sobjects/" + objectName + "/";
        }
        attributes.add("type", ofName ? NameObject.DESCRIPTION.name().value() : objectName);
        attributes.add("url", recordsUrl + record.id());
        return attributes.endRow();
    }

    private Projection parent(ResolvedPath.Step step) {
        var existing = columns.get(key(step.relationship()));
        if (existing != null) {
            if (existing.nested() == null) {
                throw duplicate(step.relationship());
            }
            return existing.nested();
        }
        var nested = new Projection(apiVersion, step.polymorphic());
        Expression.Reader<StoredRecord> reader = child -> {
            var parent = step.parentOf(child);
            return parent == null ? null : nested.row(parent);
        };
        add(new Column(step.relationship(), reader, nested), step.relationship());
        return nested;
    }

    /** Adds a column of the values at {@code path}. */
    private void add(String name, String path, Expression.Reader<StoredRecord> reader) {
        add(new Column(name, record -> JsonFormat.format(reader.read(record)), null), path);
    }

    private void add(Column column, String path) {
        if (columns.put(key(column.name()), column) != null) {
            throw duplicate(path);
        }
    }

    private static QueryRefusal duplicate(String field) {
        return QueryRefusal.invalidField("duplicate field selected: " + field);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Column(
            String name,
            Expression.Reader<StoredRecord> reader,
            @Nullable Projection nested) {}
}
