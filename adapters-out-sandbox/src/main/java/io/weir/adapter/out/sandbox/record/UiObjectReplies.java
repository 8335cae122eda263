package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.ObjectDefinition;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies of {@code GET /ui-api/object-info/{object}}: what a form needs to know of an object. */
final class UiObjectReplies {
    private final SandboxOrg org;

    UiObjectReplies(SandboxOrg org) {
        this.org = org;
    }

    Reply objectInfo(ApiRequest request) {
        return org.table(request.segment(2))
                .map(table -> Reply.ok(json(table)))
                .orElseGet(() -> Reply.error(
                        404, "INVALID_TYPE", "Object %s is not supported in UI API".formatted(request.segment(2))));
    }

    private static Map<String, @Nullable Object> json(Table table) {
        var fields = Json.object();
        table.fields().forEach(field -> fields.put(field.name(), json(field)));
        String name = table.name();
        return Json.object(
                "apiName",
                name,
                "childRelationships",
                List.of(),
                "createable",
                table.definition().has(ObjectDefinition.Flag.CREATEABLE),
                "custom",
                name.endsWith("__c"),
                "defaultRecordTypeId",
                null,
                "deletable",
                table.definition().has(ObjectDefinition.Flag.DELETABLE),
                "fields",
                fields,
                "keyPrefix",
                table.keyPrefix(),
                "label",
                table.description().label(),
                "labelPlural",
                table.definition().labelPlural(),
                "nameFields",
                table.fields().stream()
                        .filter(field -> field.has(Flag.NAME_FIELD))
                        .map(Field::name)
                        .toList(),
                "queryable",
                table.description().queryable(),
                "recordTypeInfos",
                Map.of(),
                "updateable",
                table.definition().has(ObjectDefinition.Flag.UPDATEABLE));
    }

    private static Map<String, @Nullable Object> json(Field field) {
        var description = field.description();
        return Json.object(
                "apiName",
                field.name(),
                "createable",
                field.has(Flag.CREATEABLE),
                "custom",
                field.custom(),
                "dataType",
                dataType(field.type()),
                "externalId",
                field.has(Flag.EXTERNAL_ID),
                "label",
                description.label(),
                "length",
                description.length(),
                "precision",
                description.precision(),
                "reference",
                field.type() == FieldType.REFERENCE,
                "referenceToInfos",
                description.referenceTo().stream()
                        .map(target -> Json.object("apiName", target.value()))
                        .toList(),
                "relationshipName",
                description.relationshipName().map(Object::toString).orElse(null),
                "required",
                field.requiredOnCreate(),
                "scale",
                description.scale(),
                "unique",
                field.has(Flag.UNIQUE),
                "updateable",
                field.has(Flag.UPDATEABLE));
    }

    private static String dataType(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> "Reference";
            case TEXTAREA -> "TextArea";
            case MULTIPICKLIST -> "MultiPicklist";
            case DATETIME -> "DateTime";
            case COMBOBOX -> "ComboBox";
            case ENCRYPTEDSTRING -> "EncryptedString";
            case ANYTYPE -> "AnyType";
            case COMPLEXVALUE -> "ComplexValue";
            case STRING,
                    PICKLIST,
                    EMAIL,
                    PHONE,
                    URL,
                    BOOLEAN,
                    INT,
                    LONG,
                    DOUBLE,
                    PERCENT,
                    CURRENCY,
                    DATE,
                    TIME,
                    ADDRESS,
                    LOCATION,
                    BASE64,
                    JSON ->
                Character.toUpperCase(type.label().charAt(0)) + type.label().substring(1);
        };
    }
}
