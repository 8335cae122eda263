package io.weir.adapter.out.salesforce.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void onlyTheOwnerMayReadWhatIsWritten() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        SecretFile.replace(file, "new");

        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void aReaderFindsTheOldOrTheNewAndNeverAPiece() throws Exception {
        var file = Files.writeString(folder.resolve("token"), "a".repeat(10_000));
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader = threads.submit(() -> {
                while (!done.get()) {
                    assertThat(SecretFile.read(file)).hasSize(10_000);
                }
                return true;
            });
            for (int i = 0; i < 50; i++) {
                SecretFile.replace(file, (i % 2 == 0 ? "b" : "a").repeat(10_000));
            }
            done.set(true);
            assertThat(reader.get()).isTrue();
        }
    }

    @Test
    void aLinkStaysOne() throws IOException {
        var target =
                Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("token"), "old");
        var link = Files.createSymbolicLink(folder.resolve("token"), target);

        SecretFile.replace(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void aFileThatCannotBeReplacedStaysAsItWas() throws IOException {
        var file = Files.createDirectory(folder.resolve("token"));
        Files.writeString(file.resolve("not a file"), "old");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SecretFile.replace(file, "new"));

        assertThat(file).isDirectoryContaining("glob:**/not a file");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aMissingFileIsEmpty() {
        assertThat(SecretFile.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aFileWithoutAnEndIsEmpty() {
        assertThat(SecretFile.read(Path.of("/dev/zero"))).isEmpty();
    }
}
