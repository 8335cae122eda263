package io.weir.domain.schema;

/** A relationship from an object to its children: its name, their object, and their lookup field. */
public record ChildRelationship(RelationshipName name, ObjectName childObject, String field) {
    public ChildRelationship {
        Identifier.checked(field, "a field name");
    }
}
