package io.weir.adapter.in.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.TestMeters;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of series stays bounded, however many callers there are. */
class HttpMetricsTest {
    private final MeterRegistry registry = TestMeters.ALL;
    private final HttpMetrics metrics = new HttpMetrics(registry);

    @AfterEach
    void forgetsWhatWasCounted() {
        TestMeters.clear();
    }

    @Test
    void countsTheOutcomesOfTooManyCallersTogether() {
        for (int i = 0; i < HttpMetrics.MOST_CALLERS + 2; i++) {
            ended("caller-" + i);
        }
        ended("caller-0");

        var counts = registry.meters().stream()
                .filter(meter -> meter.id().name().equals("weir_action_outcomes"))
                .map(Counter.class::cast)
                .collect(Collectors.toMap(HttpMetricsTest::caller, Counter::count));
        assertThat(counts)
                .hasSize(HttpMetrics.MOST_CALLERS + 1)
                .containsEntry("caller-0", 2L)
                .containsEntry("other", 2L)
                .doesNotContainKey("caller-" + HttpMetrics.MOST_CALLERS);
    }

    private void ended(String caller) {
        metrics.ended(new HttpMetrics.Labels("caller-lookup", caller, "answered", "found"), 1, 1);
    }

    private static String caller(Meter counter) {
        return counter.id().tagsMap().getOrDefault("caller", "");
    }
}
