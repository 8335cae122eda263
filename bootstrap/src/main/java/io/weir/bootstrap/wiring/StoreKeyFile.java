package io.weir.bootstrap.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The file in the data folder that holds the store's key, readable by its owner only. */
final class StoreKeyFile {
    private static final int BYTES = 32;
    private static final int MOST_BYTES = 1024;
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
            key = content().strip();
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

    /** At most a little more than a key has. */
    private String content() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
        }
    }

    /** Whether the file exists, usable or not. */
    boolean exists() {
        return Files.exists(file);
    }

    /** Whether others than the file's owner may read or write it; false where the file system cannot tell. */
    boolean isOpenToOthers() throws IOException {
        return OwnerOnly.isOpenToOthers(file);
    }

    /** A new key. */
    static String newKey(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }

    /**
     * The file's key, or {@code key} where there is no file: then it is written. A reader sees all of it or no file. Where
     * several Weirs write at once, all have the key of one.
     */
    String readOrCreate(String key) throws IOException {
        var known = read();
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return write(key);
        } catch (IOException failure) {
            throw new IOException(
                    "'%s' cannot be created (%s)"
                            .formatted(file, failure.getClass().getSimpleName()),
                    failure);
        }
    }

    private String write(String key) throws IOException {
        Files.createDirectories(folder, OwnerOnly.folder());
        var complete = Files.createTempFile(folder, "store", ".key", OwnerOnly.file());
        try {
            Files.writeString(complete, key + "\n");
            return publish(complete) ? key : read().orElseThrow(() -> new NoSuchFileException(file.toString()));
        } finally {
            Files.deleteIfExists(complete);
        }
    }

    /** Gives {@code complete} the name of the key's file; whether no other Weir has made that meanwhile. */
    private boolean publish(Path complete) throws IOException {
        try {
            // unlike a move, a link never replaces a file
            Files.createLink(file, complete);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (UnsupportedOperationException | IOException _) {
            // not every file system has links
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
