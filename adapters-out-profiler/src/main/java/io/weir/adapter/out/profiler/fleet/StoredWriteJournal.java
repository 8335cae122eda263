package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.adapter.out.profiler.store.Sql;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WrittenRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The journal of writes in a database, which all Weirs of that database share. Times are by the database's clock. Each
 * method is one transaction of one or two statements, and waits two seconds at most.
 *
 * <p>A row has the key's hash, the owner's name, times, and at the end the names and ids of the records. It has no value
 * of a request. Rows whose time is over count as absent, and are deleted in the background.
 *
 * <p>A transaction that is not over in time is rolled back, unless its commit has begun: then it counts, although its
 * caller hears {@link SharedStoreUnavailable}. Such a claim holds the entry until its lease ends; such a {@code sending}
 * leaves an entry that counts as sent, although its owner must not send. So the next delivery looks before it writes, and
 * nothing is written twice. Thread-safe.
 */
public final class StoredWriteJournal implements WriteJournal {
    private static final System.Logger LOG = System.getLogger(StoredWriteJournal.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final String UNKNOWN = "unknown";
    private static final String WRITTEN = "written";

    private final SharedStore store;
    private final Supplier<String> clock;
    private final Duration longestWait;
    private final OngoingProblem unavailable;

    /** @param store of {@link SharedStore#ofWrites} */
    public StoredWriteJournal(SharedStore store, InstantSource clock) {
        this(store, store::now, LONGEST_WAIT, clock);
    }

    /** @param now SQL for the time in milliseconds since 1970 */
    StoredWriteJournal(SharedStore store, Supplier<String> now, Duration longestWait, InstantSource clock) {
        this(store, now, longestWait, new OngoingProblem(ProblemKind.WRITE_JOURNAL_UNAVAILABLE, LOG, clock));
        store.afterLook(this::recovered);
    }

    private StoredWriteJournal(
            SharedStore store, Supplier<String> now, Duration longestWait, OngoingProblem unavailable) {
        this.store = store;
        this.clock = now;
        this.longestWait = longestWait;
        this.unavailable = unavailable;
    }

    @Override
    public WriteJournal within(Duration longest) {
        return longest.compareTo(longestWait) < 0 ? new StoredWriteJournal(store, clock, longest, unavailable) : this;
    }

    /** {@code ${now}} in {@code text} is the present time. */
    private Sql sql(String text, Object... values) {
        return new Sql(text.replace("${now}", clock.get()), values);
    }

    @Override
    public Claim claim(WriteKey key, String owner, Duration lease) {
        return transaction(connection -> {
            var taken = take(connection, key, owner, lease);
            return taken.isPresent() ? taken.get() : refused(connection, key);
        });
    }

    /** Empty if the entry is another's or has ended. Its row is locked then, until the transaction ends. */
    private Optional<Claim> take(Connection connection, WriteKey key, String owner, Duration lease)
            throws SQLException {
        long millis = lease.toMillis();
        return sql("""
            insert into weir_write (write_key, owner, held_until, sent_at, ended, forget_at)
            values (?, ?, ${now} + ?, 0, '', ${now} + ?)
            on conflict (write_key) do update set owner = excluded.owner, held_until = excluded.held_until,
            sent_at = case when weir_write.forget_at <= ${now} then 0
            when weir_write.sent_at > ${now} then ${now} else weir_write.sent_at end,
            ended = '', forget_at = excluded.forget_at
            where weir_write.forget_at <= ${now} or (weir_write.ended = ''
            and (weir_write.held_until <= ${now} or weir_write.owner = excluded.owner))
            returning sent_at, ${now}
            """, key.value(), owner, millis, millis + MEMORY.toMillis())
                .first(connection, StoredWriteJournal::claimed);
    }

    private static Claim claimed(ResultSet row) throws SQLException {
        long sentAt = row.getLong(1);
        return sentAt == 0 ? new Claim.New() : new Claim.Sent(Duration.ofMillis(row.getLong(2) - sentAt));
    }

    private static Claim refused(Connection connection, WriteKey key) throws SQLException {
        String ended = new Sql("select ended from weir_write where write_key = ?", key.value())
                .first(connection, row -> row.getString(1))
                .orElse("");
        return ended.isEmpty() ? new Claim.Held() : new Claim.Done(end(ended));
    }

    @Override
    public boolean sending(WriteKey key, String owner, Duration lease) {
        long millis = lease.toMillis();
        return transaction(connection ->
                sql("""
                    update weir_write set held_until = ${now} + ?, forget_at = ${now} + ?,
                    sent_at = case when sent_at = 0 then ${now} else sent_at end
                    where write_key = ? and owner = ? and ended = ''
                    """, millis, millis + MEMORY.toMillis(), key.value(), owner).update(connection) == 1);
    }

    @Override
    public void ended(WriteKey key, End end) {
        int _ = transaction(connection ->
                sql("""
                    insert into weir_write (write_key, owner, held_until, sent_at, ended, forget_at)
                    values (?, '', ${now}, ${now}, ?, ${now} + ?)
                    on conflict (write_key) do update set ended = excluded.ended, forget_at = excluded.forget_at
                    where weir_write.ended = '' or weir_write.forget_at <= ${now}
                    """, key.value(), text(end), MEMORY.toMillis()).update(connection));
    }

    @Override
    public void forgotten(WriteKey key, String owner) {
        int _ = transaction(connection -> sql("delete from weir_write where write_key = ? and owner = ? and ended = ''")
                .with(key.value())
                .with(owner)
                .update(connection));
    }

    @Override
    public void interrupted(WriteKey key, String owner) {
        int _ = transaction(connection -> sql("""
            update weir_write set owner = '', held_until = 0
            where write_key = ? and owner = ? and ended = ''
            """, key.value(), owner).update(connection));
    }

    private static String text(End end) {
        return switch (end) {
            case End.Unknown() -> UNKNOWN;
            case End.Written(var records) ->
                records.stream()
                        .map(record -> ";%s,%s,%s"
                                .formatted(record.object().value(), record.id().value(), record.created()))
                        .collect(Collectors.joining("", WRITTEN, ""));
        };
    }

    private static End end(String text) {
        return text.equals(UNKNOWN)
                ? new End.Unknown()
                : new End.Written(Arrays.stream(text.split(";", -1))
                        .skip(1)
                        .map(StoredWriteJournal::record)
                        .toList());
    }

    private static WrittenRecord record(String text) {
        var parts = text.split(",", -1);
        return new WrittenRecord(new ObjectName(parts[0]), new SalesforceId(parts[1]), Boolean.parseBoolean(parts[2]));
    }

    private <T> T transaction(Database.Work<T> work) {
        var answer = store.inTransaction(longestWait, work);
        if (answer.isEmpty()) {
            unavailable.begins(this::text);
            throw new SharedStoreUnavailable("%s: %s".formatted(store, store.reason()));
        }
        recovered();
        return answer.get();
    }

    private String text() {
        return ("the journal of writes cannot be written in %s (%s): what would have to be looked up first is answered"
                        + " 503 write_journal_unavailable")
                .formatted(store, store.reason());
    }

    private void recovered() {
        unavailable.ends("the journal of writes is written in %s again".formatted(store));
    }

    /** That the journal cannot be written, while it cannot. */
    public Optional<StatusProblem> problem() {
        return unavailable.current();
    }
}
