package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describe's result for one field beyond {@link FieldDescription}: what writes need, and what is only shown.
 *
 * @param defaultValue the value of a new record as JSON has it; null if there is none or it depends on more
 * @param picklistEntries all entries of a picklist, inactive ones included
 * @param childRelationship for a lookup, the name of the relationship from the parent to its children
 * @param otherMembers further members of describe's result, as they were given
 */
public record FieldProperties(
        Set<Flag> flags,
        @Nullable Object defaultValue,
        List<PicklistEntry> picklistEntries,
        Optional<String> childRelationship,
        Map<String, @Nullable Object> otherMembers) {
    /** A yes-or-no member of describe's result for a field. */
    public enum Flag {
        AUTO_NUMBER("autoNumber"),
        CASE_SENSITIVE("caseSensitive"),
        CREATEABLE("createable"),
        DEFAULTED_ON_CREATE("defaultedOnCreate"),
        EXTERNAL_ID("externalId"),
        HTML_FORMATTED("htmlFormatted"),
        ID_LOOKUP("idLookup"),
        NAME_FIELD("nameField"),
        UNIQUE("unique"),
        UPDATEABLE("updateable");

        private final String member;

        Flag(String member) {
            this.member = member;
        }

        /** The name of the member in JSON. */
        public String member() {
            return member;
        }
    }

    /**
     * One entry of a picklist.
     *
     * @param value the API name, which records hold
     * @param label what users see, and what {@code toLabel} returns
     * @param active whether users can choose the entry
     * @param defaultValue whether a new record without a value gets this one
     */
    public record PicklistEntry(String value, String label, boolean active, boolean defaultValue) {}

    private static final Set<String> SET_ON_CREATE = Set.of(
            "Id", "IsDeleted", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp");
    private static final Set<String> SET_BY_SALESFORCE = Set.of("LastViewedDate", "LastReferencedDate");

    public FieldProperties {
        flags = Collections.unmodifiableSet(flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags));
        picklistEntries = List.copyOf(picklistEntries);
        otherMembers = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(otherMembers));
    }

    /** The usual properties of {@code field}: users set it, unless its name, type or formula says otherwise. */
    static FieldProperties of(FieldDescription field) {
        var flags = EnumSet.noneOf(Flag.class);
        boolean checkbox = field.type() == FieldType.BOOLEAN;
        boolean system = SET_ON_CREATE.contains(field.name());
        if (!system && !SET_BY_SALESFORCE.contains(field.name()) && !isDerived(field)) {
            flags.add(Flag.CREATEABLE);
            flags.add(Flag.UPDATEABLE);
        }
        if (checkbox || system || field.name().equals("OwnerId")) {
            flags.add(Flag.DEFAULTED_ON_CREATE);
        }
        if (field.name().equals("Name")) {
            flags.add(Flag.NAME_FIELD);
        }
        if (field.name().equals("Name") || field.type() == FieldType.ID) {
            flags.add(Flag.ID_LOOKUP);
        }
        return new FieldProperties(
                flags,
                checkbox ? false : null,
                field.picklistValues().stream()
                        .map(value -> new PicklistEntry(value, value, true, false))
                        .toList(),
                Optional.empty(),
                Map.of());
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    FieldProperties with(Flag... added) {
        var changed = EnumSet.copyOf(List.of(added));
        changed.addAll(flags);
        return new FieldProperties(changed, defaultValue, picklistEntries, childRelationship, otherMembers);
    }

    FieldProperties without(Flag... removed) {
        var changed = EnumSet.noneOf(Flag.class);
        changed.addAll(flags);
        changed.removeAll(List.of(removed));
        return new FieldProperties(changed, defaultValue, picklistEntries, childRelationship, otherMembers);
    }

    FieldProperties withDefaultValue(@Nullable Object value) {
        return new FieldProperties(flags, value, picklistEntries, childRelationship, otherMembers);
    }

    FieldProperties withEntries(List<PicklistEntry> entries) {
        return new FieldProperties(flags, defaultValue, entries, childRelationship, otherMembers);
    }

    FieldProperties withChildRelationship(String name) {
        return new FieldProperties(flags, defaultValue, picklistEntries, Optional.of(name), otherMembers);
    }

    private static boolean isDerived(FieldDescription field) {
        return field.formula() || field.type().isCompound();
    }
}
