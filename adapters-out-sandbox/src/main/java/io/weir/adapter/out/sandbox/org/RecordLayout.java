package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ObjectDescription;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The place of each field in the records of one object. */
final class RecordLayout {
    private final ObjectDefinition definition;
    private final ObjectDescription description;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int idColumn;
    private final int deletedColumn;
    private final int nameColumn;
    private final DerivedFields derived;

    RecordLayout(ObjectDefinition definition, ObjectDescription description) {
        this.description = description;
        this.definition = definition;
        for (int i = 0; i < description.fields().size(); i++) {
            String name = description.fields().get(i).name();
            columns.put(key(name), i);
            columns.put(name, i);
        }
        this.idColumn = column("Id");
        this.deletedColumn = columns.getOrDefault(key("IsDeleted"), -1);
        this.nameColumn = definition.fields().stream()
                .filter(field -> field.has(FieldProperties.Flag.NAME_FIELD))
                .findFirst()
                .map(field -> column(field.name()))
                .orElse(-1);
        this.derived = new DerivedFields(description, this::column);
    }

    ObjectDescription description() {
        return description;
    }

    DerivedFields derived() {
        return derived;
    }

    ObjectDefinition definition() {
        return definition;
    }

    Optional<Field> field(String name) {
        return Optional.ofNullable(columns.get(key(name))).map(definition.fields()::get);
    }

    int column(String name) {
        Integer column = columns.get(name);
        if (column == null) {
            column = columns.get(key(name));
        }
        if (column == null) {
            throw new IllegalArgumentException("%s has no field '%s'".formatted(description.name(), name));
        }
        return column;
    }

    int idColumn() {
        return idColumn;
    }

    /** The column of the field that names a record; -1 if the object has none. */
    int nameColumn() {
        return nameColumn;
    }

    /** The column of {@code IsDeleted}; -1 if the object has none. */
    int deletedColumn() {
        return deletedColumn;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
