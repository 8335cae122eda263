package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;
import io.weir.bootstrap.LogOf;
import io.weir.bootstrap.log.BudgetLog;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.UsageForecast;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When the allocation and the callers are a problem. */
class StatusWatchTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final MeterRegistry meters = MetricsFactory.getInstance().createMeterRegistry(_CONFIG_);
    private final UsageForecast forecast = new UsageForecast(now::get);
    private final ApiBudget budget = new ApiBudget(0, now::get, new BudgetLog(0));
    private final StatusWatch watch = new StatusWatch(meters, forecast, budget, now::get);
}
