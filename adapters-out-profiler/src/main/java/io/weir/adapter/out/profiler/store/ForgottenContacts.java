package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.domain.history.ContactHash;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The contacts whose executions were deleted. A Weir that shares the store may have some in memory that it stores later:
 * these are not kept.
 */
final class ForgottenContacts {
    private static final String NOTE = """
        insert into weir_forgotten (contact, forgotten_at) values (?, ?)
        on conflict (contact) do update set forgotten_at = excluded.forgotten_at
        where weir_forgotten.forgotten_at < excluded.forgotten_at\
        """;

    private static final String LEAVE_OUT = """
        delete from weir_execution where instance = ? and seq >= ? and contact <> '' and exists (
          select 1 from weir_forgotten f
          where f.contact = weir_execution.contact and f.forgotten_at > weir_execution.started_at)\
        """;

    private ForgottenContacts() {}

    /** Deletes the executions about {@code contact} that began before {@code now}, and answers how many they were. */
    static long forget(Database database, Connection connection, ContactHash contact, Instant now) throws SQLException {
        new Sql(NOTE, contact.hex(), Nanos.of(now)).execute(connection);
        // the batches that begin later see the note
        database.lockBatches(connection);
        return new Sql("delete from weir_execution where contact = ?", contact.hex()).update(connection);
    }

    /** Deletes what is forgotten of the executions of {@code instance} from {@code firstNumber} on. */
    static void leaveOut(Connection connection, String instance, long firstNumber) throws SQLException {
        new Sql(LEAVE_OUT, instance, firstNumber).execute(connection);
    }

    /** Deletes the notes of contacts that were forgotten before {@code oldest}. */
    static void clean(Connection connection, Instant oldest) throws SQLException {
        new Sql("delete from weir_forgotten where forgotten_at < ?", Nanos.of(oldest)).execute(connection);
    }
}
