package io.weir.adapter.out.profiler.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, which several Weirs may share. */
final class PostgresDatabase implements Database {
    /** Any number that other users of the database do not lock. */
    private static final long MIGRATIONS = 0x5765_6972_4869_7374L;

    // a Weir that hangs in the middle of a transaction must not stop all others
    private static final String SHORT_SETTINGS = "set idle_in_transaction_session_timeout = '2s'";

    // 'on' waits for the disk, 'remote_apply' for more than that
    private static final String LASTING = """
        ; select set_config('synchronous_commit', 'on', false)
        where current_setting('synchronous_commit') <> 'remote_apply'
        """;

    private final StoreSettings.Place.Postgres place;
    private final String shortPool;
    private final String shortSettings;
    private volatile @Nullable HikariDataSource readers;
    private @Nullable HikariDataSource shorts;

    PostgresDatabase(StoreSettings.Place.Postgres place) {
        this(place, "weir-shared", SHORT_SETTINGS);
    }

    private PostgresDatabase(StoreSettings.Place.Postgres place, String shortPool, String shortSettings) {
        this.place = place;
        this.shortPool = shortPool;
        this.shortSettings = shortSettings;
    }

    /** For the journal of writes, whose commits wait for the disk whatever the database's setting is. */
    static PostgresDatabase writes(StoreSettings.Place.Postgres place) {
        return new PostgresDatabase(place, "weir-writes", SHORT_SETTINGS + LASTING);
    }

    @Override
    public Connection openWriter() throws SQLException {
        var connection = DriverManager.getConnection(place.url(), properties());
        connection.setAutoCommit(false);
        if (readers == null) {
            readers = readers();
        }
        return connection;
    }

    private HikariDataSource readers() {
        var config = pool("weir-history", StoredExecutionHistory.READERS, properties());
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    private HikariConfig pool(String name, int connections, Properties properties) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(place.url());
        config.setDataSourceProperties(properties);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(3_000);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    @Override
    public Connection openShort() throws SQLException {
        return shorts().getConnection();
    }

    private synchronized HikariDataSource shorts() {
        var pool = shorts;
        if (pool == null) {
            var properties = properties();
            properties.setProperty("socketTimeout", "5");
            var config = pool(shortPool, SHORT, properties);
            config.setMinimumIdle(1);
            config.setConnectionTimeout(1_000);
            config.setConnectionInitSql(shortSettings);
            pool = new HikariDataSource(config);
            shorts = pool;
        }
        return pool;
    }

    @Override
    public boolean poolsShort() {
        return true;
    }

    @Override
    public String now() {
        return "cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)";
    }

    @Override
    public String skipLocked() {
        return " for update skip locked";
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", place.user());
        properties.setProperty("password", place.password());
        properties.setProperty("ApplicationName", "weir");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    @Override
    public Connection openReader() throws SQLException {
        var pool = readers;
        if (pool == null) {
            throw new SQLException("PostgreSQL is not connected");
        }
        return pool.getConnection();
    }

    @Override
    public Connection openBeside(boolean readOnly) throws SQLException {
        var connection = DriverManager.getConnection(place.url(), properties());
        connection.setReadOnly(readOnly);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() {
        var pool = readers;
        readers = null;
        if (pool != null) {
            pool.close();
        }
        closeShorts();
    }

    private synchronized void closeShorts() {
        var pool = shorts;
        shorts = null;
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public void lockMigrations(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_xact_lock(" + MIGRATIONS + ")");
    }

    @Override
    public void lockBatches(Connection connection) throws SQLException {
        // batches that begin meanwhile wait behind this one
        new Sql("set local lock_timeout = '10s'").execute(connection);
        // the table, because the row of a Weir whose first batch is under way cannot be seen yet
        new Sql("lock table weir_writer in share mode").execute(connection);
    }

    @Override
    public String clustered() {
        return "";
    }

    /**
     * An estimate from the number of live rows: the tables' files do not shrink when rows are deleted, so that their
     * sizes say nothing about what is left.
     */
    @Override
    public long usedBytes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("""
                    select coalesce(sum(n_live_tup * case relname when 'weir_execution' then 500 else 250 end), 0)
                    from pg_stat_user_tables
                    where schemaname = current_schema() and relname like 'weir~_%' escape '~'
                    """)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    @Override
    public void shrink(Connection connection) {
        // autovacuum does
    }

    @Override
    public boolean isCorrupt(SQLException failure) {
        return false;
    }

    @Override
    public boolean refusesData(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    @Override
    public String moveAside(Instant now) {
        throw new UnsupportedOperationException("what is corrupt in PostgreSQL is the work of its administrator");
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
