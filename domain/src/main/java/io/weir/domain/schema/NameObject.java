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
                    field("Id", FieldType.ID, Optional.empty()),
                    field("Name", FieldType.STRING, Optional.empty()),
                    field("NameOrAlias", FieldType.STRING, Optional.empty()),
                    field(TYPE, FieldType.STRING, Optional.empty()),
                    field("FirstName", FieldType.STRING, Optional.empty()),
                    field("LastName", FieldType.STRING, Optional.empty()),
                    field("Alias", FieldType.STRING, Optional.empty()),
                    field("Username", FieldType.STRING, Optional.empty()),
                    field("Email", FieldType.EMAIL, Optional.empty()),
                    field("Phone", FieldType.PHONE, Optional.empty()),
                    field("Title", FieldType.STRING, Optional.empty()),
                    field("IsActive", FieldType.BOOLEAN, Optional.empty()),
                    field("ProfileId", FieldType.REFERENCE, Optional.of("Profile")),
                    field("UserRoleId", FieldType.REFERENCE, Optional.of("UserRole"))),
            List.of());

    private NameObject() {}

    /** Whether {@code name} is a field of the object, or a relationship that it has; ignores case. */
    public static boolean has(String name) {
        return DESCRIPTION.field(name).isPresent() || DESCRIPTION.lookup(name).isPresent();
    }

    private static FieldDescription field(String name, FieldType type, Optional<String> relationship) {
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
                relationship.map(RelationshipName::new),
                relationship.map(ObjectName::new).stream().toList(),
                false,
                List.of(),
                Optional.empty());
    }
}
