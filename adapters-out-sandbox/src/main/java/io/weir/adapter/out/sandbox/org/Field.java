package io.weir.adapter.out.sandbox.org;

import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.FieldProperties.PicklistEntry;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object: its description for queries and its other properties. Immutable; methods such as
 * {@link #unique} return a changed copy.
 */
public record Field(FieldDescription description, FieldProperties properties) {
    /** The order of the values of an auto-number field: {@code INV-9999} before {@code INV-10000}. */
    public static final Comparator<String> NUMBER_ORDER = Comparator.comparing(Field::prefix)
            .thenComparing(Field::digits, Comparator.comparingInt(String::length))
            .thenComparing(Field::digits);

    private static final String BEFORE_FIRST_NUMBER = "00001000";

    /** Describes what may be written, and the picklist's values with their labels, as the properties say. */
    public Field {
        var labels = new HashMap<String, String>();
        for (var entry : properties.picklistEntries()) {
            if (!entry.label().equals(entry.value())) {
                labels.put(entry.value(), entry.label());
            }
        }
        description = description
                .withPicklistLabels(labels)
                .withWriting(new FieldDescription.Writing(
                        properties.has(Flag.CREATEABLE),
                        properties.has(Flag.UPDATEABLE),
                        properties.has(Flag.DEFAULTED_ON_CREATE),
                        properties.has(Flag.EXTERNAL_ID),
                        properties.has(Flag.UNIQUE)));
    }

    /** A field with the usual properties of its name and type. */
    public static Field of(FieldDescription description) {
        return new Field(description, FieldProperties.of(description));
    }

    public String name() {
        return description.name();
    }

    public FieldType type() {
        return description.type();
    }

    public boolean custom() {
        return name().endsWith("__c");
    }

    public boolean has(Flag flag) {
        return properties.has(flag);
    }

    /** Whether a new record must bring a value for this field. */
    public boolean requiredOnCreate() {
        return has(Flag.CREATEABLE)
                && !has(Flag.DEFAULTED_ON_CREATE)
                && !description.nillable()
                && type() != FieldType.BOOLEAN;
    }

    /** Whether a record may hold {@code value}: false for an unknown or inactive value of a restricted picklist. */
    public boolean permits(String value) {
        return !description.restrictedPicklist()
                || properties.picklistEntries().stream()
                        .anyMatch(entry -> entry.active() && entry.value().equalsIgnoreCase(value));
    }

    /** The label of the picklist value {@code value}; the value itself if the picklist does not list it. */
    public String labelOf(String value) {
        return properties.picklistEntries().stream()
                .filter(entry -> entry.value().equals(value))
                .findFirst()
                .map(PicklistEntry::label)
                .orElse(value);
    }

    /** The value, as JSON has it, of a new record that brings none; null if it stays empty. */
    public @Nullable Object valueOnCreate() {
        for (var entry : properties.picklistEntries()) {
            if (entry.defaultValue()) {
                return entry.value();
            }
        }
        return properties.defaultValue();
    }

    /** A field that no record may leave empty. */
    public Field required() {
        return new Field(changed(false, description.restrictedPicklist(), description.indexed()), properties);
    }

    /** A picklist that admits only its own values. */
    public Field restricted() {
        return new Field(changed(description.nillable(), true, description.indexed()), properties);
    }

    /** An External ID, by which records are upserted. */
    public Field externalId() {
        return new Field(indexed(), properties.with(Flag.EXTERNAL_ID, Flag.ID_LOOKUP));
    }

    /** A standard field by which records are found and upserted. */
    Field idLookup() {
        return new Field(description, properties.with(Flag.ID_LOOKUP));
    }

    Field withoutIdLookup() {
        return new Field(description, properties.without(Flag.ID_LOOKUP));
    }

    /** A field of which no two records have the same value, whatever the case of its letters. */
    public Field unique() {
        return new Field(indexed(), properties.with(Flag.UNIQUE));
    }

    /** A field that only Salesforce sets. */
    public Field readOnly() {
        return new Field(description, properties.without(Flag.CREATEABLE, Flag.UPDATEABLE));
    }

    /** A field that is set when a record is created and never changes. */
    public Field createOnly() {
        return new Field(description, properties.without(Flag.UPDATEABLE));
    }

    /** The number that Salesforce gives to each record, which is also its name. */
    public Field autoNumber() {
        return required()
                .with(properties
                        .without(Flag.CREATEABLE, Flag.UPDATEABLE)
                        .with(Flag.AUTO_NUMBER, Flag.NAME_FIELD, Flag.ID_LOOKUP, Flag.DEFAULTED_ON_CREATE));
    }

    /**
     * The value of an auto-number field in the next record: {@code INV-0100} after {@code INV-0099}.
     *
     * @param last the highest value so far, by {@link #NUMBER_ORDER}; null if there is none
     */
    public static String nextNumber(@Nullable String last) {
        String number = last == null ? BEFORE_FIRST_NUMBER : last;
        String digits = digits(number);
        String next = digits.isEmpty()
                ? "1"
                : new BigInteger(digits).add(BigInteger.ONE).toString();
        return prefix(number) + "0".repeat(Math.max(0, digits.length() - next.length())) + next;
    }

    private static String prefix(String number) {
        int end = number.length();
        while (end > 0 && Character.isDigit(number.charAt(end - 1))) {
            end--;
        }
        return number.substring(0, end);
    }

    private static String digits(String number) {
        return number.substring(prefix(number).length());
    }

    /** The field that names the record. */
    public Field nameField() {
        return with(properties.with(Flag.NAME_FIELD));
    }

    /** A field for which a new record gets {@code value}: for a picklist, one of its values. */
    public Field defaultsTo(Object value) {
        var defaulted = properties.with(Flag.DEFAULTED_ON_CREATE);
        return with(
                properties.picklistEntries().isEmpty()
                        ? defaulted.withDefaultValue(value)
                        : withEntries(
                                defaulted,
                                entry -> new PicklistEntry(
                                        entry.value(),
                                        entry.label(),
                                        entry.active(),
                                        entry.value().equals(value))));
    }

    /** A picklist whose values have these labels; the others keep theirs. */
    public Field labelled(Map<String, String> labels) {
        return with(withEntries(
                properties,
                entry -> new PicklistEntry(
                        entry.value(),
                        Objects.requireNonNullElse(labels.get(entry.value()), entry.label()),
                        entry.active(),
                        entry.defaultValue())));
    }

    /** A lookup whose parents have their children by the relationship {@code name}, such as {@code Contacts}. */
    public Field children(String name) {
        return with(properties.withChildRelationship(name));
    }

    /** This field as a part of the compound field {@code compound}. */
    public Field partOf(String compound) {
        return new Field(description.partOf(compound), properties);
    }

    private Field with(FieldProperties changed) {
        return new Field(description, changed);
    }

    private static FieldProperties withEntries(FieldProperties properties, UnaryOperator<PicklistEntry> change) {
        return properties.withEntries(
                properties.picklistEntries().stream().map(change).toList());
    }

    private FieldDescription indexed() {
        return changed(description.nillable(), description.restrictedPicklist(), true);
    }

    private FieldDescription changed(boolean nillable, boolean restrictedPicklist, boolean indexed) {
        return new FieldDescription(
                description.name(),
                description.label(),
                description.type(),
                description.filterable(),
                description.sortable(),
                description.groupable(),
                description.aggregatable(),
                nillable,
                description.length(),
                description.precision(),
                description.scale(),
                description.relationshipName(),
                description.referenceTo(),
                restrictedPicklist,
                description.picklistValues(),
                description.compoundFieldName(),
                description.formula(),
                indexed,
                description.picklistLabels(),
                description.writing());
    }
}
