package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stores of a test of a contract. Each must be available to the end; then it is closed. */
final class AvailableStores implements AfterEachCallback {
    private final List<StoredExecutionHistory> opened = new ArrayList<>();

    StoredExecutionHistory open(StoreSettings.Place place) {
        return open(StoreSettings.defaults(place, "weir-1"), () -> Instant.EPOCH);
    }

    StoredExecutionHistory open(StoreSettings settings, InstantSource clock) {
        var store = new StoredExecutionHistory(settings, clock, new SplittableRandom());
        opened.add(store);
        return store;
    }

    /** Closes {@code store} before the end of the test. */
    void close(StoredExecutionHistory store) {
        assertThat(store.isAvailable()).isTrue();
        store.close();
        opened.remove(store);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(opened).allMatch(StoredExecutionHistory::isAvailable);
        opened.forEach(StoredExecutionHistory::close);
    }
}
