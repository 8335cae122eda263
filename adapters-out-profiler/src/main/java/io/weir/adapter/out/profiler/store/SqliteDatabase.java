package io.weir.adapter.out.profiler.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/** SQLite in a file that only its owner may read, held by one Weir at a time. */
final class SqliteDatabase implements Database {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";
    private static final int BUSY_MILLIS = 2_000;
    private static final int SHORT_BUSY_MILLIS = 500;
    private static final int WRITES_BUSY_MILLIS = 1_500;
    private static final int FREE_PAGES_KEPT = 1_000;

    /** A transaction of any other mode that reads before it writes cannot wait for another process's. */
    private static final SQLiteConfig.TransactionMode WAITING = SQLiteConfig.TransactionMode.IMMEDIATE;

    private final Path folder;
    private final Path file;
    private final String instance;
    private final List<String> pragmas;
    private final int busyMillis;
    private @Nullable FolderLock lock;

    /** The file that was opened last; null where the file system cannot tell files apart. */
    private volatile @Nullable Object opened;

    /** @param instance the name of the Weir that uses it */
    SqliteDatabase(Path folder, String instance) {
        this(folder, instance, List.of());
    }

    /**
     * For tests.
     *
     * @param pragmas statements that each connection that writes begins with
     */
    SqliteDatabase(Path folder, String instance, List<String> pragmas) {
        this(folder, "history.db", instance, pragmas, BUSY_MILLIS);
    }

    private SqliteDatabase(Path folder, String file, String instance, List<String> pragmas, int busyMillis) {
        this.folder = folder;
        this.instance = instance;
        this.file = folder.resolve(file);
        this.pragmas = pragmas;
        this.busyMillis = busyMillis;
    }

    /** The file for {@link Database#openShort}: SQLite has one writer for each file, and that of the history is slow. */
    static SqliteDatabase shared(Path folder) {
        return new SqliteDatabase(folder, "shared.db", "", List.of(), SHORT_BUSY_MILLIS);
    }

    /** The file of the journal of writes, which waits for the disk at each commit. */
    static SqliteDatabase writes(Path folder) {
        return new SqliteDatabase(folder, "writes.db", "", List.of("pragma synchronous = full"), WRITES_BUSY_MILLIS);
    }

