package io.weir.adapter.out.sandbox;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import java.util.Optional;

/** Descriptions of fields as Salesforce makes them, one method for each kind. */
final class Fields {
    private static final int LONG_TEXT = 32_000;
    private static final int MULTIPICKLIST_LENGTH = 4_099;

    private Fields() {}

    static FieldDescription id(String label) {
        return described("Id", label, FieldType.ID, Uses.GROUPED, false, 18);
    }

    static FieldDescription text(String name, String label, int length) {
        return described(name, label, FieldType.STRING, Uses.GROUPED, true, length);
    }

    static FieldDescription email(String name, String label) {
        return described(name, label, FieldType.EMAIL, Uses.GROUPED, true, 80);
    }

    static FieldDescription phone(String name, String label) {
        return described(name, label, FieldType.PHONE, Uses.GROUPED, true, 40);
    }

    static FieldDescription url(String name, String label) {
        return described(name, label, FieldType.URL, Uses.GROUPED, true, 255);
    }

    /** A text area of up to 255 characters, which filters like a text. */
    static FieldDescription textArea(String name, String label) {
        return described(name, label, FieldType.TEXTAREA, Uses.GROUPED, true, 255);
    }

    /** A long text area: nothing can be asked of it but its content. */
    static FieldDescription longText(String name, String label) {
        return described(name, label, FieldType.TEXTAREA, Uses.NONE, true, LONG_TEXT);
    }

    static FieldDescription address(String name, String label) {
        return described(name, label, FieldType.ADDRESS, Uses.NONE, true, 0);
    }

    static FieldDescription checkbox(String name, String label) {
        return described(name, label, FieldType.BOOLEAN, Uses.GROUPED_ONLY, false, 0);
    }

    static FieldDescription date(String name, String label) {
        return described(name, label, FieldType.DATE, Uses.GROUPED, true, 0);
    }

    static FieldDescription dateTime(String name, String label) {
        return described(name, label, FieldType.DATETIME, Uses.MEASURED, true, 0);
    }

    static FieldDescription time(String name, String label) {
        return described(name, label, FieldType.TIME, Uses.GROUPED, true, 0);
    }

    static FieldDescription integer(String name, String label) {
        return number(name, label, FieldType.INT, Uses.GROUPED, 8, 0);
    }

    static FieldDescription decimal(String name, String label, int precision, int scale) {
        return number(name, label, FieldType.DOUBLE, Uses.MEASURED, precision, scale);
    }

    static FieldDescription currency(String name, String label) {
        return number(name, label, FieldType.CURRENCY, Uses.MEASURED, 18, 2);
    }

    static FieldDescription percent(String name, String label) {
        return number(name, label, FieldType.PERCENT, Uses.MEASURED, 5, 2);
    }

    static FieldDescription picklist(String name, String label, List<String> values) {
        return described(name, label, FieldType.PICKLIST, Uses.GROUPED, true, 255, 0, 0, List.of(), List.of(), values);
    }

    static FieldDescription multipicklist(String name, String label, List<String> values) {
        return described(
                name,
                label,
                FieldType.MULTIPICKLIST,
                Uses.FILTERED,
                true,
                MULTIPICKLIST_LENGTH,
                0,
                0,
                List.of(),
                List.of(),
                values);
    }

    static FieldDescription lookup(String name, String label, String relationship, String object) {
        return described(
                name,
                label,
                FieldType.REFERENCE,
                Uses.GROUPED,
                true,
                18,
                0,
                0,
                List.of(new RelationshipName(relationship)),
                List.of(new ObjectName(object)),
                List.of());
    }

    private static FieldDescription number(
            String name, String label, FieldType type, Uses uses, int precision, int scale) {
        return described(name, label, type, uses, true, 0, precision, scale, List.of(), List.of(), List.of());
    }

    private static FieldDescription described(
            String name, String label, FieldType type, Uses uses, boolean nillable, int length) {
        return described(name, label, type, uses, nillable, length, 0, 0, List.of(), List.of(), List.of());
    }

    private static FieldDescription described(
            String name,
            String label,
            FieldType type,
            Uses uses,
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
                uses.filterable,
                uses.sortable,
                uses.groupable,
                uses.aggregatable,
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

    /** What a query may do with a field besides selecting it. */
    private enum Uses {
        NONE(false, false, false, false),
        FILTERED(true, false, false, false),
        GROUPED_ONLY(true, true, true, false),
        MEASURED(true, true, false, true),
        GROUPED(true, true, true, true);

        private final boolean filterable;
        private final boolean sortable;
        private final boolean groupable;
        private final boolean aggregatable;

        Uses(boolean filterable, boolean sortable, boolean groupable, boolean aggregatable) {
            this.filterable = filterable;
            this.sortable = sortable;
            this.groupable = groupable;
            this.aggregatable = aggregatable;
        }
    }
}
