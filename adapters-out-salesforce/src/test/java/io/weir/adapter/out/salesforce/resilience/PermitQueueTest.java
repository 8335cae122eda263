package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Soql;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PermitQueueTest {
    private static final Duration EXPECTED = Duration.ofSeconds(60);

    private final List<List<String>> groups = new CopyOnWriteArrayList<>();
    private final PermitQueue permits = new PermitQueue(
            new BulkheadSettings(1, 10), Clock.systemUTC(), () -> false, Duration.ZERO, System::nanoTime, this::share);

    @Test
    void aLookupWithTooLittleTimeForTheOthersGoesAlone() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            permits.takeAlone(StandIn.meter());
            var turns = new ArrayList<Future<Optional<SharedRequest>>>();
            for (var time : List.of(Duration.ofHours(1), Duration.ofSeconds(90), Duration.ofHours(1))) {
                var lookup = lookup("caller" + turns.size(), time);
                turns.add(threads.submit(() -> permits.take(lookup)));
                while (permits.waiting() < turns.size()) {
                    Thread.onSpinWait();
                }
            }

            permits.release();
            assertThat(turns.get(0).get()).isPresent();
            assertThat(turns.get(2).get()).isPresent();
            assertThat(groups).containsExactly(List.of(text("caller0"), text("caller2")));
            assertThat(permits.waiting()).isOne();

            permits.release();
            assertThat(turns.get(1).get()).isEmpty();
            permits.release();
            assertThat(permits.running()).isZero();
        }
    }

    /** Its thread may stand still between its arrival and its wait. */
    @Test
    void aLookupThatBecomesReadyBeforeItWaitsGoesAtOnce() {
        var window = Duration.ofMillis(10);
        var nanos = new AtomicLong();
        var slow = new PermitQueue(
                new BulkheadSettings(2, 10),
                Clock.systemUTC(),
                () -> true,
                window,
                () -> nanos.getAndAdd(window.toNanos() - 1),
                this::share);
        slow.takeAlone(StandIn.meter());

        assertThat(slow.take(lookup("caller", Duration.ofSeconds(30)))).isEmpty();

        assertThat(slow.running()).isEqualTo(2);
    }

    private SharedRequest share(List<Lookup> lookups) {
        groups.add(lookups.stream()
                .flatMap(lookup -> lookup.soqls().stream())
                .map(Soql::text)
                .toList());
        return new SharedRequest(lookups, _ -> List.of());
    }

    private static Lookup lookup(String name, Duration time) {
        RunMeter meter = StandIn.meter(time);
        return new Lookup(List.of(ScriptedOrg.lookup(name)), meter, EXPECTED);
    }

    private static String text(String name) {
        return ScriptedOrg.lookup(name).text();
    }
}
