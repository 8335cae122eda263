package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.bootstrap.config.Config;
import io.weir.domain.port.Traces;
import java.util.ArrayDeque;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceLinkTest {
    @Test
    void withoutAnEndpointThereIsNothingToTraceWith() {
        var stops = new ArrayDeque<Runnable>();
        var traces = TraceLink.traces(
                Config.from(Map.of()).observability(), "weir-1", () -> "", Services.get(MeterRegistry.class), stops);

        assertThat(traces).isSameAs(Traces.OFF);
        assertThat(stops).isEmpty();
    }
}
