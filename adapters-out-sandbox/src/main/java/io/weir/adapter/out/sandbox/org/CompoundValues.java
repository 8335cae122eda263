package io.weir.adapter.out.sandbox.org;

import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of compound fields, which follow from the values of their parts: addresses, places and full names. */
final class CompoundValues {
    private static final List<String> NAME_PARTS = List.of("FirstName", "MiddleName", "LastName", "Suffix");
    private static final List<String> ADDRESS_PARTS =
            List.of("City", "Country", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State", "Street");

    private CompoundValues() {}

    /** Sets the compound fields among {@code values}, the values of one record of {@code table}. */
    static void derive(Table table, @Nullable Object[] values) {
        for (var field : table.description().fields()) {
            var parts = table.description().partsOf(field.name());
            if (!parts.isEmpty()) {
                int column = table.column(field.name());
                if (field.type() == FieldType.ADDRESS) {
                    values[column] = address(table, field, parts, values);
                } else if (field.type() == FieldType.LOCATION) {
                    values[column] = location(table, parts, values);
                } else if (field.name().equals("Name")) {
                    values[column] = name(table, values, column);
                }
            }
        }
    }

    private static @Nullable Object name(Table table, @Nullable Object[] values, int column) {
        String name = NAME_PARTS.stream()
                .flatMap(part -> table.description().field(part).stream())
                .map(part -> values[table.column(part.name())])
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? values[column] : name;
    }

    /** The parts that every address has, and the country and state codes if the object has them. */
    private static @Nullable Row address(
            Table table, FieldDescription compound, List<FieldDescription> parts, @Nullable Object[] values) {
        int prefix = compound.name().length() - "Address".length();
        var members = new TreeMap<String, @Nullable Object>();
        ADDRESS_PARTS.forEach(part -> members.put(memberName(part), null));
        for (var part : parts) {
            members.put(memberName(part.name().substring(prefix)), values[table.column(part.name())]);
        }
        return members.values().stream().allMatch(Objects::isNull) ? null : Row.of(members);
    }

    private static @Nullable Row location(Table table, List<FieldDescription> parts, @Nullable Object[] values) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (String member : List.of("latitude", "longitude")) {
            for (var part : parts) {
                if (part.name().toLowerCase(Locale.ROOT).contains("__" + member)) {
                    members.put(member, values[table.column(part.name())]);
                }
            }
        }
        return members.values().stream().anyMatch(Objects::isNull) ? null : Row.of(members);
    }

    private static String memberName(String part) {
        return Character.toLowerCase(part.charAt(0)) + part.substring(1);
    }
}
