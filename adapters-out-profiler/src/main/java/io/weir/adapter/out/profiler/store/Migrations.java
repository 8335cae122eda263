package io.weir.adapter.out.profiler.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the tables of a database to the form that this Weir knows.
 *
 * @param scripts statements that end with {@code ;}, one script for each version from 1 on; {@code ${clustered}} in
 *     them is {@link Database#clustered}
 */
record Migrations(List<String> scripts) {
    private static final List<String> FILES = List.of("1.sql", "2.sql", "3.sql", "4.sql", "5.sql");

    /** Those of this Weir. */
    static Migrations ofThisWeir() {
        var scripts = new ArrayList<String>();
        for (String name : FILES) {
            try (var stream = Migrations.class.getResourceAsStream(name)) {
                if (stream == null) {
                    throw new IOException("this Weir is packaged without " + name);
                }
                scripts.add(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new Migrations(List.copyOf(scripts));
    }

    /**
     * Throws {@link SQLException} where a script fails or the tables are of a later Weir. Then the connection must be
     * closed, which undoes what was changed.
     */
    void migrate(Database database, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            database.lockMigrations(statement);
            int version = version(statement);
            if (version > scripts.size()) {
                throw new SQLException("its tables have version %d, and this Weir knows versions up to %d"
                        .formatted(version, scripts.size()));
            }
            for (String script : scripts.subList(version, scripts.size())) {
                for (String sql :
                        script.replace("${clustered}", database.clustered()).split(";", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
            if (version < scripts.size()) {
                statement.execute("delete from weir_schema_version");
                statement.execute("insert into weir_schema_version (version) values (" + scripts.size() + ")");
            }
            connection.commit();
        }
    }

    private static int version(Statement statement) throws SQLException {
        statement.execute("create table if not exists weir_schema_version (version integer not null)");
        try (var result = statement.executeQuery("select max(version) from weir_schema_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
