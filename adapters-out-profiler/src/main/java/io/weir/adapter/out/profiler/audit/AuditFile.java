package io.weir.adapter.out.profiler.audit;

import io.weir.domain.history.AuditEntry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends audit entries to a file that only its owner may read. After another tool has moved or removed the file, the
 * next entries go to a new file of the same name. Entries that cannot be written are lost.
 */
final class AuditFile implements AuditStorage {
    private static final System.Logger LOG = System.getLogger(AuditFile.class.getName());

    private final Path file;
    private final Opening opening;
    private WritableByteChannel channel;
    private @Nullable Object identity;
    private String trouble = "";
    private boolean inTheMiddleOfALine;

    /** How a file is opened for appending. */
    interface Opening {
        WritableByteChannel open(Path file) throws IOException;
    }

    /** Opens {@code file}; throws {@link UnwritableAudit} if it cannot be written. */
    AuditFile(Path file) {
        this(file, AuditFile::appending);
    }

    AuditFile(Path file, Opening opening) {
        this.file = file;
        this.opening = opening;
        try {
            this.channel = opening.open(file);
            this.identity = identityOf(file);
        } catch (IOException refused) {
            throw new UnwritableAudit(file, refused);
        }
    }

    @Override
    public int keep(List<AuditEntry> entries) {
        var lines = new StringBuilder(entries.size() * AuditLines.USUAL_LENGTH);
        if (inTheMiddleOfALine) {
            lines.append('\n');
        }
        for (var entry : entries) {
            AuditLines.append(lines, entry);
            lines.append('\n');
        }
        var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        try {
            reopenIfMoved();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException unwritten) {
            return kept(bytes, unwritten);
        }
        inTheMiddleOfALine = false;
        return entries.size();
    }

    /** How many complete lines were written before {@code failure}. */
    private int kept(ByteBuffer bytes, IOException failure) {
        trouble =
                "'%s' cannot be written (%s)".formatted(file, failure.getClass().getSimpleName());
        int begin = inTheMiddleOfALine ? 1 : 0;
        int lines = 0;
        for (int i = begin; i < bytes.position(); i++) {
            lines += bytes.get(i) == '\n' ? 1 : 0;
        }
        if (bytes.position() > 0) {
            inTheMiddleOfALine = bytes.get(bytes.position() - 1) != '\n';
        }
        return lines;
    }

    @Override
    public String trouble() {
        return trouble;
    }

    private void reopenIfMoved() throws IOException {
        if (channel.isOpen() && Objects.equals(identity, identityOf(file))) {
            return;
        }
        channel.close();
        channel = opening.open(file);
        identity = identityOf(file);
        inTheMiddleOfALine = false;
    }

    /** Identifies a file among others of the same name; null if it does not exist. */
    private static @Nullable Object identityOf(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static WritableByteChannel appending(Path file) throws IOException {
        var ownerOnly = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                ownerOnly);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unclosed) {
            LOG.log(Level.WARNING, "the audit file ''{0}'' cannot be closed", file);
        }
    }
}
