package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.FieldProperties.PicklistEntry;
import io.weir.adapter.out.sandbox.org.ObjectDefinition;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describe replies for the org's objects and fields. The resource {@code describe.json} has all members; a question
 * mark stands for a value that depends on the object or field.
 */
final class DescribeReplies {
    private static final Map<?, ?> TEMPLATES = read();
    private static final String MASTER_RECORD_TYPE = "012000000000000AAA";

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

    Reply summary(String name, String version, List<Map<String, @Nullable Object>> recentItems) {
        return org.table(name)
                .map(table ->
                        Reply.ok(Json.object("objectDescribe", summary(table, version), "recentItems", recentItems)))
                .orElseGet(Reply::notFound);
    }

    Reply one(String name, String version) {
        return org.table(name).map(table -> Reply.ok(described(table, version))).orElseGet(Reply::notFound);
    }

    private Map<String, @Nullable Object> described(Table table, String version) {
        var details = template("details");
        details.put("childRelationships", childRelationships(table));
        details.put("fields", fields(table));
        details.put("recordTypeInfos", recordTypes(table));
        details.put("supportedScopes", scopes(table));
        var described = summary(table, version);
        described.putAll(details);
        described.putAll(table.definition().otherMembers());
        return described;
    }

    private static Map<String, @Nullable Object> summary(Table table, String version) {
        String name = table.name();
        String url = "/services/data/" + version + "/sobjects/" + name;
        var summary = template("object");
        summary.put("custom", name.endsWith("__c"));
        summary.put("keyPrefix", table.keyPrefix());
        summary.put("label", table.description().label());
        summary.put("labelPlural", table.definition().labelPlural());
        summary.put("name", name);
        for (var flag : ObjectDefinition.Flag.values()) {
            summary.put(flag.member(), table.definition().has(flag));
        }
        summary.put("urls", Json.object("sobject", url, "describe", url + "/describe", "rowTemplate", url + "/{ID}"));
        return summary;
    }

    /** The lookups of all objects to {@code parent}; Salesforce lists those without a name too. */
    private List<Map<String, @Nullable Object>> childRelationships(Table parent) {
        var children = new ArrayList<Map<String, @Nullable Object>>();
        for (var child : org.tables()) {
            for (var field : child.fields()) {
                if (field.description()
                        .referenceTo()
                        .contains(parent.description().name())) {
                    children.add(childRelationship(child, field));
                }
            }
        }
        return children;
    }

    private static Map<String, @Nullable Object> childRelationship(Table child, Field lookup) {
        var described = template("childRelationship");
        described.put("childSObject", child.name());
        described.put("field", lookup.name());
        described.put(
                "relationshipName", lookup.properties().childRelationship().orElse(null));
        return described;
    }

    /** The record types of {@code table}'s object, and the master record type that each object has. */
    private List<Map<String, @Nullable Object>> recordTypes(Table table) {
        String object = table.name();
        var infos = new ArrayList<Map<String, @Nullable Object>>();
        org.table("RecordType").stream()
                .flatMap(types -> types.records().stream())
                .filter(type -> object.equals(type.value("SobjectType")))
                .map(type -> recordType(type.id(), type.value("Name"), type.value("DeveloperName")))
                .forEach(infos::add);
        infos.add(recordType(MASTER_RECORD_TYPE, "Master", "Master"));
        return infos;
    }

    /** A record type without a link to its layout, because objects here have no layouts. */
    private static Map<String, @Nullable Object> recordType(
            String id, @Nullable Object name, @Nullable Object developerName) {
        boolean master = id.equals(MASTER_RECORD_TYPE);
        return Json.object(
                "active",
                true,
                "available",
                true,
                "defaultRecordTypeMapping",
                master,
                "developerName",
                developerName,
                "master",
                master,
                "name",
                name,
                "recordTypeId",
                id,
                "urls",
                Json.object());
    }

    private static List<Map<String, @Nullable Object>> scopes(Table table) {
        String plural = table.definition().labelPlural().toLowerCase(Locale.ROOT);
        var scopes = new ArrayList<Map<String, @Nullable Object>>();
        scopes.add(Json.object("label", "All " + plural, "name", "everything"));
        if (table.field("OwnerId").isPresent()) {
            scopes.add(Json.object("label", "My " + plural, "name", "mine"));
        }
        return scopes;
    }

    private static List<Map<String, @Nullable Object>> fields(Table table) {
        return table.fields().stream().map(DescribeReplies::field).toList();
    }

    private static Map<String, @Nullable Object> field(Field field) {
        var description = field.description();
        var type = field.type();
        var members = template("field");
        for (var flag : FieldProperties.Flag.values()) {
            members.put(flag.member(), field.has(flag));
        }
        members.put("aggregatable", description.aggregatable());
        members.put("byteLength", description.length() * 3);
        members.put("calculated", description.formula());
        members.put("compoundFieldName", description.compoundFieldName().orElse(null));
        members.put("custom", field.custom());
        members.put("defaultValue", field.properties().defaultValue());
        members.put("digits", type == FieldType.INT ? description.precision() : 0);
        members.put("extraTypeInfo", type == FieldType.TEXTAREA ? "plaintextarea" : null);
        members.put("filterable", description.filterable());
        members.put("groupable", description.groupable());
        members.put("label", description.label());
        members.put("length", description.length());
        members.put("name", field.name());
        members.put("namePointing", description.referenceTo().size() > 1);
        members.put("nillable", description.nillable());
        members.put("permissionable", isPermissionable(field));
        members.put("picklistValues", picklistValues(field));
        members.put("polymorphicForeignKey", description.referenceTo().size() > 1);
        members.put("precision", type == FieldType.INT ? 0 : description.precision());
        members.put("queryByDistance", type.isCompound());
        members.put(
                "referenceTo",
                description.referenceTo().stream().map(ObjectName::value).toList());
        members.put(
                "relationshipName",
                description.relationshipName().map(Object::toString).orElse(null));
        members.put("restrictedPicklist", description.restrictedPicklist());
        members.put("scale", description.scale());
        members.put("searchPrefilterable", type == FieldType.REFERENCE);
        members.put("soapType", soapType(type));
        members.put("sortable", description.sortable());
        members.put("type", type.label());
        members.putAll(field.properties().otherMembers());
        return members;
    }

    /** Field-level security covers what users set and no record requires. */
    private static boolean isPermissionable(Field field) {
        return field.description().nillable()
                && (field.has(Flag.CREATEABLE) || field.description().formula());
    }

    private static List<Map<String, @Nullable Object>> picklistValues(Field field) {
        return field.properties().picklistEntries().stream()
                .map(DescribeReplies::picklistValue)
                .toList();
    }

    private static Map<String, @Nullable Object> picklistValue(PicklistEntry entry) {
        var members = template("picklistValue");
        members.put("active", entry.active());
        members.put("defaultValue", entry.defaultValue());
        members.put("label", entry.label());
        members.put("value", entry.value());
        return members;
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
