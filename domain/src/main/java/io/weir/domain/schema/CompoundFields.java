package io.weir.domain.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Salesforce's names of compound fields and their parts, for objects without a description: {@code MailingAddress}
 * shows {@code MailingCity}, {@code Name} shows {@code LastName}, {@code Home__c} shows {@code Home__City__s}.
 *
 * <p>A field may have such a name without being a compound field or a part of one. Ignores case.
 */
public final class CompoundFields {
    private static final String NAME = "Name";
    private static final String ADDRESS = "Address";
    private static final String CUSTOM = "__c";
    private static final String CUSTOM_PART = "__s";
    private static final List<String> NAME_PARTS =
            List.of("Salutation", "FirstName", "MiddleName", "LastName", "Suffix");
    private static final List<String> ADDRESS_PARTS = List.of(
            "Street",
            "City",
            "State",
            "StateCode",
            "PostalCode",
            "Country",
            "CountryCode",
            "Latitude",
            "Longitude",
            "GeocodeAccuracy");

    private CompoundFields() {}

    /** The parts of a compound field called {@code field}; empty if no compound field has such a name. */
    public static List<String> partsOf(String field) {
        if (field.equalsIgnoreCase(NAME)) {
            return NAME_PARTS;
        }
        if (endsWith(CUSTOM, field)) {
            String prefix = without(CUSTOM, field) + "__";
            return ADDRESS_PARTS.stream()
                    .map(part -> prefix + part + CUSTOM_PART)
                    .toList();
        }
        if (endsWith(ADDRESS, field)) {
            String prefix = without(ADDRESS, field);
            return ADDRESS_PARTS.stream().map(part -> prefix + part).toList();
        }
        return List.of();
    }

    /** The compound field that has {@code field} as a part; empty if there is none. */
    public static Optional<String> compoundOf(String field) {
        if (NAME_PARTS.stream().anyMatch(field::equalsIgnoreCase)) {
            return Optional.of(NAME);
        }
        return endsWith(CUSTOM_PART, field)
                ? addressOf(without(CUSTOM_PART, field), "__", CUSTOM)
                : addressOf(field, "", ADDRESS);
    }

    private static Optional<String> addressOf(String part, String separator, String ending) {
        return ADDRESS_PARTS.stream()
                .map(separator::concat)
                .filter(suffix -> endsWith(suffix, part))
                .findFirst()
                .map(suffix -> without(suffix, part) + ending);
    }

    private static boolean endsWith(String suffix, String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT));
    }

    private static String without(String suffix, String name) {
        return name.substring(0, name.length() - suffix.length());
    }
}
