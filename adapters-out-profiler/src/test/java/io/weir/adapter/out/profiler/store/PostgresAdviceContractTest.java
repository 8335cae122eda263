package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresAdviceContractTest extends StoredAdviceContract {
    private static final int WEIRS = 4;

    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }

    @Test
    void weirsThatClaimAtOnceNeverClaimMoreThanThereIs() throws InterruptedException, ExecutionException {
        var place = place();
        var begin = new CyclicBarrier(WEIRS);
        var claims = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newFixedThreadPool(WEIRS)) {
            for (int weir = 0; weir < WEIRS; weir++) {
                var advice = stores.open(place).advice();
                claims.add(threads.submit(() -> {
                    int claimed = 0;
                    for (int shape = 0; shape < 10; shape++) {
                        int _ = begin.await();
                        claimed += advice.claim("shape " + shape, StoreTest.START, 7) ? 1 : 0;
                    }
                    return claimed;
                }));
            }
        }
        int all = 0;
        for (var claim : claims) {
            all += claim.get();
        }
        assertThat(all).isEqualTo(7);
    }
}
