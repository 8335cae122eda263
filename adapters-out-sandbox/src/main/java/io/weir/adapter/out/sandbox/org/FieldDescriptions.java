package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Field descriptions as Salesforce returns them, one method per field type. */
public final class FieldDescriptions {
    private static final int LONG_TEXT = 32_000;
    private static final int MULTIPICKLIST_LENGTH = 4_099;

    private FieldDescriptions() {}

    public static FieldDescription id(String label) {
        return description("Id", label, FieldType.ID, Capabilities.ALL, false, 18);
    }

    public static FieldDescription text(String name, String label, int length) {
        return description(name, label, FieldType.STRING, Capabilities.ALL, true, length);
    }

    static FieldDescription email(String name, String label) {
        return description(name, label, FieldType.EMAIL, Capabilities.ALL, true, 80);
    }

    static FieldDescription phone(String name, String label) {
        return description(name, label, FieldType.PHONE, Capabilities.ALL, true, 40);
    }

    static FieldDescription url(String name, String label) {
        return description(name, label, FieldType.URL, Capabilities.ALL, true, 255);
    }

    /** A text area of up to 255 characters; queries can filter, sort and group by it. */
    static FieldDescription textArea(String name, String label) {
        return description(name, label, FieldType.TEXTAREA, Capabilities.ALL, true, 255);
    }

    /** A long text area; queries can only select it. */
    public static FieldDescription longText(String name, String label) {
        return description(name, label, FieldType.TEXTAREA, Capabilities.NONE, true, LONG_TEXT);
    }

    static FieldDescription address(String name, String label) {
        return description(name, label, FieldType.ADDRESS, Capabilities.NONE, true, 0);
    }

    /** A geolocation; its parts are two decimals. */
    static FieldDescription location(String name, String label) {
        return description(name, label, FieldType.LOCATION, Capabilities.NONE, true, 0);
    }

    /** A text with suggestions that users need not follow. */
    static FieldDescription combobox(String name, String label, int length) {
        return description(name, label, FieldType.COMBOBOX, Capabilities.ALL, true, length);
    }

    public static FieldDescription checkbox(String name, String label) {
        return description(name, label, FieldType.BOOLEAN, Capabilities.FILTER_SORT_GROUP, false, 0);
    }

    public static FieldDescription date(String name, String label) {
        return description(name, label, FieldType.DATE, Capabilities.ALL, true, 0);
    }

    public static FieldDescription dateTime(String name, String label) {
        return description(name, label, FieldType.DATETIME, Capabilities.FILTER_SORT_AGGREGATE, true, 0);
    }

    static FieldDescription time(String name, String label) {
        return description(name, label, FieldType.TIME, Capabilities.FILTER_SORT_GROUP, true, 0);
    }

    public static FieldDescription integer(String name, String label) {
        return number(name, label, FieldType.INT, Capabilities.ALL, 8, 0);
    }

    static FieldDescription decimal(String name, String label, int precision, int scale) {
        return number(name, label, FieldType.DOUBLE, Capabilities.FILTER_SORT_AGGREGATE, precision, scale);
    }

    public static FieldDescription currency(String name, String label) {
        return number(name, label, FieldType.CURRENCY, Capabilities.FILTER_SORT_AGGREGATE, 18, 2);
    }

    static FieldDescription percent(String name, String label) {
        return number(name, label, FieldType.PERCENT, Capabilities.FILTER_SORT_AGGREGATE, 5, 2);
    }

    public static FieldDescription picklist(String name, String label, List<String> values) {
        return description(
                name, label, FieldType.PICKLIST, Capabilities.ALL, true, 255, 0, 0, List.of(), List.of(), values);
    }

    public static FieldDescription multipicklist(String name, String label, List<String> values) {
        return description(
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

    /** A lookup to records of any of {@code objects}. */
    public static FieldDescription lookup(String name, String label, String relationship, String... objects) {
        return description(
                name,
                label,
                FieldType.REFERENCE,
                Capabilities.ALL,
                true,
                18,
                0,
                0,
                List.of(new RelationshipName(relationship)),
                Stream.of(objects).map(ObjectName::new).toList(),
                List.of());
    }

    /** A lookup whose parent has no name in queries. */
    static FieldDescription reference(String name, String label, String... objects) {
        return description(
                name,
                label,
                FieldType.REFERENCE,
                Capabilities.ALL,
                true,
                18,
                0,
                0,
                List.of(),
                Stream.of(objects).map(ObjectName::new).toList(),
                List.of());
    }

    private static FieldDescription number(
            String name, String label, FieldType type, Capabilities capabilities, int precision, int scale) {
        return description(name, label, type, capabilities, true, 0, precision, scale, List.of(), List.of(), List.of());
    }

    private static FieldDescription description(
            String name, String label, FieldType type, Capabilities capabilities, boolean nillable, int length) {
        return description(name, label, type, capabilities, nillable, length, 0, 0, List.of(), List.of(), List.of());
    }

    private static FieldDescription description(
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
        return new FieldDescription(
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
                Optional.empty());
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
