package io.weir.adapter.out.sandbox;

import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the HTTP API says of the org's objects and fields. */
final class DescribeReplies {
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
        var described = summary(table, version);
        described.put("actionOverrides", List.of());
        described.put("childRelationships", childRelationships(table));
        described.put("compactLayoutable", true);
        described.put(
                "fields",
                table.description().fields().stream()
                        .map(DescribeReplies::field)
                        .toList());
        described.put("listviewable", null);
        described.put("lookupLayoutable", null);
        described.put("namedLayoutInfos", List.of());
        described.put("networkScopeFieldName", null);
        described.put("recordTypeInfos", List.of());
        described.put("searchLayoutable", true);
        described.put("supportedScopes", List.of(Json.object("label", "All records", "name", "everything")));
        return described;
    }

    private static Map<String, @Nullable Object> summary(Table table, String version) {
        String name = table.description().name().value();
        String url = "/services/data/" + version + "/sobjects/" + name;
        return Json.object(
                "activateable", false,
                "associateEntityType", null,
                "associateParentEntity", null,
                "createable", false,
                "custom", name.endsWith("__c"),
                "customSetting", false,
                "deepCloneable", false,
                "deletable", false,
                "deprecatedAndHidden", false,
                "feedEnabled", false,
                "hasSubtypes", false,
                "isInterface", false,
                "isSubtype", false,
                "keyPrefix", table.keyPrefix(),
                "label", table.description().label(),
                "labelPlural", table.description().label() + "s",
                "layoutable", true,
                "mergeable", false,
                "mruEnabled", false,
                "name", name,
                "queryable", table.description().queryable(),
                "replicateable", true,
                "retrieveable", true,
                "searchable", false,
                "triggerable", false,
                "undeletable", false,
                "updateable", false,
                "urls", Json.object("sobject", url, "describe", url + "/describe", "rowTemplate", url + "/{ID}"));
    }

    private static List<Map<String, @Nullable Object>> childRelationships(Table table) {
        return table.description().childRelationships().stream()
                .map(DescribeReplies::childRelationship)
                .toList();
    }

    private static Map<String, @Nullable Object> childRelationship(ChildRelationship child) {
        return Json.object(
                "cascadeDelete", false,
                "childSObject", child.childObject().value(),
                "deprecatedAndHidden", false,
                "field", child.field(),
                "junctionIdListNames", List.of(),
                "junctionReferenceTo", List.of(),
                "relationshipName", child.name().value(),
                "restrictedDelete", false);
    }

    private static Map<String, @Nullable Object> field(FieldDescription field) {
        boolean custom = field.name().endsWith("__c");
        boolean isName = isNameField(field);
        var described = Json.object(
                "aggregatable",
                field.aggregatable(),
                "aiPredictionField",
                false,
                "autoNumber",
                field.name().equals("CaseNumber"),
                "byteLength",
                field.length() * 3,
                "calculated",
                false,
                "calculatedFormula",
                null,
                "cascadeDelete",
                false,
                "caseSensitive",
                false,
                "compoundFieldName",
                field.compoundFieldName().orElse(null),
                "controllerName",
                null,
                "createable",
                false,
                "custom",
                custom,
                "defaultValue",
                field.type() == FieldType.BOOLEAN ? false : null,
                "defaultValueFormula",
                null,
                "defaultedOnCreate",
                field.type() == FieldType.BOOLEAN,
                "dependentPicklist",
                false,
                "deprecatedAndHidden",
                false,
                "digits",
                field.type() == FieldType.INT ? field.precision() : 0,
                "displayLocationInDecimal",
                false,
                "encrypted",
                false,
                "externalId",
                false,
                "extraTypeInfo",
                field.type() == FieldType.TEXTAREA ? "plaintextarea" : null,
                "filterable",
                field.filterable(),
                "filteredLookupInfo",
                null,
                "formulaTreatNullNumberAsZero",
                false,
                "groupable",
                field.groupable(),
                "highScaleNumber",
                false,
                "htmlFormatted",
                false,
                "idLookup",
                field.type() == FieldType.ID || isName,
                "inlineHelpText",
                null,
                "label",
                field.label(),
                "length",
                field.length(),
                "mask",
                null,
                "maskType",
                null,
                "name",
                field.name(),
                "nameField",
                isName,
                "namePointing",
                false,
                "nillable",
                field.nillable());
        described.putAll(Json.object(
                "permissionable",
                custom,
                "picklistValues",
                picklistValues(field),
                "polymorphicForeignKey",
                false,
                "precision",
                field.type() == FieldType.INT ? 0 : field.precision(),
                "queryByDistance",
                false,
                "referenceTargetField",
                null,
                "referenceTo",
                field.referenceTo().stream().map(ObjectName::value).toList(),
                "relationshipName",
                field.relationshipName().map(Object::toString).orElse(null),
                "relationshipOrder",
                null,
                "restrictedDelete",
                false,
                "restrictedPicklist",
                field.restrictedPicklist(),
                "scale",
                field.scale(),
                "searchPrefilterable",
                field.type() == FieldType.REFERENCE,
                "soapType",
                soapType(field.type()),
                "sortable",
                field.sortable(),
                "type",
                field.type().label(),
                "unique",
                false,
                "updateable",
                false,
                "writeRequiresMasterRead",
                false));
        return described;
    }

    private static boolean isNameField(FieldDescription field) {
        return field.name().equals("Name") || field.name().equals("CaseNumber");
    }

    private static List<Map<String, @Nullable Object>> picklistValues(FieldDescription field) {
        return field.picklistValues().stream()
                .map(value -> Json.object(
                        "active", true, "defaultValue", false, "label", value, "validFor", null, "value", value))
                .toList();
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
}
