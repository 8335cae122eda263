package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.adapter.out.profiler.store.Sql;
import io.weir.domain.port.LoginPauses;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Keeps the pauses after refused logins in the store. They end by the store's clock. Thread-safe. */
public final class StoredLoginPauses implements LoginPauses {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final SharedStore store;
    private final Duration longestWait;

    public StoredLoginPauses(SharedStore store) {
        this(store, LONGEST_WAIT);
    }

    StoredLoginPauses(SharedStore store, Duration longestWait) {
        this.store = store;
        this.longestWait = longestWait;
    }

    @Override
    public Optional<Pause> before(String credentials) {
        return within(connection -> paused(connection, credentials)).flatMap(pause -> pause);
    }

    private Optional<Pause> paused(Connection connection, String credentials) throws SQLException {
        return tries(connection, credentials) ? Optional.empty() : pause(connection, credentials);
    }

    /** Whether the pause is over, and this Weir is the one to try. */
    private boolean tries(Connection connection, String credentials) throws SQLException {
        return new Sql("update weir_login_pause set paused_until = %s + ? where credentials = ?".formatted(store.now()))
                        .append(" and paused_until <= ")
                        .append(store.now())
                        .with(TRIAL.toMillis())
                        .with(credentials)
                        .update(connection)
                == 1;
    }

    private Optional<Pause> pause(Connection connection, String credentials) throws SQLException {
        return new Sql("select paused_until - %s, code, message from weir_login_pause where credentials = ?"
                        .formatted(store.now()))
                .with(credentials)
                .first(
                        connection,
                        row -> new Pause(
                                Duration.ofMillis(Math.max(1, row.getLong(1))), row.getString(2), row.getString(3)));
    }

    @Override
    public void refused(String credentials, Duration least, String code, String message) {
        Optional<Integer> _ = within(connection -> {
            int failures = count(connection, credentials, code, message);
            // 2, 4, 8 seconds and so on
            var grown = Duration.ofSeconds(1L << Math.min(failures, 6));
            var time = grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
            pause(connection, credentials, least.compareTo(time) > 0 ? least : time);
            return failures;
        });
    }

    private int count(Connection connection, String credentials, String code, String message) throws SQLException {
        return new Sql("""
            insert into weir_login_pause (credentials, paused_until, failures, code, message)
            values (?, 0, 1, ?, ?)
            on conflict (credentials) do update set failures = weir_login_pause.failures + 1,
            code = excluded.code, message = excluded.message
            returning failures
            """, credentials, code, message)
                .first(connection, row -> row.getInt(1))
                .orElse(1);
    }

    private void pause(Connection connection, String credentials, Duration time) throws SQLException {
        new Sql("update weir_login_pause set paused_until = %s + ? where credentials = ?".formatted(store.now()))
                .with(time.toMillis())
                .with(credentials)
                .execute(connection);
    }

    @Override
    public void accepted(String credentials) {
        Optional<Boolean> _ = within(connection -> {
            new Sql("delete from weir_login_pause where credentials = ?")
                    .with(credentials)
                    .execute(connection);
            return true;
        });
    }

    private <T> Optional<T> within(Database.Work<T> work) {
        return store.within(longestWait, work);
    }
}
