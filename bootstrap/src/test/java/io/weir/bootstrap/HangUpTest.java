package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that is sent SIGHUP. */
class HangUpTest {
    @Test
    void runsTheActionWithoutAWarningAndDoesNotEnd() throws Exception {
        var process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            var lines = process.inputReader();
            assertThat(next(lines)).isEqualTo("waits");
            for (int i = 0; i < 2; i++) {
                new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                assertThat(next(lines))
                        .as("SIGHUP has no effect where this process was told to ignore it, as by nohup")
                        .isEqualTo("hangs up");
            }
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The next line; {@code nothing} if none comes for a long time. */
    private static String next(BufferedReader lines) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return lines.readLine();
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                })
                .completeOnTimeout("nothing", 30, TimeUnit.SECONDS)
                .join();
    }

    /** Stays until its input ends. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws Exception {
            HangUp.runs(() -> System.out.println("hangs up"));
            System.out.println("waits");
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
