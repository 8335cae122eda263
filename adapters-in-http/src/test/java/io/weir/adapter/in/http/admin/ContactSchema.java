package io.weir.adapter.in.http.admin;

import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Optional;

/** The schema of an org that has only contacts, with an id, a phone and a birthdate. */
final class ContactSchema implements SchemaCatalog {
    @Override
    public Description describe(ObjectName object, Deadline deadline) {
        return object.value().equalsIgnoreCase("Contact")
                ? new Description.Known(new ObjectDescription(
                        new ObjectName("Contact"),
                        "Contact",
                        true,
                        List.of(
                                field("Id", FieldType.ID),
                                field("Phone", FieldType.PHONE),
                                field("Birthdate", FieldType.DATE)),
                        List.of()))
                : new Description.Missing();
    }

    private static FieldDescription field(String name, FieldType type) {
        return new FieldDescription(
                name,
                name,
                type,
                true,
                true,
                true,
                true,
                true,
                40,
                0,
                0,
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }

    @Override
    public List<String> objectNames(Deadline deadline) {
        return List.of("Contact");
    }

    @Override
    public void forget(ObjectName object) {}
}
