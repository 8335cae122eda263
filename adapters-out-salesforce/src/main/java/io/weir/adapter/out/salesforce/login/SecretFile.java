package io.weir.adapter.out.salesforce.login;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with one secret in it. */
final class SecretFile {
    private SecretFile() {}

    /** The secret without surrounding space; empty if there is no readable text file at {@code path}. */
    static String read(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    /**
     * Puts {@code secret} in place of what the file at {@code path} holds. Whoever reads it meanwhile, or after a crash, finds
     * the one or the other, whole. Only its owner may read it afterwards. Throws if the file stays as it was.
     */
    static void replace(Path path, String secret) throws IOException {
        // a link stays one
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

    /** Makes the new name last; without it the content does, and not every file system lets a folder be opened. */
    private static void flush(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // the file system does it in its own time
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
