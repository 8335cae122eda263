package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.ObjectDefinition;
import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.org.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes records into the org, each in a separate transaction or as a part of the thread's transaction. Times have a
 * resolution of one second. Thread-safe.
 */
public final class RecordWriter {
    private final SandboxOrg org;
    private final WriteRules rules;
    private final RecordChecks checks;
    private final Assignments assignments;

    public RecordWriter(SandboxOrg org, WriteRules rules) {
        this.org = org;
        this.rules = rules;
        this.checks = new RecordChecks(org, rules);
        this.assignments = new Assignments(org, rules);
    }

    /** The org's own rules, which may change at any time. */
    public WriteRules rules() {
        return rules;
    }

    /** Creates a record. */
    public SaveResult create(RecordInput input, WriteOptions options) {
        return written(transaction -> {
            checkObject(input.table(), ObjectDefinition.Flag.CREATEABLE, "inserted");
            var table = transaction.table(input.table().name());
            var draft = table.draft();
            FieldChecks.apply(org, input, draft, true);
            var derivations = new Derivations(org, table, draft);
            derivations.setDefaults();
            return store(derivations, input, new RecordChange(table, draft, null), options);
        });
    }

    /** Changes the record {@code id}, in either form. */
    public SaveResult update(String id, RecordInput input, WriteOptions options) {
        return written(transaction -> {
            var record = existing(input.table(), id);
            checkObject(input.table(), ObjectDefinition.Flag.UPDATEABLE, "updated");
            var table = transaction.table(input.table().name());
            var draft = table.draft(record);
            FieldChecks.apply(org, input, draft, false);
            return store(new Derivations(org, table, draft), input, new RecordChange(table, draft, record), options);
        });
    }

    /**
     * Updates the record whose {@code keyField} holds {@code key}, or creates one.
     *
     * @param keyField an {@linkplain #isKey External ID}, or {@code Id}
     * @param mayCreate whether a missing record is created; else it is NOT_FOUND
     */
    public SaveResult upsert(Field keyField, Object key, boolean mayCreate, RecordInput input, WriteOptions options) {
        return org.transaction(transaction -> {
            if (input.values().containsKey(keyField.name())) {
                return SaveResult.refused(new WriteError(
                        "INVALID_FIELD",
                        "The %s field should not be specified in the sobject data.".formatted(keyField.name())));
            }
            var table = transaction.table(input.table().name());
            var found = FieldChecks.live(table, keyField.name(), key);
            return switch (found.size()) {
                case 0 ->
                    mayCreate && !keyField.name().equals("Id")
                            ? create(input.with(keyField.name(), key), options)
                            : SaveResult.refused(WriteError.missing());
                case 1 -> update(found.getFirst().id(), input, options);
                default ->
                    new SaveResult.Ambiguous(
                            found.stream().map(StoredRecord::id).toList());
            };
        });
    }

    /** Moves the record {@code id}, in either form, to the recycle bin. */
    public SaveResult delete(Table object, String id) {
        return written(transaction -> {
            var record = existing(object, id);
            checkObject(object, ObjectDefinition.Flag.DELETABLE, "deleted");
            checks.checkDelete(object.name(), record);
            new Deletion(org, transaction, now()).delete(object, record);
            return new SaveResult.Saved(record.id(), false);
        });
    }

    /** Whether records of {@code field}'s object are found and upserted by it. */
    public static boolean isKey(Field field) {
        return field.has(Flag.EXTERNAL_ID) || field.has(Flag.ID_LOOKUP);
    }

    /** The records outside the recycle bin whose {@code field} holds {@code text}. */
    public static List<StoredRecord> find(Table table, Field field, String text) {
        return FieldValues.ofText(field, text)
                .map(key -> FieldChecks.live(table, field.name(), key))
                .orElse(List.of());
    }

    /** {@code text} as a value of {@code field}; empty if it does not fit the type. */
    public static Optional<Object> key(Field field, String text) {
        return FieldValues.ofText(field, text);
    }

    private SaveResult store(Derivations derivations, RecordInput input, RecordChange change, WriteOptions options) {
        var now = now();
        assignments.assign(change, options.assignment());
        derivations.derive(change.before(), input.values().keySet(), now);
        EventTimes.complete(change, org.timeZone());
        checks.check(change, options);
        Hierarchy.check(change);
        derivations.stamp(change.isNew(), now);
        var stored = change.isNew() ? change.draft().insert() : change.draft().update();
        return new SaveResult.Saved(stored.id(), change.isNew());
    }

    private static void checkObject(Table object, ObjectDefinition.Flag needed, String verb) {
        if (!object.definition().has(needed)) {
            throw new WriteRefusal(new WriteError(
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                    "entity type cannot be %s: %s".formatted(verb, object.name())));
        }
    }

    private StoredRecord existing(Table object, String id) {
        var canonical = RecordId.canonical(id).filter(found -> found.startsWith(object.keyPrefix()));
        if (canonical.isEmpty()) {
            throw new WriteRefusal(new WriteError(
                    "MALFORMED_ID",
                    "%s: id value of incorrect type: %s"
                            .formatted(
                                    object.field("Id")
                                            .orElseThrow()
                                            .description()
                                            .label(),
                                    id),
                    "Id"));
        }
        var record = org.table(object.name())
                .orElseThrow()
                .record(canonical.get())
                .orElseThrow(() -> new WriteRefusal(WriteError.missing()));
        if (record.deleted()) {
            throw new WriteRefusal(WriteError.deleted());
        }
        return record;
    }

    /** Nothing remains of a refused write, cascades included. */
    private SaveResult written(Function<Transaction, SaveResult> write) {
        try {
            return org.transaction(write);
        } catch (WriteRefusal refusal) {
            return new SaveResult.Refused(refusal.errors());
        }
    }

    private Instant now() {
        return org.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
