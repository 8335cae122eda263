package io.weir.domain.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Describe's result for one object. Look-ups by name ignore case, as SOQL does. Immutable. */
public final class ObjectDescription {
    private final ObjectName name;
    private final String keyPrefix;
    private final String label;
    private final boolean queryable;
    private final List<FieldDescription> fields;
    private final List<ChildRelationship> childRelationships;
    private final Map<String, FieldDescription> fieldsByName = new HashMap<>();
    private final Map<String, FieldDescription> lookupsByRelationship = new HashMap<>();
    private final Map<String, ChildRelationship> childrenByName = new HashMap<>();
    private final Map<String, List<FieldDescription>> partsByCompound = new HashMap<>();

    /** An object of whose ids nothing is known. */
    public ObjectDescription(
            ObjectName name,
            String label,
            boolean queryable,
            List<FieldDescription> fields,
            List<ChildRelationship> childRelationships) {
        this(name, "", label, queryable, fields, childRelationships);
    }

    /** @param keyPrefix the beginning of the ids of its records; empty if they have no common one */
    public ObjectDescription(
            ObjectName name,
            String keyPrefix,
            String label,
            boolean queryable,
            List<FieldDescription> fields,
            List<ChildRelationship> childRelationships) {
        this.name = name;
        this.keyPrefix = keyPrefix;
        this.label = label;
        this.queryable = queryable;
        this.fields = List.copyOf(fields);
        this.childRelationships = List.copyOf(childRelationships);
        for (var field : fields) {
            put(fieldsByName, field.name(), field);
            field.relationshipName().ifPresent(parent -> put(lookupsByRelationship, parent.value(), field));
            field.compoundFieldName().ifPresent(compound -> addPart(compound, field));
        }
        for (var child : childRelationships) {
            put(childrenByName, child.name().value(), child);
        }
    }

    public ObjectName name() {
        return name;
    }

    /** Whether a record may have {@code id}; false if it is certainly of another object. */
    public boolean mayHave(String id) {
        return id.startsWith(keyPrefix);
    }

    public String label() {
        return label;
    }

    public boolean queryable() {
        return queryable;
    }

    /** The fields in describe's order. */
    public List<FieldDescription> fields() {
        return fields;
    }

    /** The named child relationships in describe's order. */
    public List<ChildRelationship> childRelationships() {
        return childRelationships;
    }

    public Optional<FieldDescription> field(String fieldName) {
        return find(fieldsByName, fieldName);
    }

    /** The lookup field that the parent relationship {@code relationshipName} follows. */
    public Optional<FieldDescription> lookup(String relationshipName) {
        return find(lookupsByRelationship, relationshipName);
    }

    /** The parts of the compound field {@code fieldName}; empty for any other field. */
    public List<FieldDescription> partsOf(String fieldName) {
        return Collections.unmodifiableList(partsByCompound.getOrDefault(key(fieldName), List.of()));
    }

    public Optional<ChildRelationship> child(String relationshipName) {
        return find(childrenByName, relationshipName);
    }

    @Override
    public String toString() {
        return name.value();
    }

    /** Skips a field that is a part of itself, as the name of a person is in some orgs. */
    private void addPart(String compound, FieldDescription field) {
        if (!compound.equalsIgnoreCase(field.name())) {
            partsByCompound
                    .computeIfAbsent(key(compound), _ -> new ArrayList<>())
                    .add(field);
        }
    }

    /** Also as it is spelled, which is how most callers spell it. */
    private static <T> void put(Map<String, T> byName, String name, T described) {
        byName.put(name, described);
        byName.put(key(name), described);
    }

    private static <T> Optional<T> find(Map<String, T> byName, String name) {
        var spelled = byName.get(name);
        return spelled != null ? Optional.of(spelled) : Optional.ofNullable(byName.get(key(name)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
