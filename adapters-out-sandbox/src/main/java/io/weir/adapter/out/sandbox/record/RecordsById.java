package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import java.util.Optional;

/** Finds records by their ids, in either form. */
final class RecordsById {
    private RecordsById() {}

    /** The table of the records with {@code id}; empty if no object has its first characters. */
    static Optional<Table> table(SandboxOrg org, String id) {
        return RecordId.canonical(id).flatMap(org::tableOf);
    }

    /** The record with {@code id}, deleted or not. */
    static Optional<StoredRecord> record(Table table, String id) {
        return RecordId.canonical(id).flatMap(table::record);
    }

    /** The record with {@code id}, unless it is in the recycle bin. */
    static Optional<StoredRecord> live(Table table, String id) {
        return record(table, id).filter(record -> !record.deleted());
    }
}
