package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.dist.AotTraining;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    @TempDir
    private Path folder;

    @Test
    void startsAJavaThatTakesLittleMemoryAndEndsWhenItHasNoneLeft() throws Exception {
        var java = java(folder.resolve("jdk"), "25.0.3");

        assertThat(launched(Map.of("WEIR_JAVA", java.toString(), "WEIR_JVM_OPTIONS", "-Xmx1g -Da=b"), "check"))
                .containsExactly(
                        java.toString(),
                        "-Xms32m",
                        "-XX:TrimNativeHeapInterval=5000",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xmx1g",
                        "-Da=b",
                        "-jar",
                        home().resolve("weir.jar").toString(),
                        "check");
    }

    /** By the file that each JDK has, without starting any. */
    @Test
    void findsTheVersionOfAJavaBehindALink() throws Exception {
        var java = java(folder.resolve("jdk"), "26");
        var link = Files.createSymbolicLink(folder.resolve("java"), java);

        assertThat(launched(Map.of("WEIR_JAVA", link.toString()))).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void asksAJavaThatHasNoSuchFile() throws Exception {
        var java = java(folder.resolve("jdk"), "25");
        Files.delete(folder.resolve("jdk/release"));

        assertThat(launched(Map.of("WEIR_JAVA", java.toString()))).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void refusesAnOlderJava() throws Exception {
        var java = java(folder.resolve("jdk"), "21.0.9");

        assertThat(launched(Map.of("WEIR_JAVA", java.toString())))
                .containsExactly("weir: WEIR_JAVA=%s is not a Java 25 or newer".formatted(java));
    }

    /** As systemd starts it: a user that it makes for the service has no home. */
    @Test
    void looksForAJavaAlsoWithoutAHome() throws Exception {
        var builder = new ProcessBuilder("/bin/sh", launcher().toString(), "--version").redirectErrorStream(true);
        builder.environment().clear();

        assertThat(printed(builder.start()))
                .matches(
                        text -> text.startsWith("weir: no Java 25 found") || text.contains("weir.jar"),
                        "looked for Java");
    }

    /** With CDPATH, cd prefers the folders that it names, and prints the one that it found. */
    @Test
    void findsItsOwnFolderWhateverCdpathNames() throws Exception {
        var java = java(folder.resolve("jdk"), "25");
        var elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve(folder.getFileName()));
        var builder = new ProcessBuilder(
                        "/bin/sh",
                        folder.getFileName().resolve(launcher().getFileName()).toString())
                .directory(Objects.requireNonNull(folder.getParent()).toFile())
                .redirectErrorStream(true);
        builder.environment().put("WEIR_JAVA", java.toString());
        builder.environment().put("CDPATH", elsewhere.toString());

        assertThat(printed(builder.start()).lines())
                .contains(home().resolve("weir.jar").toString());
    }

    @Test
    void usesTheCacheOnlyWithTheFilesThatItWasMadeFor() throws Exception {
        var cached = "-XX:AOTCache=" + home().resolve("weir.aot");
        withCache();
        assertThat(launched(Map.of("WEIR_JVM_OPTIONS", "-Xmx1g"))).contains(cached);

        // as many bytes, at the same time, as reproducible builds make them
        var jar = folder.resolve("libs/a.jar");
        var time = Files.getLastModifiedTime(jar);
        Files.writeString(jar, "b");
        Files.setLastModifiedTime(jar, time);
        assertThat(launched(Map.of()))
                .doesNotContain(cached)
                .contains("weir: weir.aot was made with other files than those in %s, so Weir starts without it"
                        .formatted(home()));

        withCache();
        Files.writeString(folder.resolve("libs/further.jar"), "");
        assertThat(launched(Map.of())).doesNotContain(cached);

        withCache();
        Files.writeString(folder.resolve("runtime/release"), "JAVA_VERSION=\"25.0.4\"\n");
        assertThat(launched(Map.of())).doesNotContain(cached);

        withCache();
        Files.delete(folder.resolve("weir.aot.cksum"));
        assertThat(launched(Map.of())).doesNotContain(cached);
    }

    /** Java would not use it, and would say so on standard output, among the log. */
    @Test
    void leavesTheCacheWhereJavaWouldRefuseIt() throws Exception {
        var cached = "-XX:AOTCache=" + home().resolve("weir.aot");
        withCache();

        assertThat(launched(Map.of("WEIR_JVM_OPTIONS", "-XX:+UseCompactObjectHeaders")))
                .doesNotContain(cached);
        assertThat(launched(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:a.jar"))).doesNotContain(cached);
        var java = java(folder.resolve("jdk"), "25");
        assertThat(launched(Map.of("WEIR_JAVA", java.toString()))).doesNotContain(cached);
    }

    @Test
    void aProbeCompilesLittle() throws Exception {
        var java = java(folder.resolve("jdk"), "25");

        assertThat(launched(Map.of("WEIR_JAVA", java.toString()), "health"))
                .contains("-XX:TieredStopAtLevel=1")
                .as("the operator may have chosen a collector, and Java takes no second one")
                .noneMatch(argument -> argument.endsWith("GC"));
        assertThat(launched(Map.of("WEIR_JAVA", java.toString()), "check")).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    /** A folder with a Java and a cache, as {@code mvn -Pdist} makes it. */
    private void withCache() throws Exception {
        java(folder.resolve("runtime"), "25.0.3");
        Files.createDirectories(folder.resolve("libs"));
        Files.writeString(folder.resolve("libs/a.jar"), "a");
        Files.deleteIfExists(folder.resolve("libs/further.jar"));
        Files.writeString(folder.resolve("weir.jar"), "");
        Files.writeString(folder.resolve("weir.aot"), "");
        launcher();
        AotTraining.writeChecksums(folder);
    }

    /** A program that prints its path and its arguments, in the folders of a JDK. */
    private static Path java(Path jdk, String version) throws Exception {
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        var java = Files.writeString(jdk.resolve("bin/java"), """
            #!/bin/sh
            if [ "$1" = -XshowSettings:properties ]; then echo "    java.specification.version = 25"; exit; fi
            for argument in "$0" "$@"; do echo "$argument"; done
            """);
        return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path launcher() throws Exception {
        return Files.copy(
                Path.of("src/main/launcher/weir"), folder.resolve("weir"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path home() throws Exception {
        return folder.toRealPath();
    }

    private List<String> launched(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", launcher().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("WEIR_") || name.startsWith("JAVA_") || name.startsWith("JDK_"));
        builder.environment().putAll(environment);
        return printed(builder.start()).lines().toList();
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
