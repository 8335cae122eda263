package io.weir.adapter.out.sandbox.org;

import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The compound fields of one object, whose values follow from those of their parts: addresses, places and full names.
 * Immutable.
 */
final class DerivedFields {
    private static final List<String> NAME_PARTS = List.of("FirstName", "MiddleName", "LastName", "Suffix");
    private static final List<String> ADDRESS_PARTS =
            List.of("City", "Country", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State", "Street");

    private static final String ADDRESS = "Address";
    private static final String CUSTOM_PART = "__s";

    private final List<Compound> compounds = new ArrayList<>();

    /** @param column the column of a field by its name */
    DerivedFields(ObjectDescription description, ToIntFunction<String> column) {
        for (var field : description.fields()) {
            var parts = description.partsOf(field.name());
            if (!parts.isEmpty()) {
                int at = column.applyAsInt(field.name());
                if (field.type() == FieldType.ADDRESS) {
                    compounds.add(new Members(at, addressMembers(field, parts, column), false));
                } else if (field.type() == FieldType.LOCATION) {
                    compounds.add(new Members(at, locationMembers(parts, column), true));
                } else if (field.name().equals("Name")) {
                    compounds.add(new FullName(at, nameColumns(description, column)));
                }
            }
        }
    }

    /** Sets the compound fields among {@code values}, the values of one record. */
    void derive(@Nullable Object[] values) {
        for (var compound : compounds) {
            values[compound.column()] = compound.of(values);
        }
    }

    private sealed interface Compound {
        int column();

        /** The value that follows from the parts among {@code values}. */
        @Nullable
        Object of(@Nullable Object[] values);
    }

    /**
     * An address or a place.
     *
     * @param members the column of each member by its name; -1 for one that the object lacks
     * @param needsAll whether there is no value unless all members have one
     */
    private record Members(int column, Map<String, Integer> members, boolean needsAll) implements Compound {
        @Override
        public @Nullable Object of(@Nullable Object[] values) {
            var value = new LinkedHashMap<String, @Nullable Object>();
            int present = 0;
            for (var member : members.entrySet()) {
                int column = member.getValue();
                var part = column < 0 ? null : values[column];
                value.put(member.getKey(), part);
                present += part == null ? 0 : 1;
            }
            return present == 0 || (needsAll && present < members.size()) ? null : Row.of(value);
        }
    }

    /** @param parts the columns of the parts in their order */
    private record FullName(int column, List<Integer> parts) implements Compound {
        @Override
        public @Nullable Object of(@Nullable Object[] values) {
            var name = new StringJoiner(" ");
            for (int part : parts) {
                if (values[part] != null) {
                    name.add(String.valueOf(values[part]));
                }
            }
            return name.length() == 0 ? values[column] : name.toString();
        }
    }

    private static List<Integer> nameColumns(ObjectDescription description, ToIntFunction<String> column) {
        return NAME_PARTS.stream()
                .flatMap(part -> description.field(part).stream())
                .map(part -> column.applyAsInt(part.name()))
                .toList();
    }

    /** The parts that every address has, and the country and state codes if the object has them. */
    private static Map<String, Integer> addressMembers(
            FieldDescription compound, List<FieldDescription> parts, ToIntFunction<String> column) {
        var members = new TreeMap<String, Integer>();
        ADDRESS_PARTS.forEach(part -> members.put(memberName(part), -1));
        for (var part : parts) {
            members.put(memberName(partName(compound.name(), part.name())), column.applyAsInt(part.name()));
        }
        return members;
    }

    private static Map<String, Integer> locationMembers(List<FieldDescription> parts, ToIntFunction<String> column) {
        var members = new LinkedHashMap<String, Integer>();
        for (String member : List.of("latitude", "longitude")) {
            for (var part : parts) {
                if (part.name().toLowerCase(Locale.ROOT).contains("__" + member)) {
                    members.put(member, column.applyAsInt(part.name()));
                }
            }
        }
        return members;
    }

    /** {@code City} for {@code BillingCity} of {@code BillingAddress}, and for {@code Home__City__s}. */
    private static String partName(String compound, String part) {
        if (part.endsWith(CUSTOM_PART)) {
            String name = part.substring(0, part.length() - CUSTOM_PART.length());
            return name.substring(name.lastIndexOf("__") + 2);
        }
        String prefix = compound.endsWith(ADDRESS) ? compound.substring(0, compound.length() - ADDRESS.length()) : "";
        return part.startsWith(prefix) ? part.substring(prefix.length()) : part;
    }

    private static String memberName(String part) {
        return Character.toLowerCase(part.charAt(0)) + part.substring(1);
    }
}
