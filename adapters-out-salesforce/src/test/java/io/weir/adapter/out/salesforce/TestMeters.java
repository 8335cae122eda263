package io.weir.adapter.out.salesforce;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.ArrayList;
import java.util.List;

/** The one meter registry of the tests: Helidon keeps the numbers of all registries of a process together. */
public final class TestMeters {
    public static final MeterRegistry ALL = MeterRegistry.create();

    private TestMeters() {}

    /** What the counter has counted since the process began; tests look at differences. */
    public static long count(String name, String... tags) {
        var pairs = new ArrayList<Tag>();
        for (int i = 0; i < tags.length; i += 2) {
            pairs.add(Tag.create(tags[i], tags[i + 1]));
        }
        return ALL.counter(name, pairs).map(Counter::count).orElse(0L);
    }

    public static double gauge(String name) {
        return ALL.gauge(name, List.of())
                .map(gauge -> gauge.value().doubleValue())
                .orElse(Double.NaN);
    }
}
