package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The objects of an org by name, which is case-insensitive. Not thread-safe. */
final class Schema {
    private final Map<String, ObjectDefinition> objects = new LinkedHashMap<>();

    /** Adds {@code object}, or replaces the one with the same name. */
    void put(ObjectDefinition object) {
        objects.put(key(object.name().value()), object);
    }

    void remove(String name) {
        objects.remove(key(name));
    }

    Optional<ObjectDefinition> object(String name) {
        return Optional.ofNullable(objects.get(key(name)));
    }

    List<ObjectDefinition> objects() {
        return List.copyOf(objects.values());
    }

    /** An empty table for each object. */
    List<Table> tables() {
        return objects.values().stream().map(this::table).toList();
    }

    private Table table(ObjectDefinition object) {
        var description = new ObjectDescription(
                object.name(),
                object.keyPrefix(),
                object.label(),
                object.has(ObjectDefinition.Flag.QUERYABLE),
                object.fields().stream().map(Field::description).toList(),
                children(object));
        return new Table(object, description);
    }

    /** The named relationships from {@code parent} to the objects with lookups to it. */
    private List<ChildRelationship> children(ObjectDefinition parent) {
        var children = new ArrayList<ChildRelationship>();
        for (var child : objects.values()) {
            for (var field : child.fields()) {
                if (field.description().referenceTo().contains(parent.name())) {
                    field.properties()
                            .childRelationship()
                            .map(name -> new ChildRelationship(new RelationshipName(name), child.name(), field.name()))
                            .ifPresent(children::add);
                }
            }
        }
        return children;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
