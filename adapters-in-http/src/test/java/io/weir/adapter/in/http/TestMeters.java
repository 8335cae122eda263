package io.weir.adapter.in.http;

import io.helidon.metrics.api.MeterRegistry;
import java.util.List;

/**
 * The one meter registry of the tests. Helidon keeps the numbers of all registries of a process together, and each
 * further one makes every new meter slower.
 */
public final class TestMeters {
    public static final MeterRegistry ALL = MeterRegistry.create();

    private TestMeters() {}

    /** Forgets what was counted; after each test that looks at numbers from 0 on. */
    public static void clear() {
        List.copyOf(ALL.meters()).forEach(ALL::remove);
    }
}
