package io.weir.adapter.out.profiler.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings the tables of a database to the form that this Weir knows.
 *
 * <p>A Weir goes on with tables of a later version if every script that it does not know allows that: a script that only
 * adds begins with {@code -- usable from: N}, where N is the lowest version that a Weir must know to use the tables after
 * the script. Without that line, N is the script's own version.
 *
 * @param scripts statements that end with {@code ;}, one script for each version from 1 on; {@code ${clustered}} in
 *     them is {@link Database#clustered}
 */
public record Migrations(List<String> scripts) {
    private static final List<String> FILES =
            List.of("1.sql", "2.sql", "3.sql", "4.sql", "5.sql", "6.sql", "7.sql", "8.sql", "9.sql", "10.sql");
    private static final Pattern USABLE_FROM = Pattern.compile("\\A-- usable from: (\\d{1,6})\\R");

    /** Those of this Weir. */
    public static Migrations ofThisWeir() {
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
     * Throws {@link SQLException} where a script fails or the tables are of a later Weir with which this one cannot go
     * on. Then the connection must be closed, which undoes what was changed.
     */
    public void migrate(Database database, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            database.lockMigrations(statement);
            int version = created(statement, "weir_schema_version", 0);
            int usableFrom = created(statement, "weir_schema_usable_from", version);
            requireUsable(version, usableFrom);
            for (int next = version + 1; next <= scripts.size(); next++) {
                String script = scripts.get(next - 1);
                for (String sql : statements(script.replace("${clustered}", database.clustered()))) {
                    statement.execute(sql);
                }
                usableFrom = Math.max(usableFrom, usableFrom(script, next));
            }
            if (version < scripts.size()) {
                replace(statement, "weir_schema_version", scripts.size());
                replace(statement, "weir_schema_usable_from", usableFrom);
            }
            connection.commit();
        }
    }

    /**
     * The version of the tables; 0 if there are none yet. Changes nothing. Throws {@link SQLException} if this Weir
     * cannot use them.
     */
    int usableVersion(Connection connection) throws SQLException {
        int version = existing(connection, "weir_schema_version", 0);
        requireUsable(version, existing(connection, "weir_schema_usable_from", version));
        return version;
    }

    /** Throws {@link SQLException} if other Weirs use the tables, and {@link #migrate} would change them. */
    public void requireNoChange(Connection connection) throws SQLException {
        int version = usableVersion(connection);
        if (version > 0 && version < scripts.size()) {
            throw new SQLException(
                    "its tables have version %d; a Weir that serves has to bring them to version %d first"
                            .formatted(version, scripts.size()));
        }
    }

    private static int existing(Connection connection, String table, int otherwise) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, connection.getSchema(), table, null)) {
            if (!tables.next()) {
                return otherwise;
            }
        }
        try (var statement = connection.createStatement()) {
            return number(statement, table, otherwise);
        }
    }

    private void requireUsable(int version, int usableFrom) throws SQLException {
        if (version > scripts.size() && usableFrom > scripts.size()) {
            throw new SQLException(
                    "its tables have version %d, and this Weir knows versions up to %d; use a Weir that knows at least %d"
                            .formatted(version, scripts.size(), usableFrom));
        }
    }

    private static List<String> statements(String script) {
        String withoutComments =
                script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return List.of(withoutComments.split(";", -1)).stream()
                .filter(sql -> !sql.isBlank())
                .toList();
    }

    /** The lowest version that a Weir must know to use the tables after {@code script}. */
    static int usableFrom(String script, int version) {
        var stated = USABLE_FROM.matcher(script);
        return stated.find() ? Integer.parseInt(stated.group(1)) : version;
    }

    private static int created(Statement statement, String table, int otherwise) throws SQLException {
        statement.execute("create table if not exists " + table + " (version integer not null)");
        return number(statement, table, otherwise);
    }

    private static int number(Statement statement, String table, int otherwise) throws SQLException {
        try (var result = statement.executeQuery("select version from " + table + " order by version desc limit 1")) {
            return result.next() ? result.getInt(1) : otherwise;
        }
    }

    private static void replace(Statement statement, String table, int version) throws SQLException {
        statement.execute("delete from " + table);
        statement.execute("insert into " + table + " (version) values (" + version + ")");
    }
}
