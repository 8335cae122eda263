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
 * @param writing what the run-as user may write, and what a new record needs
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
        Map<String, String> picklistLabels,
        Writing writing) {
    /**
     * What may be written to a field.
     *
     * @param createable whether a new record may have a value
     * @param updateable whether the value may be changed
     * @param defaulted whether a new record gets a value if it is sent none
     * @param externalId whether the field is an External ID, by which records can be upserted
     * @param unique whether no two records have the same value
     */
    public record Writing(
            boolean createable, boolean updateable, boolean defaulted, boolean externalId, boolean unique) {
        /** A field that the org fills, such as a formula. */
        public static final Writing NEVER = new Writing(false, false, true, false, false);

        /** A field without anything special. */
        public static final Writing ALWAYS = new Writing(true, true, false, false, false);
    }

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
                Map.of(),
                Writing.NEVER);
    }

    /** This field with these labels of its picklist's values. */
    public FieldDescription withPicklistLabels(Map<String, String> labels) {
        return with(compoundFieldName, labels, writing);
    }

    /** This field as a part of the compound field {@code compound}. */
    public FieldDescription partOf(String compound) {
        return with(Optional.of(compound), picklistLabels, writing);
    }

    /** This field with what may be written to it. */
    public FieldDescription withWriting(Writing may) {
        return with(compoundFieldName, picklistLabels, may);
    }

    /** Whether a new record must be sent a value. */
    public boolean isRequired() {
        return writing.createable() && !nillable && !writing.defaulted() && type != FieldType.BOOLEAN;
    }

    private FieldDescription with(Optional<String> compound, Map<String, String> labels, Writing may) {
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
                labels,
                may);
    }
}
