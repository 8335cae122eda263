package io.weir.bootstrap;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Query;
import io.weir.domain.query.Row;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType.LiteralKind;
import io.weir.domain.schema.NameObject;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sandbox's schema, and the values that its records hold. */
final class ContactCentreData {
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    /** Letters that a literal, a pattern, a URL or JSON writes otherwise than a text has them. */
    private static final List<String> ESCAPED = List.of("'", "\"", "\\", "%", "_", "&", "é", "😀");

    private final List<ObjectDescription> objects;
    private final Map<ObjectName, ObjectDescription> byName = new HashMap<>();
    private final Map<ObjectName, Map<String, List<Value>>> values = new HashMap<>();
    private final Map<ObjectName, Map<String, List<List<Value>>>> escaped = new HashMap<>();

    ContactCentreData(SandboxOrg org) {
        objects = org.descriptions();
        var queries = new InMemorySalesforceQueries(org);
        for (var object : objects) {
            byName.put(object.name(), object);
            var found = values(object, queries);
            values.put(object.name(), found);
            var hard = new HashMap<String, List<List<Value>>>();
            found.forEach((field, all) -> hard.put(field, escaped(all)));
            escaped.put(object.name(), hard);
        }
        values.put(NameObject.DESCRIPTION.name(), namesOfOwners(queries));
    }

    /** The values of the fields of the object Name, for the owners of cases. */
    private static Map<String, List<Value>> namesOfOwners(SalesforceQueries queries) {
        var fields = Map.of(
                "Id",
                LiteralKind.ID,
                "Name",
                LiteralKind.TEXT,
                NameObject.TYPE,
                LiteralKind.TEXT,
                "IsActive",
                LiteralKind.BOOLEAN);
        var distinct = new HashMap<String, Set<Value>>();
        var paths = fields.keySet().stream().map(field -> "Owner." + field).toArray(String[]::new);
        for (var row : all(queries, Query.ofFields("Case", paths))) {
            if (row.value("Owner") instanceof Row owner) {
                fields.forEach((field, kind) -> {
                    var stored = owner.value(field);
                    if (stored != null) {
                        distinct.computeIfAbsent(field, _ -> new LinkedHashSet<>())
                                .add(typed(kind, stored));
                    }
                });
            }
        }
        var lists = new HashMap<String, List<Value>>();
        distinct.forEach((name, found) -> lists.put(name, List.copyOf(found)));
        return lists;
    }

    /** Whether some record has a value of {@code field}. */
    boolean hasValue(ObjectDescription object, FieldDescription field) {
        return values.getOrDefault(object.name(), Map.of()).containsKey(field.name());
    }

    List<ObjectDescription> objects() {
        return objects;
    }

    /** Those that a contact centre asks for: without the users, who are few, and to whom half of all lookups lead. */
    List<ObjectDescription> mainObjects() {
        return objects.stream().filter(object -> isMain(object.name())).toList();
    }

    static boolean isMain(ObjectName name) {
        return !name.value().equals("User");
    }

    ObjectDescription object(ObjectName name) {
        var object = byName.get(name);
        if (object == null) {
            throw new IllegalArgumentException("the sandbox has no " + name);
        }
        return object;
    }

    /** The different values of {@code field} in the records of {@code object}, none of them null. */
    List<Value> values(ObjectDescription object, FieldDescription field) {
        var found = values.getOrDefault(object.name(), Map.of()).getOrDefault(field.name(), List.of());
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no record has a value of %s.%s".formatted(object, field.name()));
        }
        return found;
    }

    /** The {@link #values} with a letter of {@link #ESCAPED}, a list for each of these letters that occurs. */
    List<List<Value>> escapedValues(ObjectDescription object, FieldDescription field) {
        return escaped.getOrDefault(object.name(), Map.of()).getOrDefault(field.name(), List.of());
    }

    private static List<List<Value>> escaped(List<Value> values) {
        return ESCAPED.stream()
                .map(letter -> values.stream()
                        .filter(value -> value instanceof Value.Text(var text) && text.contains(letter))
                        .toList())
                .filter(found -> !found.isEmpty())
                .toList();
    }

    private static Map<String, List<Value>> values(ObjectDescription object, SalesforceQueries queries) {
        var fields = object.fields().stream()
                .filter(field -> field.type().literalKind() != LiteralKind.NONE)
                .toList();
        var select = fields.stream()
                .<SelectItem>map(field -> new SelectItem.Field(FieldPath.parse(field.name())))
                .toList();
        var distinct = new HashMap<String, Set<Value>>();
        for (var row : all(queries, Query.of(select, object.name()))) {
            for (var field : fields) {
                var stored = row.value(field.name());
                if (stored != null) {
                    distinct.computeIfAbsent(field.name(), _ -> new LinkedHashSet<>())
                            .add(typed(field.type().literalKind(), stored));
                }
            }
        }
        var lists = new HashMap<String, List<Value>>();
        distinct.forEach((name, found) -> lists.put(name, List.copyOf(found)));
        return lists;
    }

    private static List<Row> all(SalesforceQueries queries, Query query) {
        var meter = new RunMeter(new Deadline(Instant.MAX));
        var page = queries.start(Soql.of(query), meter);
        var rows = new ArrayList<>(page.rows());
        while (page.next().isPresent()) {
            page = queries.resume(page.next().get(), meter);
            rows.addAll(page.rows());
        }
        return rows;
    }

    private static Value typed(LiteralKind kind, Object stored) {
        String text = stored.toString();
        return switch (kind) {
            case TEXT, ID -> new Value.Text(text);
            case BOOLEAN -> new Value.Bool((Boolean) stored);
            case INTEGER, DECIMAL, CURRENCY -> new Value.Decimal(new BigDecimal(text));
            case DATE -> new Value.Date(LocalDate.parse(text));
            case DATETIME ->
                new Value.DateTime(OffsetDateTime.parse(text, DATE_TIME).toInstant());
            case TIME -> new Value.Time(LocalTime.parse(text, TIME));
            case NONE -> throw new IllegalArgumentException("no constant stands for this field");
        };
    }
}
