package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import java.util.Map;
import java.util.Optional;

/** The fields of a case that show those of its contact. */
final class ContactFields {
    private static final Map<String, String> SHOWN = Map.of(
            "ContactEmail", "Email",
            "ContactFax", "Fax",
            "ContactMobile", "MobilePhone",
            "ContactPhone", "Phone");

    private ContactFields() {}

    /** Reads {@code field} of the contact of a record of {@code table}; empty if {@code field} is another one. */
    static Optional<Expression.Reader<StoredRecord>> reader(SandboxOrg org, Table table, String field) {
        var shown = SHOWN.get(field);
        if (shown == null || !table.name().equals("Case")) {
            return Optional.empty();
        }
        return org.table("Contact")
                .map(contacts -> record -> record.valueIfAny("ContactId") instanceof String id
                        ? contacts.record(id)
                                .map(contact -> contact.valueIfAny(shown))
                                .orElse(null)
                        : null);
    }
}
