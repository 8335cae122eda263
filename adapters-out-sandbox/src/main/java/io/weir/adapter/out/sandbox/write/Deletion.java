package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.org.Transaction;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Moves a record to the recycle bin, with what belongs to it. Lookups of other records become empty. */
final class Deletion {
    private static final Map<String, Set<String>> DELETED_WITH = Map.of(
            "Account", Set.of("Contact.AccountId", "Opportunity.AccountId", "Task.WhatId", "Event.WhatId"),
            "Contact", Set.of("Task.WhoId", "Event.WhoId"),
            "Lead", Set.of("Task.WhoId", "Event.WhoId"),
            "Case", Set.of("Task.WhatId", "Event.WhatId"),
            "Opportunity", Set.of("Task.WhatId", "Event.WhatId"));
    private static final Map<String, Set<String>> KEPT_BY =
            Map.of("Account", Set.of("Case.AccountId"), "Contact", Set.of("Case.ContactId"));

    private final SandboxOrg org;
    private final Transaction transaction;
    private final Instant now;

    Deletion(SandboxOrg org, Transaction transaction, Instant now) {
        this.org = org;
        this.transaction = transaction;
        this.now = now;
    }

    /** Throws {@link WriteRefusal} if other records keep {@code record} from being deleted. */
    void delete(Table table, StoredRecord record) {
        String object = table.name();
        refuseIfKept(table, record);
        for (var other : org.tables()) {
            for (var field : other.fields()) {
                if (field.type() == FieldType.REFERENCE
                        && refersTo(field.description().referenceTo(), object)) {
                    detach(object, record, other.name(), field.name());
                }
            }
        }
        var current = transaction.table(object);
        var draft = current.draft(current.record(record.id()).orElseThrow());
        if (current.field("IsDeleted").isPresent()) {
            draft.set("IsDeleted", true);
        }
        stamp(current, draft);
        draft.update();
    }

    /** Checked before children are deleted, so that the refusal names the record itself. */
    private void refuseIfKept(Table table, StoredRecord record) {
        for (String path : KEPT_BY.getOrDefault(table.name(), Set.of())) {
            int dot = path.indexOf('.');
            var children = org.table(path.substring(0, dot));
            String lookup = path.substring(dot + 1);
            if (children.flatMap(found -> found.field(lookup)).isPresent()) {
                var referring = referring(children.get(), lookup, record);
                if (!referring.isEmpty()) {
                    throw new WriteRefusal(kept(record, children.get(), referring));
                }
            }
        }
    }

    private static List<StoredRecord> referring(Table children, String lookup, StoredRecord record) {
        return children.referencing(children.column(lookup), record.id()).stream()
                .filter(child -> !child.deleted())
                .toList();
    }

    private static boolean refersTo(List<ObjectName> targets, String object) {
        return targets.stream().anyMatch(target -> target.value().equals(object));
    }

    private void detach(String object, StoredRecord record, String childObject, String lookup) {
        var children = org.table(childObject).orElseThrow();
        boolean together = DELETED_WITH.getOrDefault(object, Set.of()).contains(childObject + "." + lookup);
        for (var child : referring(children, lookup, record)) {
            if (together) {
                delete(children, child);
            } else if (!isAudit(lookup)) {
                var table = transaction.table(childObject);
                table.draft(table.record(child.id()).orElseThrow())
                        .set(lookup, null)
                        .update();
            }
        }
    }

    private static boolean isAudit(String lookup) {
        return lookup.equals("OwnerId") || lookup.equals("CreatedById") || lookup.equals("LastModifiedById");
    }

    private static WriteError kept(StoredRecord record, Table children, List<StoredRecord> referring) {
        String name = children.field("CaseNumber").isPresent() ? "CaseNumber" : "Id";
        var names = referring.stream()
                .map(child -> String.valueOf(child.value(name)))
                .toList();
        return new WriteError(
                "DELETE_FAILED",
                "Your attempt to delete %s could not be completed because it is associated with the following %ss.: %s"
                        .formatted(
                                record.value("Name"),
                                children.description().label().toLowerCase(Locale.ROOT),
                                String.join(", ", names)));
    }

    private void stamp(Table table, Table.Draft draft) {
        new Derivations(org, table, draft).stamp(false, now);
    }
}
