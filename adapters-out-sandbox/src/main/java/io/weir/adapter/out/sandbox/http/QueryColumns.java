package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.query.SelectedField;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Alias;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a query, the reply with {@code columns=true} instead of the rows. The parameter is not documented; the form
 * is what clients read.
 */
final class QueryColumns {
    /** The name of a value that has no alias. */
    private static final Pattern EXPRESSION = Pattern.compile("expr\\d+");

    private final SandboxOrg org;

    private QueryColumns(SandboxOrg org) {
        this.org = org;
    }

    /** The columns of {@code statement}, which the org has accepted. */
    static Map<String, @Nullable Object> of(SandboxOrg org, Statement statement) {
        String object = statement.from().value();
        var columns = new QueryColumns(org).columns(statement.select(), object);
        return Json.object(
                "columnMetadata",
                columns,
                "entityName",
                org.describe(object).map(found -> found.name().value()).orElse(object),
                "groupBy",
                statement.grouping().groups(),
                "idSelected",
                columns.stream().anyMatch(column -> "Id".equals(column.get("columnName"))),
                "keyPrefix",
                org.table(object).map(Table::keyPrefix).orElse(null));
    }

    private List<Map<String, @Nullable Object>> columns(List<Selection> select, String object) {
        var columns = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        for (var entry : select) {
            switch (entry) {
                case Selection.Value(Term.Field(var path), var alias) ->
                    SelectedField.of(org, object, path.segments())
                            .ifPresent(selected -> alias.map(Alias::value)
                                    .ifPresentOrElse(
                                            name -> columns.put(
                                                    name,
                                                    column(
                                                            name,
                                                            selected.field().type())),
                                            () -> add(columns, selected, 0)));
                case Selection.Value value -> columns.put("()" + columns.size(), function(value, object));
                case Selection.RowCount _ -> {}
                case Selection.Children(var query) -> columns.put("()" + columns.size(), children(query, object));
                case Selection.TypeOf typeOf -> {
                    String name = typeOf.relationship().value();
                    columns.put(name, nested(name, null, false));
                }
            }
        }
        return new ArrayList<>(columns.values());
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

    private Map<String, @Nullable Object> children(ChildQuery query, String object) {
        String name = query.relationship().value();
        var relationship = org.describe(object).flatMap(described -> described.child(name));
        var column = nested(relationship.map(child -> child.name().value()).orElse(name), null, true);
        column.put(
                "joinColumns",
                relationship
                        .map(ChildRelationship::childObject)
                        .map(child -> columns(query.select(), child.value()))
                        .orElse(List.of()));
        return column;
    }

    private Map<String, @Nullable Object> function(Selection.Value value, String object) {
        var term = value.term();
        var selected = SelectedField.of(org, object, term.path().segments());
        String alias = value.alias().map(Alias::value).orElse("");
        String field = selected.map(found -> found.field().name()).orElse("");
        var column = column(
                alias.isEmpty() ? field : alias,
                type(
                        term.functionName(),
                        selected.map(found -> found.field().type()).orElse(FieldType.STRING)));
        column.put("aggregate", term.aggregates());
        column.put("apexType", term.aggregates() ? null : column.get("apexType"));
        if (EXPRESSION.matcher(alias).matches()) {
            column.put("displayName", displayed(term));
        }
        return column;
    }

    /** The term with the name of its function in small letters. */
    private static String displayed(Term term) {
        return term.functionName().toLowerCase(Locale.ROOT)
                + term.toString().substring(term.functionName().length());
    }

    private static FieldType type(String function, FieldType argument) {
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
                        : argument;
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
