package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.ExecutionHistoryContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;

/** The contract for a history in a database, which must have answered from there. */
abstract class StoredHistoryContract extends ExecutionHistoryContract {
    private final List<StoredExecutionHistory> opened = new ArrayList<>();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @AfterEach
    void close() {
        assertThat(opened).allMatch(StoredExecutionHistory::isAvailable);
        opened.forEach(StoredExecutionHistory::close);
    }

    @Override
    protected ExecutionHistory emptyHistory() {
        var settings = new StoreSettings(place(), "weir-1", capacity(), Duration.ofHours(1), 14, 512L << 20);
        var history = new StoredExecutionHistory(settings, new SettableClock(START), new SplittableRandom());
        opened.add(history);
        return history;
    }

    @Override
    protected int capacity() {
        return 16;
    }
}
