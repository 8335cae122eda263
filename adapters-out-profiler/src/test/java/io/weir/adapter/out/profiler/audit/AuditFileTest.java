package io.weir.adapter.out.profiler.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.domain.port.AuditTrail;
import io.weir.domain.port.AuditTrailContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail in a file, what other tools do to the file, and a disk without room. */
class AuditFileTest extends AuditTrailContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @SuppressWarnings("NullAway.Init") // set before each test
    private QueuedAuditTrail trail;

    @BeforeEach
    void open() {
        file = folder.resolve("audit.log");
        trail = QueuedAuditTrail.toFile(file, 1_000);
    }

    @AfterEach
    void close() {
        trail.close();
    }

    @Override
    protected AuditTrail trail() {
        return trail;
    }

    @Override
    protected List<String> kept() {
        trail.close();
        return ids(file);
    }

    @Test
    void appendsToWhatIsThere() {
        trail.record(entry("before"));
        trail.close();
        try (var again = QueuedAuditTrail.toFile(file, 10)) {
            again.record(entry("after"));
        }
        assertThat(ids(file)).containsExactly("before", "after");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) { // Windows has rights of another kind
            assertThat(PosixFilePermissions.toString(view.readAttributes().permissions()))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void goesToANewFileOnceTheOldOneIsMovedAway() throws IOException {
        try (var storage = new AuditFile(folder.resolve("rotated.log"))) {
            storage.keep(List.of(entry("old")));
            Files.move(folder.resolve("rotated.log"), folder.resolve("rotated.log.1"));
            storage.keep(List.of(entry("new")));
        }
        assertThat(ids(folder.resolve("rotated.log.1"))).containsExactly("old");
        assertThat(ids(folder.resolve("rotated.log"))).containsExactly("new");
    }

    @Test
    void goesOnInAFileThatAnotherToolHasEmptied() throws IOException {
        try (var storage = new AuditFile(folder.resolve("emptied.log"))) {
            storage.keep(List.of(entry("old")));
            Files.writeString(folder.resolve("emptied.log"), "");
            storage.keep(List.of(entry("new")));
        }
        assertThat(ids(folder.resolve("emptied.log"))).containsExactly("new");
    }

    @Test
    void losesAndCountsWhatCannotBeWrittenAndGoesOnAfterwards() throws IOException {
        var away = folder.resolve("away");
        Files.createDirectory(away);
        var audit = away.resolve("audit.log");
        try (var storage = new AuditFile(audit)) {
            Files.delete(audit);
            Files.delete(away);
            assertThat(storage.keep(List.of(entry("lost"), entry("lost-too")))).isZero();

            Files.createDirectory(away);
            assertThat(storage.keep(List.of(entry("kept")))).isEqualTo(1);
        }
        assertThat(ids(audit)).containsExactly("kept");
    }

    @Test
    void aFullDiskLeavesNoHalfLineInFrontOfTheNext() {
        var full = folder.resolve("full.log");
        var disk = new Disk(500);
        try (var storage = new AuditFile(full, disk::open)) {
            assertThat(storage.keep(List.of(entry("first"), entry("second"), entry("third"))))
                    .isEqualTo(2);
            disk.room = 10_000;
            assertThat(storage.keep(List.of(entry("fourth")))).isEqualTo(1);
        }
        var lines = disk.written.toString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).doesNotEndWith("}");
        assertThat(lines.get(3)).startsWith("{").endsWith("}").contains("fourth");
    }

    @Test
    void countsWhatIsLost() {
        var disk = new Disk(0);
        var lossy = new QueuedAuditTrail(new AuditFile(folder.resolve("full.log"), disk::open), 10);
        lossy.record(entry("lost"));
        lossy.close();

        assertThat(lossy.dropped()).isEqualTo(1);
    }

    @Test
    void doesNotStartWhereNothingCanBeWritten() {
        assertThatIllegalStateException()
                .isThrownBy(() -> QueuedAuditTrail.toFile(folder.resolve("nowhere/audit.log"), 10))
                .withMessageContaining("audit.log");
    }

    private static List<String> ids(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(AuditFileTest::requestId)
                    .toList();
        } catch (IOException unread) {
            throw new AssertionError(unread);
        }
    }

    static String requestId(String line) {
        String member = "\"request_id\":\"";
        int begin = line.indexOf(member) + member.length();
        return line.substring(begin, line.indexOf('"', begin));
    }

    /** A disk that has room for some bytes and refuses the rest. */
    private static final class Disk {
        final StringBuilder written = new StringBuilder();
        int room;

        Disk(int room) {
            this.room = room;
        }

        WritableByteChannel open(Path file) {
            return new WritableByteChannel() {
                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    if (room == 0) {
                        throw new IOException("No space left on device");
                    }
                    byte[] taken = new byte[Math.min(room, bytes.remaining())];
                    bytes.get(taken);
                    written.append(new String(taken, StandardCharsets.UTF_8));
                    room -= taken.length;
                    return taken.length;
                }

                @Override
                public boolean isOpen() {
                    return true;
                }

                @Override
                public void close() {}
            };
        }
    }
}
