package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.AdviceStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract for advice in a database, which must be available. */
abstract class StoredAdviceContract extends AdviceStoreContract {
    private final List<StoredExecutionHistory> opened = new ArrayList<>();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @AfterEach
    void close() {
        assertThat(opened).allMatch(StoredExecutionHistory::isAvailable);
        opened.forEach(StoredExecutionHistory::close);
    }

    @Override
    protected AdviceStore emptyStore() {
        return open(place()).advice();
    }

    @Test
    void keepsAdviceAcrossARestart() {
        var place = place();
        var before = open(place);
        before.advice().keep(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
        before.close();
        opened.remove(before);

        assertThat(open(place).advice().latest(10))
                .containsExactly(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
    }

    private StoredExecutionHistory open(StoreSettings.Place place) {
        var history = new StoredExecutionHistory(
                StoreSettings.defaults(place, "weir-1"), () -> Instant.EPOCH, new SplittableRandom());
        opened.add(history);
        return history;
    }
}
