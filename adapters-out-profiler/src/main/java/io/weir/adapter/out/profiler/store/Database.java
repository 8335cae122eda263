package io.weir.adapter.out.profiler.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A database that the same SQL works on, and what differs from one to the other. */
public interface Database {
    /** How many connections at once {@link #openShort} gives. */
    int SHORT = 4;

    /**
     * The database for short pieces of work of all Weirs that share {@code place}, none of which waits for a batch of the
     * history. With SQLite it is a file of its own, {@code shared.db}, which several processes may use.
     */
    static Database shared(StoreSettings.Place place) {
        return switch (place) {
            case StoreSettings.Place.Folder(var path) -> SqliteDatabase.shared(path);
            case StoreSettings.Place.Postgres postgres -> new PostgresDatabase(postgres);
        };
    }

    /**
     * The database for the journal of writes of all Weirs that share {@code place}. What {@link #openShort} commits there
     * survives a power failure. SQLite keeps it in a separate file, {@code writes.db}.
     */
    static Database writes(StoreSettings.Place place) {
        return switch (place) {
            case StoreSettings.Place.Folder(var path) -> SqliteDatabase.writes(path);
            case StoreSettings.Place.Postgres postgres -> PostgresDatabase.writes(postgres);
        };
    }

    /** The connection that writes; its transactions are committed by hand. One thread opens and closes it. */
    Connection openWriter() throws SQLException, IOException;

    /** A connection that reads, for any thread; the caller closes it. */
    Connection openReader() throws SQLException;

    /**
     * A connection for a process other than the one that writes. Its transactions are committed by hand. Throws
     * {@link SQLException} if there is no database.
     */
    Connection openBeside(boolean readOnly) throws SQLException;

    /**
     * A connection for one short piece of work, whose statements are committed one by one; any thread may close it.
     * With {@link #poolsShort}, closing it is cheap.
     */
    Connection openShort() throws SQLException, IOException;

    /** Whether {@link #openShort} takes the connection from a pool, of {@link #SHORT} at most. */
    boolean poolsShort();

    /** The present time in milliseconds since 1970, by the database's clock, as SQL. */
    String now();

    /** What ends a {@code select} of rows to change, so that it passes over those that another Weir is changing. */
    String skipLocked();

    /** Frees what {@link #openWriter} and {@link #openShort} took beside the connections. */
    void close();

    /** Takes a lock to the end of the transaction, so that one Weir at a time changes tables. */
    void lockMigrations(Statement statement) throws SQLException;

    /** Waits for the batches that are under way, and keeps others from beginning, to the end of the transaction. */
    void lockBatches(Connection connection) throws SQLException;

    /**
     * What makes a table one with its primary key, so that rows that are next to each other there are read together.
     */
    String clustered();

    /** How many bytes the history takes. */
    long usedBytes(Connection connection) throws SQLException;

    /** Gives up to a few MB of what was deleted back to the file system; outside a transaction. */
    void shrink(Connection connection) throws SQLException;

    /** Whether {@code failure} says that the file is no database, or a broken one. */
    boolean isCorrupt(SQLException failure);

    /** Whether {@code failure} says that what was written can never be stored. */
    boolean refusesData(SQLException failure);

    /**
     * Makes way for a new database, where the one that was opened last is corrupt; answers where that is now. Throws
     * {@link IOException} where that is not possible or another process has done so.
     */
    String moveAside(Instant now) throws IOException;

    /** What is done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Does work in a database, if that is available. */
    interface Access {
        /** The result of {@code work} in a transaction; empty if the database is not available. */
        <T> Optional<T> write(Work<T> work);

        /** The result of {@code work}; empty if the database is not available. */
        <T> Optional<T> read(Work<T> work);
    }

    /** Why it cannot be used, in one line for the operator. */
    default String reason(Exception failure) {
        return switch (failure) {
            case FileAlreadyExistsException taken -> "'%s' is not a folder".formatted(taken.getFile());
            case AccessDeniedException denied -> "access to '%s' is denied".formatted(denied.getFile());
            case NoSuchFileException missing -> "'%s' does not exist".formatted(missing.getFile());
            case FileSystemException other
            when other.getReason() != null -> "'%s': %s".formatted(other.getFile(), other.getReason());
            default ->
                Objects.requireNonNullElse(failure.getMessage(), "")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .orElse(failure.getClass().getSimpleName());
        };
    }

    /** What the log calls it. */
    @Override
    String toString();
}
