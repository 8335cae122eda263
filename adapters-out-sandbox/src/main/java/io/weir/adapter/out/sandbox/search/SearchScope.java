package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that a search looks at: SOSL's {@code IN … FIELDS}. Text, text area, email, phone and URL fields are
 * searchable; picklists, numbers, dates and lookups are not.
 *
 * <p>Unlike Salesforce, {@link #SIDEBAR} covers the name, email and phone fields of every object.
 */
public enum SearchScope {
    ALL,
    /** The record's name and its parts; the number or subject of objects without a name. */
    NAME,
    EMAIL,
    PHONE,
    SIDEBAR;

    private static final Set<FieldType> SEARCHABLE = Set.of(
            FieldType.STRING, FieldType.TEXTAREA, FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.COMBOBOX);

    private static final Optional<String> NAME_COMPOUND = Optional.of("Name");

    /** The objects that Salesforce does not index. */
    private static final Set<String> UNSEARCHABLE_OBJECTS =
            Set.of("organization", "recordtype", "holiday", "businesshours", "queuesobject", "groupmember", "profile");

    /** The scope called {@code name}, in any case. */
    static Optional<SearchScope> named(String name) {
        for (var scope : values()) {
            if (scope.name().equalsIgnoreCase(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** Whether {@code object} can be searched. */
    static boolean covers(ObjectDescription object) {
        return object.queryable()
                && !UNSEARCHABLE_OBJECTS.contains(object.name().value().toLowerCase(Locale.ROOT));
    }

    /** The fields of {@code table} in this scope. */
    List<Field> fields(Table table) {
        return table.fields().stream()
                .filter(field -> SEARCHABLE.contains(field.type()) && includes(field))
                .toList();
    }

    private boolean includes(Field field) {
        return switch (this) {
            case ALL -> true;
            case NAME -> isName(field);
            case EMAIL -> field.type() == FieldType.EMAIL;
            case PHONE -> field.type() == FieldType.PHONE;
            case SIDEBAR -> isName(field) || field.type() == FieldType.EMAIL || field.type() == FieldType.PHONE;
        };
    }

    private static boolean isName(Field field) {
        return field.has(Flag.NAME_FIELD)
                || field.description().compoundFieldName().equals(NAME_COMPOUND)
                || field.name().equals("Subject");
    }
}
