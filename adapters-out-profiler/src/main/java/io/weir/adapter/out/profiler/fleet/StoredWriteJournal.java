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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The journal of writes in a database, for all Weirs that share it. Each call is one transaction. All times are
 * milliseconds since 1970 by the database's clock. Thread-safe.
 */
public final class StoredWriteJournal implements WriteJournal {
    private static final System.Logger LOG = System.getLogger(StoredWriteJournal.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String BEGIN = """
        insert into weir_write (key, owner, held_until, begun_at, sent_at, ended) values (?, ?, ?, ?, 0, '')
        on conflict (key) do nothing\
        """;

    private static final String TAKE_OVER = """
        update weir_write set owner = ?, held_until = ? where key = ? and ended = '' and held_until <= ?
        returning sent_at\
        """;

    private static final String SENDING = """
        update weir_write set held_until = ?, sent_at = case when sent_at = 0 then ? else sent_at end
        where key = ? and owner = ? and ended = ''\
        """;

    private static final String ENDED = """
        insert into weir_write (key, owner, held_until, begun_at, sent_at, ended) values (?, '', 0, ?, ?, ?)
        on conflict (key) do update set ended = excluded.ended where weir_write.ended = ''\
        """;

    private final SharedStore store;
    private final Supplier<String> clock;
    private final OngoingProblem unavailable;

    public StoredWriteJournal(SharedStore store, InstantSource clock) {
        this(store, store::now, clock);
    }

    /** @param now SQL for the time in milliseconds since 1970 */
    StoredWriteJournal(SharedStore store, Supplier<String> now, InstantSource clock) {
        this.store = store;
        this.clock = now;
        this.unavailable = new OngoingProblem(ProblemKind.WRITE_JOURNAL_UNAVAILABLE, LOG, clock);
        store.afterLook(this::recovered);
    }

    @Override
    public Claim claim(WriteKey key, String owner, Duration lease) {
        return transaction((connection, now) -> {
            long until = now + lease.toMillis();
            if (new Sql(BEGIN, key.value(), owner, until, now).update(connection) > 0) {
                return new Claim.New();
            }
            var sentAt = new Sql(TAKE_OVER, owner, until, key.value(), now).first(connection, row -> row.getLong(1));
            if (sentAt.isPresent()) {
                return sentAt.get() == 0
                        ? new Claim.New()
                        : new Claim.Sent(Duration.ofMillis(Math.max(0, now - sentAt.get())));
            }
            return new Sql("select ended from weir_write where key = ?", key.value())
                    .first(connection, row -> row.getString(1))
                    .filter(ended -> !ended.isEmpty())
                    .<Claim>map(ended -> new Claim.Done(EndText.read(ended)))
                    .orElseGet(Claim.Held::new);
        });
    }

    @Override
    public boolean sending(WriteKey key, String owner, Duration lease) {
        return transaction((connection, now) ->
                new Sql(SENDING, now + lease.toMillis(), now, key.value(), owner).update(connection) > 0);
    }

    @Override
    public void ended(WriteKey key, End end) {
        int _ = transaction(
                (connection, now) -> new Sql(ENDED, key.value(), now, now, EndText.of(end)).update(connection));
    }

    @Override
    public void forgotten(WriteKey key, String owner) {
        int _ = transaction((connection, _) -> new Sql(
                        "delete from weir_write where key = ? and owner = ? and ended = ''", key.value(), owner)
                .update(connection));
    }

    @Override
    public void interrupted(WriteKey key, String owner) {
        int _ = transaction((connection, _) -> new Sql(
                        "update weir_write set held_until = 0 where key = ? and owner = ? and ended = ''",
                        key.value(),
                        owner)
                .update(connection));
    }

    /** That the journal cannot be used, while it cannot. */
    public Optional<StatusProblem> problem() {
        return unavailable.current();
    }

    /** Work at {@code now} by the database's clock. */
    private interface Work<T> {
        T with(Connection connection, long now) throws SQLException;
    }

    private <T> T transaction(Work<T> work) {
        Database.Work<T> timed = connection -> work.with(
                connection,
                new Sql("select " + clock.get())
                        .first(connection, StoredWriteJournal::number)
                        .orElseThrow());
        var result = store.inTransaction(LONGEST, timed);
        if (result.isEmpty()) {
            unavailable.begins(this::text);
            throw new SharedStoreUnavailable("%s: %s".formatted(store, store.reason()));
        }
        recovered();
        return result.get();
    }

    private String text() {
        return "the journal of writes in %s cannot be used (%s): what Salesforce itself writes once is written, and what is"
                        .formatted(store, store.reason())
                + " looked up first is answered 503 write_journal_unavailable";
    }

    private void recovered() {
        unavailable.ends("the journal of writes in %s can be used again".formatted(store));
    }

    private static long number(ResultSet row) throws SQLException {
        return row.getLong(1);
    }

    /** An end as text: {@code Case 500…AAA created; Contact 003…AAA}, or a question mark. */
    private static final class EndText {
        private static final String UNKNOWN = "?";
        private static final String CREATED = "created";

        private EndText() {}

        static String of(End end) {
            return switch (end) {
                case End.Unknown() -> UNKNOWN;
                case End.Written(var records) ->
                    records.stream().map(EndText::of).collect(Collectors.joining(";"));
            };
        }

        private static String of(WrittenRecord written) {
            String record = "%s %s".formatted(written.object(), written.id().value());
            return written.created() ? record + " " + CREATED : record;
        }

        static End read(String text) {
            return text.equals(UNKNOWN)
                    ? new End.Unknown()
                    : new End.Written(
                            Stream.of(text.split(";", -1)).map(EndText::record).toList());
        }

        private static WrittenRecord record(String text) {
            var words = List.of(text.split(" ", -1));
            return new WrittenRecord(new ObjectName(words.get(0)), new SalesforceId(words.get(1)), words.size() > 2);
        }
    }
}
