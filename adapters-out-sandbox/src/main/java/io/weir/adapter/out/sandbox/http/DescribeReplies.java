package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describe replies for the org's objects and fields. The resource {@code describe.json} has all members; a question
 * mark stands for a value that depends on the object or field.
 */
final class DescribeReplies {
    private static final Map<?, ?> TEMPLATES = read();

    private final SandboxOrg org;

    DescribeReplies(SandboxOrg org) {
        this.org = org;
    }

    Reply all(String version) {
        return Reply.ok(Json.object(
                "encoding",
                "UTF-8",
                "maxBatchSize",
                200,
                "sobjects",
                org.tables().stream().map(table -> summary(table, version)).toList()));
    }

    Reply summary(String name, String version) {
        return org.table(name)
                .map(table ->
                        Reply.ok(Json.object("objectDescribe", summary(table, version), "recentItems", List.of())))
                .orElseGet(Reply::notFound);
    }

    Reply one(String name, String version) {
        return org.table(name).map(table -> Reply.ok(described(table, version))).orElseGet(Reply::notFound);
    }

    private static Map<String, @Nullable Object> described(Table table, String version) {
        var details = template("details");
        details.put("childRelationships", childRelationships(table));
        details.put("fields", fields(table));
        var described = summary(table, version);
        described.putAll(details);
        return described;
    }

    private static Map<String, @Nullable Object> summary(Table table, String version) {
        String name = table.description().name().value();
        String url = "/services/data/" + version + "/sobjects/" + name;
        var summary = template("object");
        summary.put("custom", name.endsWith("__c"));
        summary.put("keyPrefix", table.keyPrefix());
        summary.put("label", table.description().label());
        summary.put("labelPlural", table.description().label() + "s");
        summary.put("name", name);
        summary.put("queryable", table.description().queryable());
        summary.put("urls", Json.object("sobject", url, "describe", url + "/describe", "rowTemplate", url + "/{ID}"));
        return summary;
    }

    private static List<Map<String, @Nullable Object>> childRelationships(Table table) {
        return table.description().childRelationships().stream()
                .map(DescribeReplies::childRelationship)
                .toList();
    }

    private static Map<String, @Nullable Object> childRelationship(ChildRelationship child) {
        var described = template("childRelationship");
        described.put("childSObject", child.childObject().value());
        described.put("field", child.field());
        described.put("relationshipName", child.name().value());
        return described;
    }

    private static List<Map<String, @Nullable Object>> fields(Table table) {
        return table.description().fields().stream().map(DescribeReplies::field).toList();
    }

    private static Map<String, @Nullable Object> field(FieldDescription field) {
        var type = field.type();
        boolean custom = field.name().endsWith("__c");
        boolean isName = isNameField(field);
        var described = template("field");
        described.put("aggregatable", field.aggregatable());
        described.put("autoNumber", field.name().equals("CaseNumber"));
        described.put("byteLength", field.length() * 3);
        described.put("compoundFieldName", field.compoundFieldName().orElse(null));
        described.put("custom", custom);
        described.put("defaultValue", type == FieldType.BOOLEAN ? false : null);
        described.put("defaultedOnCreate", type == FieldType.BOOLEAN);
        described.put("digits", type == FieldType.INT ? field.precision() : 0);
        described.put("extraTypeInfo", type == FieldType.TEXTAREA ? "plaintextarea" : null);
        described.put("filterable", field.filterable());
        described.put("groupable", field.groupable());
        described.put("idLookup", type == FieldType.ID || isName);
        described.put("label", field.label());
        described.put("length", field.length());
        described.put("name", field.name());
        described.put("nameField", isName);
        described.put("nillable", field.nillable());
        described.put("permissionable", custom);
        described.put("picklistValues", picklistValues(field));
        described.put("precision", type == FieldType.INT ? 0 : field.precision());
        described.put(
                "referenceTo",
                field.referenceTo().stream().map(ObjectName::value).toList());
        described.put(
                "relationshipName",
                field.relationshipName().map(Object::toString).orElse(null));
        described.put("restrictedPicklist", field.restrictedPicklist());
        described.put("scale", field.scale());
        described.put("searchPrefilterable", type == FieldType.REFERENCE);
        described.put("soapType", soapType(type));
        described.put("sortable", field.sortable());
        described.put("type", type.label());
        return described;
    }

    private static boolean isNameField(FieldDescription field) {
        return field.name().equals("Name") || field.name().equals("CaseNumber");
    }

    private static List<Map<String, @Nullable Object>> picklistValues(FieldDescription field) {
        return field.picklistValues().stream()
                .map(DescribeReplies::picklistValue)
                .toList();
    }

    private static Map<String, @Nullable Object> picklistValue(String value) {
        var described = template("picklistValue");
        described.put("label", value);
        described.put("value", value);
        return described;
    }

    private static String soapType(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> "tns:ID";
            case BOOLEAN -> "xsd:boolean";
            case INT -> "xsd:int";
            case LONG -> "xsd:long";
            case DOUBLE, PERCENT, CURRENCY -> "xsd:double";
            case DATE -> "xsd:date";
            case DATETIME -> "xsd:dateTime";
            case TIME -> "xsd:time";
            case ADDRESS -> "urn:address";
            case LOCATION -> "urn:location";
            case ANYTYPE, COMPLEXVALUE -> "xsd:anyType";
            case BASE64 -> "xsd:base64Binary";
            case STRING, TEXTAREA, PICKLIST, MULTIPICKLIST, COMBOBOX, EMAIL, PHONE, URL, ENCRYPTEDSTRING, JSON ->
                "xsd:string";
        };
    }

    /** A copy of the template's {@code part}, to be filled in. */
    private static Map<String, @Nullable Object> template(String part) {
        var members = (Map<?, ?>) Objects.requireNonNull(TEMPLATES.get(part));
        var copy = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> copy.put((String) name, value));
        return copy;
    }

    private static Map<?, ?> read() {
        try (var json = Objects.requireNonNull(DescribeReplies.class.getResourceAsStream("describe.json"))) {
            return (Map<?, ?>) Objects.requireNonNull(Json.read(json.readAllBytes()));
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
