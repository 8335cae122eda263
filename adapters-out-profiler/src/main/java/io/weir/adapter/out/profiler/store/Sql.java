package io.weir.adapter.out.profiler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A statement under construction, and the values for its {@code ?}. For one thread at a time. */
public final class Sql {
    private final StringBuilder text;
    private final List<Object> values = new ArrayList<>();

    /** What is read of a row. */
    public interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    /** @param values those of the first {@code ?} */
    public Sql(String text, Object... values) {
        this.text = new StringBuilder(text);
        this.values.addAll(List.of(values));
    }

    /** Adds fixed text, which never holds a value. */
    public Sql append(String more) {
        text.append(more);
        return this;
    }

    /** Adds the value of the next {@code ?}. */
    public Sql with(Object value) {
        values.add(value);
        return this;
    }

    /** Adds a list of values in parentheses; one of none matches nothing. */
    Sql in(Collection<?> members) {
        text.append(members.isEmpty() ? "(null)" : "(" + "?, ".repeat(members.size() - 1) + "?)");
        values.addAll(members);
        return this;
    }

    public PreparedStatement prepare(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(text.toString());
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }

    /** Runs a statement that changes rows. */
    public void execute(Connection connection) throws SQLException {
        int _ = update(connection);
    }

    /** Runs a statement that changes rows; answers how many it changed. */
    public int update(Connection connection) throws SQLException {
        try (var statement = prepare(connection)) {
            return statement.executeUpdate();
        }
    }

    /** What {@code read} makes of the first row; empty without one. */
    public <T> Optional<T> first(Connection connection, Read<T> read) throws SQLException {
        try (var statement = prepare(connection);
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(read.from(rows)) : Optional.empty();
        }
    }

    /** Prepares each statement once. The connection closes them. For one thread at a time. */
    static final class Prepared {
        private final Connection connection;
        private final Map<String, PreparedStatement> prepared = new HashMap<>();

        Prepared(Connection connection) {
            this.connection = connection;
        }

        PreparedStatement of(String sql) throws SQLException {
            var statement = prepared.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared.put(sql, statement);
            }
            return statement;
        }
    }
}
