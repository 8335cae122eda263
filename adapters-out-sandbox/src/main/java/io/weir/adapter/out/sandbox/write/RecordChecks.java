package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks a whole record in Salesforce's order: required fields, locks, triggers, validation, duplicates, uniqueness. */
final class RecordChecks {
    private final SandboxOrg org;
    private final WriteRules rules;

    RecordChecks(SandboxOrg org, WriteRules rules) {
        this.org = org;
        this.rules = rules;
    }

    /** Throws {@link WriteRefusal} if {@code change} may not be stored. */
    void check(RecordChange change, WriteOptions options) {
        checkRequired(change);
        checkActivity(change);
        Owners.check(org, change);
        checkLocks(change);
        checkRefusal(change.object());
        WriteRefusal.check(rules.validationRules(change.object()).stream()
                .filter(rule -> rule.violated().test(change))
                .map(ValidationRule::error)
                .toList());
        rules.duplicateRules(change.object()).forEach(rule -> checkDuplicates(rule, change, options));
        change.table().fields().stream()
                .filter(field -> field.has(Flag.UNIQUE))
                .forEach(field -> checkUnique(field, change));
    }

    /** Throws {@link WriteRefusal} if {@code record} may not be deleted now. */
    void checkDelete(String object, StoredRecord record) {
        checkLock(record.id());
        checkRefusal(object);
    }

    private static void checkRequired(RecordChange change) {
        var missing = change.table().fields().stream()
                .filter(field -> !field.description().nillable() && field.type() != FieldType.BOOLEAN)
                .filter(field -> field.has(Flag.CREATEABLE) || field.has(Flag.UPDATEABLE))
                .map(Field::name)
                .filter(name -> change.value(name) == null)
                .filter(name -> change.isNew() || change.changes(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new WriteRefusal(
                    new WriteError("REQUIRED_FIELD_MISSING", "Required fields are missing: " + missing, missing, null));
        }
    }

    /** A lead belongs to no account, case or opportunity, and neither does an activity with a lead. */
    private void checkActivity(RecordChange change) {
        boolean activity = change.object().equals("Task") || change.object().equals("Event");
        if (activity
                && change.table().field("WhoId").isPresent()
                && change.table().field("WhatId").isPresent()
                && change.value("WhatId") != null
                && change.value("WhoId") instanceof String who
                && org.tableOf(who).filter(table -> table.name().equals("Lead")).isPresent()) {
            throw new WriteRefusal(new WriteError(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "%s: must be empty, because %s is a lead"
                            .formatted(label(change, "WhatId"), label(change, "WhoId")),
                    "WhatId"));
        }
    }

    private static String label(RecordChange change, String field) {
        return change.table().field(field).orElseThrow().description().label();
    }

    private void checkLocks(RecordChange change) {
        checkLock(change.id());
        change.table().fields().stream()
                .filter(field -> field.type() == FieldType.REFERENCE)
                .filter(field -> change.changes(field.name()))
                .map(field -> change.value(field.name()))
                .filter(Objects::nonNull)
                .forEach(parent -> checkLock(parent.toString()));
    }

    private void checkLock(String id) {
        if (rules.locked(id)) {
            throw new WriteRefusal(new WriteError(
                    "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records: " + id));
        }
    }

    private void checkRefusal(String object) {
        rules.refusal(object).ifPresent(error -> {
            throw new WriteRefusal(error);
        });
    }

    private void checkDuplicates(DuplicateRule rule, RecordChange change, WriteOptions options) {
        boolean comparable = rule.fields().stream().allMatch(field -> change.value(field) != null);
        boolean alertOnly = rule.action() == DuplicateRule.Action.ALERT;
        if (!comparable || (alertOnly && options.allowDuplicates())) {
            return;
        }
        var table = org.table(change.object()).orElseThrow();
        var first = rule.fields().getFirst();
        var ids = FieldChecks.live(table, first, Objects.requireNonNull(change.value(first))).stream()
                .filter(record -> !record.id().equals(change.id()))
                .filter(record ->
                        rule.fields().stream().allMatch(field -> equal(record.value(field), change.value(field))))
                .map(StoredRecord::id)
                .toList();
        if (!ids.isEmpty()) {
            throw new WriteRefusal(new WriteError(
                    "DUPLICATES_DETECTED",
                    DuplicateRule.MESSAGE,
                    List.of(),
                    new DuplicateMatch(rule.name(), change.object(), alertOnly, ids, options.duplicateDetails())));
        }
    }

    private static boolean equal(@Nullable Object one, @Nullable Object other) {
        return (one instanceof String text && other instanceof String same)
                ? text.equalsIgnoreCase(same)
                : Objects.equals(one, other);
    }

    private void checkUnique(Field field, RecordChange change) {
        var value = change.value(field.name());
        if (value == null || !change.changes(field.name())) {
            return;
        }
        var table = org.table(change.object()).orElseThrow();
        FieldChecks.live(table, field.name(), value).stream()
                .filter(record -> !record.id().equals(change.id()))
                .findFirst()
                .ifPresent(other -> {
                    throw new WriteRefusal(new WriteError(
                            "DUPLICATE_VALUE",
                            "duplicate value found: %s duplicates value on record with id: %s"
                                    .formatted(field.name(), other.id().substring(0, RecordId.SHORT))));
                });
    }
}
