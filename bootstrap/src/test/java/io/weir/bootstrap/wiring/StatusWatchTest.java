package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.UsageForecast;
import io.weir.domain.status.LogOf;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When the allocation and the callers are a problem. */
class StatusWatchTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final long LIMIT = 15_000;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Map<String, Map<String, Long>> callers = new ConcurrentHashMap<>();
    private final UsageForecast forecast = new UsageForecast(now::get);
    private final ApiBudget budget = new ApiBudget(0, now::get, ApiBudget.Changes.IGNORED);
    private long used = 7_500;
    private final StatusWatch watch =
            new StatusWatch(() -> callers, forecast, budget, () -> Optional.of(new ApiUsage(used, LIMIT)), now::get);

    @Test
    void anAllocationThatIsSpentWithinTwoHoursIsAProblemUntilNobodyAsks() {
        try (var log = new LogOf(StatusWatch.class)) {
            use(50, 6);
            assertThat(watch.problems()).as("spent in 2 hours and a half").isEmpty();
            use(150, 6);
            var begun = now.get();
            assertThat(watch.problems()).extracting(StatusProblem::kind).containsExactly(ProblemKind.QUOTA_RUNS_OUT);
            var problem = watch.problems().getFirst();
            assertThat(problem.since()).isBetween(START, begun);
            assertThat(problem.text()).contains("within 2 hours", "limit it");
            use(150, 3);
            assertThat(watch.problems()).as("the same text, so nothing moves").containsExactly(problem);

            pass(UsageForecast.FRESH.plusSeconds(61));
            watch.look();
            assertThat(watch.problems()).isEmpty();
            assertThat(log.lines())
                    .containsExactly(
                            "WARNING " + problem.text(),
                            "INFO the org's daily API requests are no longer about to be used up");
        }
    }

    @Test
    void whatIsSpentIsNoForecast() {
        use(200, 10);
        assertThat(watch.problems()).hasSize(1);
        budget.quotaExhausted();
        watch.look();
        assertThat(watch.problems()).isEmpty();
    }

    @Test
    void aCallerThatItsLimitsRefuseIsAProblemAndOneWithoutARightIsNone() {
        watch.look();
        pass(StatusWatch.BETWEEN_LOOKS);
        callers.put("noisy", Map.of("answered", 20L, "rate_limited", 50L, "too_many_concurrent", 30L));
        callers.put("wrong", Map.of("forbidden", 100L));
        callers.put("unknown", Map.of("rate_limited", 100L));
        watch.look();

        assertThat(watch.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.CALLER_LIMITED);
            assertThat(problem.since()).isEqualTo(now.get());
            assertThat(problem.text()).contains("noisy");
        });
        assertThat(List.copyOf(watch.recent().keySet())).containsExactly("noisy", "unknown", "wrong");
    }

    /** Uses so many requests in each of the next minutes. */
    private void use(long aMinute, int minutes) {
        for (int i = 0; i < minutes; i++) {
            used += aMinute;
            forecast.observe(new ApiUsage(used, LIMIT));
            watch.look();
            pass(Duration.ofMinutes(1));
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
