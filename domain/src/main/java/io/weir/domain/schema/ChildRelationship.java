package io.weir.domain.schema;

/** A way from an object to its children: their object, their lookup field, and the name a sub-query uses. */
public record ChildRelationship(RelationshipName name, ObjectName childObject, String field) {
    public ChildRelationship {
        Identifier.checked(field, "a field name");
    }
}
