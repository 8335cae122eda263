package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fields of each type, with the usual properties: {@code text("Key__c", "Key", 80).externalId().unique()}. Names are
 * API names; lengths are in characters.
 */
public final class Fields {
    private static final int LONG_TEXT = 32_000;
    private static final int MULTIPICKLIST_LENGTH = 4_099;

    private Fields() {}

    public static Field id(String label) {
        return field("Id", label, FieldType.ID, Capabilities.ALL, false, 18);
    }

    public static Field text(String name, String label, int length) {
        return field(name, label, FieldType.STRING, Capabilities.ALL, true, length);
    }

    public static Field email(String name, String label) {
        return field(name, label, FieldType.EMAIL, Capabilities.ALL, true, 80);
    }

    public static Field phone(String name, String label) {
        return field(name, label, FieldType.PHONE, Capabilities.ALL, true, 40);
    }

    public static Field url(String name, String label) {
        return field(name, label, FieldType.URL, Capabilities.ALL, true, 255);
    }

    /** A text of up to 255 characters; queries can filter, sort and group by it. */
    public static Field textArea(String name, String label) {
        return field(name, label, FieldType.TEXTAREA, Capabilities.ALL, true, 255);
    }

    /** A text of up to 32,000 characters; queries can only select it. */
    public static Field longText(String name, String label) {
        return field(name, label, FieldType.TEXTAREA, Capabilities.NONE, true, LONG_TEXT);
    }

    public static Field address(String name, String label) {
        return field(name, label, FieldType.ADDRESS, Capabilities.NONE, true, 0);
    }

    /** A geolocation; {@code __Latitude__s} and {@code __Longitude__s} are its parts. */
    public static Field location(String name, String label) {
        return field(name, label, FieldType.LOCATION, Capabilities.NONE, true, 0);
    }

    /** A text with suggestions that users need not follow. */
    public static Field combobox(String name, String label, int length) {
        return field(name, label, FieldType.COMBOBOX, Capabilities.ALL, true, length);
    }

    public static Field checkbox(String name, String label) {
        return field(name, label, FieldType.BOOLEAN, Capabilities.FILTER_SORT_GROUP, false, 0);
    }

    public static Field date(String name, String label) {
        return field(name, label, FieldType.DATE, Capabilities.ALL, true, 0);
    }

    public static Field dateTime(String name, String label) {
        return field(name, label, FieldType.DATETIME, Capabilities.FILTER_SORT_AGGREGATE, true, 0);
    }

    public static Field time(String name, String label) {
        return field(name, label, FieldType.TIME, Capabilities.FILTER_SORT_GROUP, true, 0);
    }

    public static Field integer(String name, String label) {
        return number(name, label, FieldType.INT, Capabilities.ALL, 8, 0);
    }

    public static Field decimal(String name, String label, int precision, int scale) {
        return number(name, label, FieldType.DOUBLE, Capabilities.FILTER_SORT_AGGREGATE, precision, scale);
    }

    public static Field currency(String name, String label) {
        return number(name, label, FieldType.CURRENCY, Capabilities.FILTER_SORT_AGGREGATE, 18, 2);
    }

    public static Field percent(String name, String label) {
        return number(name, label, FieldType.PERCENT, Capabilities.FILTER_SORT_AGGREGATE, 5, 2);
    }

    public static Field picklist(String name, String label, List<String> values) {
        return field(name, label, FieldType.PICKLIST, Capabilities.ALL, true, 255, 0, 0, List.of(), List.of(), values);
    }

    /** A picklist of the keys of {@code labels}, in their order and with their labels. */
    static Field picklist(String name, String label, Map<String, String> labels) {
        return picklist(name, label, List.copyOf(labels.keySet())).labelled(labels);
    }

    public static Field multipicklist(String name, String label, List<String> values) {
        return field(
                name,
                label,
                FieldType.MULTIPICKLIST,
                Capabilities.FILTER,
                true,
                MULTIPICKLIST_LENGTH,
                0,
                0,
                List.of(),
                List.of(),
                values);
    }

    /** A lookup to records of any of {@code objects}; {@code relationship} names the way to the parent. */
    public static Field lookup(String name, String label, String relationship, String... objects) {
        return lookup(name, label, List.of(new RelationshipName(relationship)), objects);
    }

    /** A lookup that queries cannot follow to the parent. */
    static Field reference(String name, String label, String... objects) {
        return lookup(name, label, List.of(), objects);
    }

    private static Field lookup(String name, String label, List<RelationshipName> relationship, String... objects) {
        var referenceTo = Stream.of(objects).map(ObjectName::new).toList();
        return field(
                name,
                label,
                FieldType.REFERENCE,
                Capabilities.ALL,
                true,
                18,
                0,
                0,
                relationship,
                referenceTo,
                List.of());
    }

    private static Field number(
            String name, String label, FieldType type, Capabilities capabilities, int precision, int scale) {
        return field(name, label, type, capabilities, true, 0, precision, scale, List.of(), List.of(), List.of());
    }

    private static Field field(
            String name, String label, FieldType type, Capabilities capabilities, boolean nillable, int length) {
        return field(name, label, type, capabilities, nillable, length, 0, 0, List.of(), List.of(), List.of());
    }

    private static Field field(
            String name,
            String label,
            FieldType type,
            Capabilities capabilities,
            boolean nillable,
            int length,
            int precision,
            int scale,
            List<RelationshipName> relationship,
            List<ObjectName> referenceTo,
            List<String> picklistValues) {
        return Field.of(new FieldDescription(
                name,
                label,
                type,
                capabilities.filterable,
                capabilities.sortable,
                capabilities.groupable,
                capabilities.aggregatable,
                nillable,
                length,
                precision,
                scale,
                relationship.stream().findFirst(),
                referenceTo,
                false,
                picklistValues,
                Optional.empty()));
    }

    /** The query clauses that may use a field, besides the select list. */
    private enum Capabilities {
        NONE(false, false, false, false),
        FILTER(true, false, false, false),
        FILTER_SORT_GROUP(true, true, true, false),
        FILTER_SORT_AGGREGATE(true, true, false, true),
        ALL(true, true, true, true);

        private final boolean filterable;
        private final boolean sortable;
        private final boolean groupable;
        private final boolean aggregatable;

        Capabilities(boolean filterable, boolean sortable, boolean groupable, boolean aggregatable) {
            this.filterable = filterable;
            this.sortable = sortable;
            this.groupable = groupable;
            this.aggregatable = aggregatable;
        }
    }
}
