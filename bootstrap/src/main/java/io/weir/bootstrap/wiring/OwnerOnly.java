package io.weir.bootstrap.wiring;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions for the owner of a file and nobody else, where the file system knows permissions. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** The permissions of a new file. */
    public static FileAttribute<?>[] file() {
        return attributes(OF_FILE);
    }

    /** The permissions of a new folder. */
    static FileAttribute<?>[] folder() {
        return attributes(OF_FOLDER);
    }

    /** Gives {@code file} these permissions. */
    public static void restrict(Path file) throws IOException {
        if (isPosix()) {
            Files.setPosixFilePermissions(file, OF_FILE);
        }
    }

    /** Whether others than the owner of {@code file} may read or write it; false where the file system cannot tell. */
    static boolean isOpenToOthers(Path file) throws IOException {
        return isPosix() && !OF_FILE.containsAll(Files.getPosixFilePermissions(file));
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
