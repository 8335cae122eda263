package io.weir.bench;

import static io.weir.bench.WriteCrashes.Point.AT_WORK;
import static io.weir.bench.WriteCrashes.Point.SENT;
import static io.weir.bench.WriteCrashes.Point.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Weir that is killed while it writes, three times, with each way to create once at each point. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class WriteCrashesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void aRequestHasOneRecordWhereverWeirIsKilled() throws Exception {
        try (var crashes = new WriteCrashes(folder)) {
            crashes.start();
            crashes.kill(List.of(SENT, AT_WORK, WRITTEN, SENT), Duration.ZERO);
            crashes.kill(List.of(AT_WORK, WRITTEN, SENT, AT_WORK), Duration.ZERO);
            crashes.kill(List.of(WRITTEN, SENT, AT_WORK, WRITTEN), Duration.ZERO);

            assertThat(crashes.violations()).isEmpty();
        }
    }
}
