package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is sent SIGHUP. */
@Timeout(60)
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
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("waits");
            for (int i = 0; i < 2; i++) {
                new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                assertThat(lines.readLine()).isEqualTo("hangs up");
            }
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
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
