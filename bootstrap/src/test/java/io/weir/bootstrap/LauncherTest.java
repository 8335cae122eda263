package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher starts, and what becomes of it when it is out of memory. */
@Timeout(120)
class LauncherTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int OUT_OF_MEMORY = 3;

    @Test
    void startsAJavaThatEndsWhenItIsOutOfMemory(@TempDir Path folder) throws Exception {
        var java = Files.writeString(folder.resolve("java"), """
            #!/bin/sh
            if [ "$1" = -XshowSettings:properties ]; then echo "    java.specification.version = 25"; exit; fi
            for argument in "$@"; do echo "$argument"; done
            """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        var launcher = Files.copy(
                Path.of("src/main/launcher/weir"), folder.resolve("weir"), StandardCopyOption.REPLACE_EXISTING);
        var builder = new ProcessBuilder("/bin/sh", launcher.toString(), "check").redirectErrorStream(true);
        builder.environment().put("WEIR_JAVA", java.toString());
        builder.environment().put("WEIR_JVM_OPTIONS", "-Xmx1g -Da=b");

        assertThat(printed(builder.start()).lines())
                .containsExactly(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xmx1g",
                        "-Da=b",
                        "-jar",
                        folder.toRealPath().resolve("weir.jar").toString(),
                        "check");
    }

    /** In a thread of its own, like all that a caller can cause: without the option the process goes on without it. */
    @Test
    void aProcessThatIsOutOfMemoryEnds() throws Exception {
        var process = new ProcessBuilder(
                        JAVA,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hungry.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            printed(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(OUT_OF_MEMORY);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes all the memory there is on a thread that nobody waits for, and stays until its input ends. */
    static final class Hungry {
        private Hungry() {}

        public static void main(String[] arguments) throws Exception {
            Thread.ofVirtual().start(() -> {
                var kept = new ArrayList<byte[]>();
                while (!kept.isEmpty() || arguments.length == 0) {
                    kept.add(new byte[1 << 20]);
                }
            });
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static String printed(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
