package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.bulk.SelectList;
import io.weir.adapter.out.sandbox.bulk.SelectList.Entry;
import io.weir.adapter.out.sandbox.bulk.SelectedField;
import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a query, as {@code columns=true} tells them instead of rows. The parameter is not documented; the form
 * is what clients read.
 */
final class QueryColumns {
    private final SandboxOrg org;
    private int expressions;

    private QueryColumns(SandboxOrg org) {
        this.org = org;
    }

    /** The columns of {@code soql}, which the org has accepted. */
    static Map<String, @Nullable Object> of(SandboxOrg org, String soql) {
        var select = SelectList.of(soql);
        var columns = new QueryColumns(org).columns(select, select.object());
        return Json.object(
                "columnMetadata",
                columns,
                "entityName",
                org.describe(select.object())
                        .map(object -> object.name().value())
                        .orElse(select.object()),
                "groupBy",
                select.clauses().contains("GROUP"),
                "idSelected",
                columns.stream().anyMatch(column -> "Id".equals(column.get("columnName"))),
                "keyPrefix",
                org.table(select.object()).map(Table::keyPrefix).orElse(null));
    }

    private List<Map<String, @Nullable Object>> columns(SelectList select, String object) {
        var columns = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        for (var entry : select.entries()) {
            switch (entry) {
                case Entry.Field(var path) ->
                    SelectedField.of(org, object, path).ifPresent(field -> add(columns, field, 0));
                case Entry.Call call
                when call.function().equals("FIELDS") -> allFields(object).forEach(field -> add(columns, field, 0));
                case Entry.Call call when call.argument().isEmpty() -> {}
                case Entry.Call call -> {
                    var column = call(call, object);
                    columns.put("()" + columns.size(), column);
                }
                case Entry.Children(var query) -> columns.put("()" + columns.size(), children(query, object));
                case Entry.TypeOf(var relationship) -> columns.put(relationship, nested(relationship, null, false));
            }
        }
        return new ArrayList<>(columns.values());
    }

    private List<SelectedField> allFields(String object) {
        return org.table(object).stream()
                .flatMap(table -> table.fields().stream())
                .map(field -> new SelectedField(List.of(), field))
                .toList();
    }

    /** Adds the field to its parent's column, which holds all fields of that parent. */
    private static void add(Map<String, Map<String, @Nullable Object>> columns, SelectedField selected, int step) {
        if (step == selected.lookups().size()) {
            columns.put(selected.field().name(), field(selected.field()));
            return;
        }
        var lookup = selected.lookups().get(step);
        String relationship = SelectedField.relationship(lookup);
        var parent = columns.computeIfAbsent(relationship, name -> nested(name, lookup.name(), false));
        var children = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        joined(parent).forEach(column -> children.put(String.valueOf(column.get("columnName")), column));
        add(children, selected, step + 1);
        parent.put("joinColumns", new ArrayList<>(children.values()));
    }

    @SuppressWarnings("unchecked") // this class puts only lists of columns there
    private static List<Map<String, @Nullable Object>> joined(Map<String, @Nullable Object> column) {
        return column.get("joinColumns") instanceof List<?> list
                ? (List<Map<String, @Nullable Object>>) list
                : List.of();
    }

    private Map<String, @Nullable Object> children(SelectList query, String object) {
        var relationship = org.describe(object).flatMap(described -> described.child(query.object()));
        var column = nested(relationship.map(child -> child.name().value()).orElse(query.object()), null, true);
        column.put(
                "joinColumns",
                relationship
                        .map(ChildRelationship::childObject)
                        .map(child -> columns(query, child.value()))
                        .orElse(List.of()));
        return column;
    }

    private Map<String, @Nullable Object> call(Entry.Call call, String object) {
        var selected = SelectedField.of(org, object, call.argument());
        var type = type(call.function(), selected.map(field -> field.field().type()));
        String display = call.function().toLowerCase(Locale.ROOT)
                + call.text().substring(call.text().indexOf('('));
        boolean named = call.alias().isPresent() || call.aggregates() || selected.isEmpty();
        String name = named
                ? call.alias().orElseGet(() -> "expr" + expressions++)
                : selected.get().field().name();
        var column = column(name, type);
        column.put("aggregate", call.aggregates());
        column.put("apexType", call.aggregates() ? null : column.get("apexType"));
        column.put("displayName", call.alias().orElse(named ? display : name));
        return column;
    }

    private static FieldType type(String function, Optional<FieldType> argument) {
        return switch (function) {
            case "COUNT", "COUNT_DISTINCT", "GROUPING" -> FieldType.INT;
            case "SUM", "AVG", "DISTANCE" -> FieldType.DOUBLE;
            case "TOLABEL", "FORMAT" -> FieldType.STRING;
            case "DAY_ONLY" -> FieldType.DATE;
            default ->
                function.contains("_YEAR")
                                || function.contains("_MONTH")
                                || function.contains("_IN_")
                                || function.contains("_QUARTER")
                        ? FieldType.INT
                        : argument.orElse(FieldType.STRING);
        };
    }

    private static Map<String, @Nullable Object> field(Field field) {
        var column = column(field.name(), field.type());
        column.put("custom", field.custom());
        column.put("insertable", field.has(Flag.CREATEABLE));
        column.put("updatable", field.has(Flag.UPDATEABLE));
        return column;
    }

    private static Map<String, @Nullable Object> nested(String name, @Nullable String foreignKey, boolean aggregate) {
        var column = column(name, FieldType.ANYTYPE);
        column.put("aggregate", aggregate);
        column.put("apexType", null);
        column.put("custom", name.endsWith("__r"));
        column.put("foreignKeyName", foreignKey);
        return column;
    }

    private static Map<String, @Nullable Object> column(String name, FieldType type) {
        String apexType = apexType(type);
        return Json.object(
                "aggregate",
                false,
                "apexType",
                apexType,
                "booleanType",
                type == FieldType.BOOLEAN,
                "columnName",
                name,
                "custom",
                false,
                "displayName",
                name,
                "foreignKeyName",
                null,
                "insertable",
                false,
                "joinColumns",
                List.of(),
                "numberType",
                apexType.equals("Integer") || apexType.equals("Double") || apexType.equals("Long"),
                "textType",
                apexType.equals("String"),
                "updatable",
                false);
    }

    private static String apexType(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> "Id";
            case BOOLEAN -> "Boolean";
            case INT -> "Integer";
            case LONG -> "Long";
            case DOUBLE, PERCENT, CURRENCY -> "Double";
            case DATE -> "Date";
            case DATETIME -> "Datetime";
            case TIME -> "Time";
            case ADDRESS -> "Address";
            case LOCATION -> "Location";
            case BASE64 -> "Blob";
            case ANYTYPE, COMPLEXVALUE -> "Object";
            case STRING, TEXTAREA, PICKLIST, MULTIPICKLIST, COMBOBOX, EMAIL, PHONE, URL, ENCRYPTEDSTRING, JSON ->
                "String";
        };
    }
}
