package io.weir.bootstrap.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The file in the data folder that holds the store's key, readable by its owner only. */
final class StoreKeyFile {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final HexFormat HEX = HexFormat.of();

    private final Path folder;
    private final Path file;

    StoreKeyFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("store.key");
    }

    /** The key; empty if there is no file. Throws {@link IOException}, whose message says what to do. */
    Optional<String> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String key;
        try {
            key = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new IOException(
                    "'%s' cannot be read; let the user that runs Weir read it".formatted(file), unreadable);
        }
        if (!key.matches("[0-9a-f]{%d}".formatted(2 * BYTES))) {
            throw new IOException("'%s' holds no key; restore it from a backup, or delete it to begin with a new key"
                    .formatted(file));
        }
        return Optional.of(key);
    }

    /** Whether others than the file's owner may read or write it; false where the file system cannot tell. */
    boolean isOpenToOthers() throws IOException {
        return isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    /** Writes a new key, and returns it. A reader sees the whole key or no file. */
    String create(RandomGenerator random) throws IOException {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String key = HEX.formatHex(bytes);
        try {
            write(key + "\n");
        } catch (IOException failure) {
            throw new IOException(
                    "'%s' cannot be created (%s)"
                            .formatted(file, failure.getClass().getSimpleName()),
                    failure);
        }
        return key;
    }

    private void write(String text) throws IOException {
        Files.createDirectories(folder, attributes("rwx------"));
        var incomplete = Files.createTempFile(folder, "store", ".key", attributes("rw-------"));
        try {
            Files.writeString(incomplete, text);
            Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(incomplete);
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