    @Override
    public Connection openWriter() throws SQLException, IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
        lockFolder();
        var connection = openFile();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            try (connection) {
                throw failure;
            }
        }
        return connection;
    }

    @Override
    public Connection openShort() throws SQLException, IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
        var connection = openFile();
        connection.unwrap(SQLiteConnection.class).setCurrentTransactionMode(WAITING);
        return connection;
    }

    @Override
    public boolean poolsShort() {
        return false;
    }

    @Override
    public String now() {
        return "cast(unixepoch('subsec') * 1000 as integer)";
    }

    @Override
    public String skipLocked() {
        return "";
    }

    private Connection openFile() throws SQLException, IOException {
        try {
            // SQLite gives its other files the same permissions
            Files.createFile(file, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException _) {
            // as is usual
        }
        opened = identity();
        var connection = connect(config());
        try (var statement = connection.createStatement()) {
            statement.execute("pragma auto_vacuum = incremental");
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = normal");
            statement.execute("pragma journal_size_limit = 16777216");
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
        } catch (SQLException failure) {
            try (connection) {
                throw failure;
            }
        }
        return connection;
    }

    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Throws {@link FolderInUse} where another Weir has the folder. */
    private void lockFolder() throws IOException {
        if (lock != null) {
            return;
        }
        var taken = FolderLock.take(folder.resolve("history.lock"), instance, ownerOnly("rw-------"));
        try {
            deleteFormerLibraries();
            lock = taken;
        } finally {
            if (lock == null) {
                taken.close();
            }
        }
    }

    /** The driver deletes what it unpacked at an orderly exit only, which a process that is stopped does not have. */
    private void deleteFormerLibraries() throws IOException {
        try (var libraries = Files.newDirectoryStream(folder, "sqlite-*sqlitejdbc*")) {
            for (var library : libraries) {
                try {
                    Files.deleteIfExists(library);
                } catch (IOException _) {
                    // it costs a megabyte; on Windows it may be the one in use
                }
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public Connection openReader() throws SQLException {
        var config = config();
        config.setReadOnly(true);
        return connect(config);
    }

    @Override
    public Connection openBeside(boolean readOnly) throws SQLException {
        if (!Files.exists(file)) {
            throw new SQLException("the file does not exist");
        }
        var config = config();
        config.setReadOnly(readOnly);
        if (!readOnly) {
            config.setTransactionMode(WAITING);
        }
        var connection = connect(config);
        connection.setAutoCommit(false);
        return connection;
    }

    private SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(busyMillis);
        return config;
    }

    private Connection connect(SQLiteConfig config) throws SQLException {
        if (System.getProperty(LIBRARY_FOLDER) == null) {
            // where the driver unpacks its native library: the system's folder may be mounted noexec
            System.setProperty(LIBRARY_FOLDER, folder.toAbsolutePath().toString());
        }
        try {
            return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        } catch (LinkageError notLoaded) {
            // what the driver throws after its first attempt
            throw withoutLibrary(notLoaded);
        } catch (SQLException failure) {
            throw failure.getCause() instanceof NativeLibraryNotFoundException ? withoutLibrary(failure) : failure;
        }
    }

    private static SQLException withoutLibrary(Throwable cause) {
        return new SQLException(
                "SQLite's library cannot be loaded from '%s'; where that is mounted noexec, name another folder with %s"
                        .formatted(System.getProperty(LIBRARY_FOLDER), "-D" + LIBRARY_FOLDER),
                cause);
    }

    @Override
    public void close() {
        var taken = lock;
        lock = null;
        if (taken != null) {
            taken.close();
        }
    }

    @Override
    public void lockMigrations(Statement statement) {
        // the folder's lock is enough
    }

    @Override
    public void lockBatches(Connection connection) {
        // there is one transaction that writes at a time
    }

    @Override
    public String clustered() {
        return "without rowid";
    }

    @Override
    public long usedBytes(Connection connection) throws SQLException {
        return (number(connection, "pragma page_count") - number(connection, "pragma freelist_count"))
                * number(connection, "pragma page_size");
    }

    @Override
    public void shrink(Connection connection) throws SQLException {
        if (number(connection, "pragma freelist_count") > FREE_PAGES_KEPT) {
            try (var statement = connection.createStatement()) {
                // answers a row without columns for each page, which is none for a query
                statement.executeUpdate("pragma incremental_vacuum(1000)");
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    @Override
    public boolean isCorrupt(SQLException failure) {
        return is(failure, SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
    }

    @Override
    public boolean refusesData(SQLException failure) {
        return is(
                failure,
                SQLiteErrorCode.SQLITE_CONSTRAINT,
                SQLiteErrorCode.SQLITE_MISMATCH,
                SQLiteErrorCode.SQLITE_TOOBIG);
    }

    private static boolean is(SQLException failure, SQLiteErrorCode... codes) {
        return Arrays.stream(codes).anyMatch(code -> code.code == (failure.getErrorCode() & 0xff));
    }

    @Override
    public String moveAside(Instant now) throws IOException {
        if (!Objects.equals(identity(), opened)) {
            throw new IOException("another process has replaced " + this);
        }
        String name = String.valueOf(file.getFileName());
        var aside = folder.resolve(name + ".corrupt-" + STAMP.format(now));
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(folder.resolve(name + "-wal"));
        Files.deleteIfExists(folder.resolve(name + "-shm"));
        return aside.toString();
    }

    @Override
    public String toString() {
        return "'" + file + "'";
    }
}
