package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object without its records and without its child relationships, which follow from the lookups of other objects.
 *
 * @param keyPrefix the first three characters of the ids of its records
 * @param otherMembers further members of describe's result, as they were given
 */
public record ObjectDefinition(
        ObjectName name,
        String label,
        String labelPlural,
        String keyPrefix,
        Set<Flag> flags,
        List<Field> fields,
        Map<String, @Nullable Object> otherMembers) {
    /** A yes-or-no member of describe's result for an object. */
    public enum Flag {
        CREATEABLE("createable"),
        DELETABLE("deletable"),
        QUERYABLE("queryable"),
        SEARCHABLE("searchable"),
        UNDELETABLE("undeletable"),
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

    /** The flags of an object that the API only reads. */
    static final Set<Flag> READ_ONLY = Set.of(Flag.QUERYABLE);

    /** The flags of an object whose records are made, changed, deleted and found by a search. */
    static final Set<Flag> EVERYTHING = Set.of(Flag.values());

    public ObjectDefinition {
        flags = Collections.unmodifiableSet(flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags));
        fields = List.copyOf(fields);
        otherMembers = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(otherMembers));
    }

    /**
     * An object with everyday records: {@code fields}, and the id, the mark of deletion and the audit fields unless
     * they are among them.
     */
    static ObjectDefinition of(String name, String label, String labelPlural, String keyPrefix, List<Field> fields) {
        var names = fields.stream().map(Field::name).toList();
        var all = new ArrayList<Field>();
        all.add(Fields.id(label + " ID"));
        all.add(Fields.checkbox("IsDeleted", "Deleted").readOnly());
        all.removeIf(field -> names.contains(field.name()));
        all.addAll(fields);
        auditFields().stream().filter(field -> !names.contains(field.name())).forEach(all::add);
        return new ObjectDefinition(new ObjectName(name), label, labelPlural, keyPrefix, EVERYTHING, all, Map.of());
    }

    /** An object of the org's setup, whose records are never marked as deleted. */
    static ObjectDefinition ofSetup(
            String name, String label, String labelPlural, String keyPrefix, List<Field> fields) {
        var object = of(name, label, labelPlural, keyPrefix, fields);
        return new ObjectDefinition(
                object.name(),
                label,
                labelPlural,
                keyPrefix,
                READ_ONLY,
                object.fields().stream()
                        .filter(field -> !field.name().equals("IsDeleted"))
                        .toList(),
                Map.of());
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** A copy with {@code field} as its last field. */
    ObjectDefinition with(Field field) {
        var all = new ArrayList<>(fields);
        all.add(field);
        return withFields(all);
    }

    ObjectDefinition withFields(List<Field> replacement) {
        return new ObjectDefinition(name, label, labelPlural, keyPrefix, flags, replacement, otherMembers);
    }

    /** A copy whose records cannot be deleted. */
    ObjectDefinition undeletable() {
        var kept = EnumSet.copyOf(flags);
        kept.removeAll(Set.of(Flag.DELETABLE, Flag.UNDELETABLE));
        return new ObjectDefinition(name, label, labelPlural, keyPrefix, kept, fields, otherMembers);
    }

    ObjectDefinition withKeyPrefix(String replacement) {
        return new ObjectDefinition(name, label, labelPlural, replacement, flags, fields, otherMembers);
    }

    boolean hasField(String fieldName) {
        return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(fieldName));
    }

    private static List<Field> auditFields() {
        return List.of(
                Fields.dateTime("CreatedDate", "Created Date").required(),
                Fields.lookup("CreatedById", "Created By ID", "CreatedBy", "User")
                        .required(),
                Fields.dateTime("LastModifiedDate", "Last Modified Date").required(),
                Fields.lookup("LastModifiedById", "Last Modified By ID", "LastModifiedBy", "User")
                        .required(),
                Fields.dateTime("SystemModstamp", "System Modstamp").required());
    }
}
