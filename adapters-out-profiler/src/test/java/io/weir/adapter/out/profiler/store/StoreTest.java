package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.status.LogOf;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Stores of a test, and what the log says of them. */
abstract class StoreTest {
    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    final SettableClock clock = new SettableClock(START);
    final LogOf log = new LogOf(StoreWriter.class);
    private final List<StoredExecutionHistory> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        opened.forEach(StoredExecutionHistory::close);
        log.close();
    }

    StoreSettings settings() {
        return StoreSettings.defaults(new StoreSettings.Place.Folder(folder), "weir-1");
    }

    StoredExecutionHistory open(StoreSettings settings) {
        return opened(new StoredExecutionHistory(settings, clock, new SplittableRandom()));
    }

    StoredExecutionHistory open(Database database) {
        return open(database, Migrations.ofThisWeir());
    }

    StoredExecutionHistory open(Database database, Migrations migrations) {
        return opened(new StoredExecutionHistory(database, migrations, settings(), clock, new SplittableRandom()));
    }

    private StoredExecutionHistory opened(StoredExecutionHistory history) {
        opened.add(history);
        return history;
    }

    static List<String> ids(ExecutionHistory history) {
        return history.latest(1_000).stream().map(Execution::requestId).toList();
    }

    Execution run(String requestId) {
        return run(requestId, "SELECT Id FROM Contact WHERE Phone = ?", Execution.ANSWERED, Duration.ofMillis(12));
    }

    Execution run(String requestId, String shape, String outcome, Duration duration) {
        return run(requestId, shape, outcome, duration, ContactHash.NONE);
    }

    /** A run about {@code contact}. */
    Execution run(String requestId, ContactHash contact) {
        String shape = "SELECT Id FROM Contact WHERE Phone = ?";
        return run(requestId, shape, Execution.ANSWERED, Duration.ofMillis(12), contact);
    }

    private Execution run(String requestId, String shape, String outcome, Duration duration, ContactHash contact) {
        return new Execution(
                clock.instant(),
                requestId,
                "salesforce-query",
                "default",
                Execution.Served.FRESH,
                shape,
                duration,
                1,
                false,
                1,
                1,
                outcome,
                Optional.empty(),
                contact,
                Optional.empty(),
                "",
                List.of(),
                "");
    }
}
