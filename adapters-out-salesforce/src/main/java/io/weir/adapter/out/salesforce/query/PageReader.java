package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the answer to a query as it arrives: {@code {"totalSize", "done", "nextRecordsUrl", "records"}}.
 *
 * <p>Rows of one list share their names. Numbers keep all digits. For one answer; not thread-safe.
 */
final class PageReader {
    private final JsonParser json;
    private final long end;
    private final Shape records = new Shape();
    private boolean cutChildren;

    private PageReader(JsonParser json, long end) {
        this.json = json;
        this.end = end;
    }

    /**
     * The page of {@code instance} that is the current or the first value of {@code json}. Throws {@link Unreadable}
     * for JSON that is not a page, and the parser's exception for text that is not JSON.
     */
    static Page read(JsonParser json, Origin instance) {
        return new PageReader(json, Long.MAX_VALUE).read(instance);
    }

    /** As {@link #read(JsonParser, Origin)}; {@link Unreadable} if the page has more than {@code mostBytes}. */
    static Page read(JsonParser json, Origin instance, long mostBytes) {
        boolean bounded = mostBytes < Long.MAX_VALUE;
        return new PageReader(json, bounded ? bytes(json) + mostBytes : mostBytes).read(instance);
    }

    /**
     * The records of the list that is the first value of {@code json}, with null for each null. Throws
     * {@link Unreadable} for any other JSON, or more than {@code mostBytes}.
     */
    static List<@Nullable Row> records(JsonParser json, long mostBytes) {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw new Unreadable("records were answered without a list");
        }
        var shape = new Shape();
        var reader = new PageReader(json, mostBytes);
        var records = new ArrayList<@Nullable Row>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            records.add(json.currentToken() == JsonToken.VALUE_NULL ? null : reader.record(shape));
        }
        return records;
    }

    private Page read(Origin instance) {
        var first = json.hasCurrentToken() ? json.currentToken() : json.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new Unreadable("a query was answered without an object");
        }
        return page(instance);
    }

    /**
     * The records of a search, <code>{"searchRecords": […]}</code>, which is the first value of {@code json}. Throws as
     * {@link #read} does.
     */
    static List<Row> searchRecords(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("a search was answered without an object");
        }
        List<Row> rows = null;
        String name;
        while ((name = json.nextName()) != null) {
            var value = json.nextToken();
            if (name.equals("searchRecords") && value == JsonToken.START_ARRAY) {
                rows = new PageReader(json, Long.MAX_VALUE).rows();
            } else {
                json.skipChildren();
            }
        }
        if (rows == null) {
            throw new Unreadable("the answer to a search lacks searchRecords");
        }
        return rows;
    }

    private static long bytes(JsonParser json) {
        return json.currentLocation().getByteOffset();
    }

    private Page page(Origin instance) {
        Integer totalSize = null;
        Boolean done = null;
        String next = "";
        List<Row> rows = null;
        String name;
        while ((name = json.nextName()) != null) {
            var value = json.nextToken();
            switch (name) {
                case "totalSize" -> totalSize = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : null;
                case "done" -> done = value == JsonToken.VALUE_TRUE;
                case "nextRecordsUrl" -> next = value == JsonToken.VALUE_STRING ? json.getString() : "";
                case "records" -> rows = value == JsonToken.START_ARRAY ? rows() : null;
                default -> json.skipChildren();
            }
        }
        if (totalSize == null || totalSize < QueryPage.UNKNOWN_SIZE || done == null || rows == null) {
            throw new Unreadable("the answer to a query lacks totalSize, done or records");
        }
        return new Page(instance, rows, totalSize, done, next, cutChildren);
    }

    private List<Row> rows() {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            record(records);
        }
        return records.collector.rows();
    }

    private Row record(Shape shape) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("a record is not an object");
        }
        var record = row(shape);
        if (end < Long.MAX_VALUE && bytes(json) > end) {
            throw new Unreadable("an answer is too long for its share of a composite request");
        }
        return record;
    }

    private Row row(Shape shape) {
        boolean hasList = false;
        String name;
        while ((name = json.nextName()) != null) {
            hasList |= json.nextToken() == JsonToken.START_ARRAY;
            shape.collector.add(name, value(shape, name));
        }
        var row = shape.collector.endRow();
        cutChildren |= hasList && Children.isCut(row);
        return row;
    }

    private @Nullable Object value(Shape shape, String name) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_OBJECT -> row(shape.of(name));
            case START_ARRAY -> list(shape.of(name), name);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new Unreadable("a record is malformed");
            case null -> throw new Unreadable("a record ends too early");
        };
    }

    private List<@Nullable Object> list(Shape shape, String name) {
        var list = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(json.currentToken() == JsonToken.START_OBJECT ? row(shape) : value(shape, name));
        }
        return Collections.unmodifiableList(list);
    }

    private Number integer() {
        return switch (json.getNumberType()) {
            case INT, LONG -> json.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> json.getDecimalValue();
        };
    }

    /** The collector of the rows at one place of a record, and the collectors of the rows inside them. */
    private static final class Shape {
        private final Row.Collector collector = new Row.Collector();
        private final Map<String, Shape> below = new HashMap<>();

        Shape of(String name) {
            return below.computeIfAbsent(name, _ -> new Shape());
        }
    }
}
