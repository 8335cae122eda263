package io.weir.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Completes folders that ship. The program's arguments are the time that all files get, and the folders. A folder with a
 * Java gets a cache of its classes. Each gets {@code SHA256SUMS}, which {@code sha256sum -c} reads.
 */
public final class PreparedFolder {
    private PreparedFolder() {}

    public static void main(String[] arguments) throws Exception {
        var time = FileTime.from(Instant.parse(arguments[0]));
        for (var name : List.of(arguments).subList(1, arguments.length)) {
            var folder = Path.of(name).toAbsolutePath();
            setTimes(folder, time);
            if (Files.isDirectory(folder.resolve("runtime"))) {
                AotTraining.in(folder);
            }
            Files.writeString(folder.resolve("SHA256SUMS"), checksums(folder));
            setTimes(folder, time);
        }
    }

    /** The files' times as they will be in an archive: Java compares some of them with those that it was trained with. */
    private static void setTimes(Path folder, FileTime time) throws IOException {
        for (var file : files(folder)) {
            Files.setLastModifiedTime(file, time);
        }
    }

    private static String checksums(Path folder) throws IOException, NoSuchAlgorithmException {
        var lines = new StringBuilder();
        for (var file : files(folder)) {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            lines.append(HexFormat.of().formatHex(digest))
                    .append("  ")
                    .append(folder.relativize(file))
                    .append('\n');
        }
        return lines.toString();
    }

    /** All files but the checksums, in the order of their paths. */
    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("SHA256SUMS"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
