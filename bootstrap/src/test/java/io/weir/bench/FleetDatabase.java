package io.weir.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that stops and starts with its data, on one port. Not thread-safe, except for its figures. */
final class FleetDatabase implements AutoCloseable {
    private static final String ALL = "";

    private final Path folder;
    private final int port;
    private volatile @Nullable EmbeddedPostgres running;

    private FleetDatabase(Path folder) throws IOException {
        this.folder = folder;
        var postgres = server(0);
        this.running = postgres;
        this.port = postgres.getPort();
    }

    static FleetDatabase start() throws IOException {
        return new FleetDatabase(Files.createTempDirectory("weir-fleet-postgres"));
    }

    private EmbeddedPostgres server(int onPort) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(onPort)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    /** What tells a Weir to use it. */
    Map<String, String> settings() {
        return Map.of(
                "WEIR_STORE_ENABLED", "true",
                "WEIR_STORE_URL", url(),
                "WEIR_STORE_USERNAME", "postgres",
                "WEIR_STORE_PASSWORD", "postgres",
                "WEIR_STORE_KEY", "a key that all Weirs have, 32 or longer");
    }

    private String url() {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(port);
    }

    boolean isUp() {
        return running != null;
    }

    void stop() throws IOException {
        var postgres = running;
        running = null;
        if (postgres != null) {
            postgres.close();
        }
    }

    void startAgain() throws IOException {
        running = server(port);
    }

    /** The API requests that the ledger has as held by all Weirs; 0 before the first lease. */
    long held() throws SQLException {
        return held(ALL);
    }

    /** The API requests that the ledger has as held by the Weirs whose instance is {@code instance}. */
    long held(String instance) throws SQLException {
        try (var connection = connect();
                var query = connection.prepareStatement(
                        "select coalesce(sum(held), 0) from weir_api_weir where weir like ? || '%'")) {
            query.setString(1, instance);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Makes everyone wait who reads or writes the ledger or the history, until the connection is closed. */
    Connection hang() throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement();
                var tables = statement.executeQuery(
                        "select string_agg(tablename, ', ') from pg_tables where schemaname = 'public'")) {
            tables.next();
            String all = tables.getString(1);
            try (var lock = connection.createStatement()) {
                lock.execute("lock table " + all + " in access exclusive mode");
            }
        }
        return connection;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    @Override
    public void close() throws IOException {
        stop();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
