package io.weir.adapter.out.profiler.store;

import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.ExecutionHistoryContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for a history in a database, which must have answered from there. */
abstract class StoredHistoryContract extends ExecutionHistoryContract {
    @RegisterExtension
    final AvailableStores stores = new AvailableStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected ExecutionHistory emptyHistory() {
        var settings = new StoreSettings(place(), "weir-1", capacity(), Duration.ofHours(1), 14, 512L << 20);
        return stores.open(settings, new SettableClock(START));
    }

    @Override
    protected int capacity() {
        return 16;
    }
}
