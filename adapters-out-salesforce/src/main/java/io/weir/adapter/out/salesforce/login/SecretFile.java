package io.weir.adapter.out.salesforce.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that holds one secret. */
final class SecretFile {
    /** More than any secret or private key has. */
    private static final int MOST_BYTES = 1024 * 1024;

    private SecretFile() {}

    /** The secret without surrounding space; empty if {@code path} is not a readable text file. */
    static String read(Path path) {
        try {
            return content(path).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** A device such as {@code /dev/zero} never ends. */
    private static String content(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("too large for a secret");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * Replaces the content of the file at {@code path} by {@code secret}. A concurrent reader, or one after a crash,
     * finds either the old or the new secret, complete. Only the owner may read the new file. Throws if the file is
     * unchanged.
     */
    static void replace(Path path, String secret) throws IOException {
        // keeps a symbolic link
        var file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        var folder = file.resolveSibling("");
        var fresh = Files.createTempFile(folder, ".weir-", ".tmp", ownerOnly(folder));
        try {
            Files.writeString(fresh, secret, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        flush(folder);
    }

    /** Makes the rename durable. Not every file system can open a folder. */
    private static void flush(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // the file system flushes it later
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
