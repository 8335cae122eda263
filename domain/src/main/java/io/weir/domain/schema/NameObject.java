package io.weir.domain.schema;

import java.util.List;
import java.util.Optional;

/**
 * Salesforce's object Name: what is known of a parent that may be a record of one of several objects, such as the owner
 * of a case.
 *
 * <p>Source: Object Reference, "Name"; SOQL reference, "Understanding Relationship Fields and Polymorphic Fields".
 */
public final class NameObject {
    /** The field with the name of the parent's object. */
    public static final String TYPE = "Type";

    /** The description of the object; every field can be filtered and sorted. */
    public static final ObjectDescription DESCRIPTION = new ObjectDescription(
            new ObjectName("Name"),
            "Name",
            false,
            List.of(
                    field("Id", FieldType.ID),
                    field("Name", FieldType.STRING),
                    field("NameOrAlias", FieldType.STRING),
                    field(TYPE, FieldType.STRING),
                    field("FirstName", FieldType.STRING),
                    field("LastName", FieldType.STRING),
                    field("Alias", FieldType.STRING),
                    field("Username", FieldType.STRING),
                    field("Email", FieldType.EMAIL),
                    field("Phone", FieldType.PHONE),
                    field("Title", FieldType.STRING),
                    field("IsActive", FieldType.BOOLEAN),
                    lookup("ProfileId", "Profile"),
                    lookup("UserRoleId", "UserRole")),
            List.of());

    private NameObject() {}

    /** Whether {@code name} is a field of the object, or a relationship that it has; ignores case. */
    public static boolean has(String name) {
        return DESCRIPTION.field(name).isPresent() || DESCRIPTION.lookup(name).isPresent();
    }

    private static FieldDescription field(String name, FieldType type) {
        return described(name, type, List.of());
    }

    private static FieldDescription lookup(String name, String parent) {
        return described(name, FieldType.REFERENCE, List.of(parent));
    }

    /**
     * @param parents the object that a lookup refers to, which is also the name of the relationship; empty for others
     */
    private static FieldDescription described(String name, FieldType type, List<String> parents) {
        return new FieldDescription(
                name,
                name,
                type,
                true,
                true,
                true,
                false,
                true,
                0,
                0,
                0,
                parents.stream().map(RelationshipName::new).findFirst(),
                parents.stream().map(ObjectName::new).toList(),
                false,
                List.of(),
                Optional.empty());
    }
}
