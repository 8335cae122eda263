package io.weir.adapter.out.salesforce.org;

import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the description of one field. Not thread-safe. */
final class DescribedField {
    private final JsonMembers json;
    private String name = "";
    private String label = "";
    private String type = "";
    private boolean filterable;
    private boolean sortable;
    private boolean groupable;
    private boolean aggregatable;
    private boolean nillable;
    private int length;
    private int digits;
    private int precision;
    private int scale;
    private String relationshipName = "";
    private List<ObjectName> referenceTo = List.of();
    private boolean restrictedPicklist;
    private List<String> picklistValues = List.of();
    private final Map<String, String> picklistLabels = new HashMap<>();
    private String compoundFieldName = "";
    private boolean formula;
    private boolean createable;
    private boolean updateable;
    private boolean defaulted;
    private boolean externalId;
    private boolean unique;

    private DescribedField(JsonMembers json) {
        this.json = json;
    }

    /** The field that is the current value of {@code json}; empty if its name is not valid in SOQL. */
    static Optional<FieldDescription> read(JsonMembers json) {
        var field = new DescribedField(json);
        json.members(field::take);
        return field.description();
    }

    private void take(String member) {
        switch (member) {
            case "name" -> name = json.text();
            case "label" -> label = json.text();
            case "type" -> type = json.text();
            case "filterable" -> filterable = json.flag();
            case "sortable" -> sortable = json.flag();
            case "groupable" -> groupable = json.flag();
            case "aggregatable" -> aggregatable = json.flag();
            case "nillable" -> nillable = json.flag();
            case "length" -> length = (int) json.number();
            case "digits" -> digits = (int) json.number();
            case "precision" -> precision = (int) json.number();
            case "scale" -> scale = (int) json.number();
            case "relationshipName" -> relationshipName = json.text();
            case "referenceTo" -> referenceTo = json.items(() -> JsonMembers.named(json.text(), ObjectName::new));
            case "restrictedPicklist" -> restrictedPicklist = json.flag();
            case "picklistValues" -> picklistValues = json.items(this::activeValue);
            case "compoundFieldName" -> compoundFieldName = json.text();
            case "calculated" -> formula = json.flag();
            case "createable" -> createable = json.flag();
            case "updateable" -> updateable = json.flag();
            case "defaultedOnCreate" -> defaulted = json.flag();
            case "externalId" -> externalId = json.flag();
            case "unique" -> unique = json.flag();
            default -> json.skip();
        }
    }

    private Optional<String> activeValue() {
        var entry = new Object() {
            String value = "";
            String label = "";
            boolean active;
        };
        json.members(member -> {
            switch (member) {
                case "value" -> entry.value = json.text();
                case "label" -> entry.label = json.text();
                case "active" -> entry.active = json.flag();
                default -> json.skip();
            }
        });
        if (!entry.label.isEmpty() && !entry.label.equals(entry.value)) {
            picklistLabels.put(entry.value, entry.label);
        }
        return entry.active ? Optional.of(entry.value) : Optional.empty();
    }

    /** Describe reports the digits of an int separately. An unknown type becomes one that compares with nothing. */
    private Optional<FieldDescription> description() {
        return JsonMembers.named(
                name,
                fieldName -> new FieldDescription(
                        fieldName,
                        label,
                        FieldType.named(type).orElse(FieldType.ANYTYPE),
                        filterable,
                        sortable,
                        groupable,
                        aggregatable,
                        nillable,
                        length,
                        Math.max(digits, precision),
                        scale,
                        JsonMembers.named(relationshipName, RelationshipName::new),
                        referenceTo,
                        restrictedPicklist,
                        picklistValues,
                        compoundFieldName.isEmpty() ? Optional.empty() : Optional.of(compoundFieldName),
                        formula,
                        externalId || unique,
                        picklistLabels,
                        new FieldDescription.Writing(createable, updateable, defaulted, externalId, unique)));
    }
}
