package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ServedDeclarations;
import io.weir.domain.port.ServedDeclarationsContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract for declarations in a database, which must be available. */
abstract class StoredDeclarationsContract extends ServedDeclarationsContract {
    private final List<StoredExecutionHistory> opened = new ArrayList<>();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @AfterEach
    void close() {
        assertThat(opened).allMatch(StoredExecutionHistory::isAvailable);
        opened.forEach(StoredExecutionHistory::close);
    }

    @Override
    protected ServedDeclarations empty() {
        return open(place()).declarations();
    }

    @Test
    void keepsTextsAcrossARestartAndForCommands() {
        var place = place();
        var served = Map.of(new ActionVersion(new ActionName("lookup"), 1), "name: lookup");
        var before = open(place);
        before.declarations().keep(served);
        assertThat(new ExistingStore(place, () -> Instant.EPOCH).declarations()).isEqualTo(served);
        before.close();
        opened.remove(before);

        assertThat(open(place).declarations().all()).isEqualTo(served);
    }

    private StoredExecutionHistory open(StoreSettings.Place place) {
        var history = new StoredExecutionHistory(
                StoreSettings.defaults(place, "weir-1"), () -> Instant.EPOCH, new SplittableRandom());
        opened.add(history);
        return history;
    }
}
