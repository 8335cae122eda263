package io.weir.domain.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describe's result for one field, as far as queries need it.
 *
 * @param length the longest text the field holds, in characters; 0 for other types
 * @param precision the most digits a number has; 0 for other types
 * @param scale the digits behind the decimal point
 * @param relationshipName the name to follow to the parent, for a lookup
 * @param referenceTo the objects that a lookup may refer to
 * @param picklistValues the active values, for a picklist
 * @param compoundFieldName the compound field of which this one is a part: {@code MailingAddress} for {@code
 *     MailingCity}
 * @param formula whether Salesforce computes the value from other fields
 * @param indexed whether the field is an External ID or unique, and so has an index
 * @param picklistLabels the labels of values, also of inactive ones; a value that is not here is its own label
 */
public record FieldDescription(
        String name,
        String label,
        FieldType type,
        boolean filterable,
        boolean sortable,
        boolean groupable,
        boolean aggregatable,
        boolean nillable,
        int length,
        int precision,
        int scale,
        Optional<RelationshipName> relationshipName,
        List<ObjectName> referenceTo,
        boolean restrictedPicklist,
        List<String> picklistValues,
        Optional<String> compoundFieldName,
        boolean formula,
        boolean indexed,
        Map<String, String> picklistLabels) {
    public FieldDescription {
        Identifier.checked(name, "a field name");
        referenceTo = List.copyOf(referenceTo);
        picklistValues = List.copyOf(picklistValues);
        picklistLabels = Map.copyOf(picklistLabels);
    }

    /** A field whose values are their own labels, and that is neither a formula nor an External ID nor unique. */
    public FieldDescription(
            String name,
            String label,
            FieldType type,
            boolean filterable,
            boolean sortable,
            boolean groupable,
            boolean aggregatable,
            boolean nillable,
            int length,
            int precision,
            int scale,
            Optional<RelationshipName> relationshipName,
            List<ObjectName> referenceTo,
            boolean restrictedPicklist,
            List<String> picklistValues,
            Optional<String> compoundFieldName) {
        this(
                name,
                label,
                type,
                filterable,
                sortable,
                groupable,
                aggregatable,
                nillable,
                length,
                precision,
                scale,
                relationshipName,
                referenceTo,
                restrictedPicklist,
                picklistValues,
                compoundFieldName,
                false,
                false,
                Map.of());
    }

    /** This field with these labels of its picklist's values. */
    public FieldDescription withPicklistLabels(Map<String, String> labels) {
        return with(compoundFieldName, labels);
    }

    /** This field as a part of the compound field {@code compound}. */
    public FieldDescription partOf(String compound) {
        return with(Optional.of(compound), picklistLabels);
    }

    private FieldDescription with(Optional<String> compound, Map<String, String> labels) {
        return new FieldDescription(
                name,
                label,
                type,
                filterable,
                sortable,
                groupable,
                aggregatable,
                nillable,
                length,
                precision,
                scale,
                relationshipName,
                referenceTo,
                restrictedPicklist,
                picklistValues,
                compound,
                formula,
                indexed,
                labels);
    }
}
