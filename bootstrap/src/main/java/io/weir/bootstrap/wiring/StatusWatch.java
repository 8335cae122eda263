package io.weir.bootstrap.wiring;

import io.weir.bootstrap.log.BudgetLog;
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.UsageForecast;
import io.weir.domain.status.CallerWatch;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the problems that no single request shows: callers that their limits refuse much, and an allocation that will
 * soon be used up. The owner calls {@link #look} every {@link #BETWEEN_LOOKS}. Thread-safe.
 */
final class StatusWatch {
    /** The time between two looks. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** An allocation is a problem from this time before its end on, like the alert WeirAllocationForecast. */
    static final Duration SOON = Duration.ofHours(2);

    /** The problem ends beyond this time. A forecast that wavers around {@link #SOON} therefore logs nothing more. */
    static final Duration NOT_SOON = SOON.plus(Duration.ofMinutes(15));

    /** The share of the allocation, in hundredths, from which on its use is a problem. */
    private static final long MUCH = 80;

    /** The problem ends below this share. */
    private static final long LESS = 75;

    private static final int MOST_CALLERS = 20;
    private static final Set<String> LIMITED = Set.of("rate_limited", "too_many_concurrent", "budget_exhausted");
    private static final System.Logger LOG = System.getLogger(StatusWatch.class.getName());

    private final Supplier<Map<String, Map<String, Long>>> outcomesByCaller;
    private final UsageForecast forecast;
    private final ApiBudget budget;
    private final Supplier<Optional<ApiUsage>> usage;
    private final InstantSource clock;
    private final CallerWatch callers;
    private final OngoingProblem runsOut;
    private final OngoingProblem low;

    /** @param outcomesByCaller the requests of each caller since the start, by outcome */
    StatusWatch(
            Supplier<Map<String, Map<String, Long>>> outcomesByCaller,
            UsageForecast forecast,
            ApiBudget budget,
            Supplier<Optional<ApiUsage>> usage,
            InstantSource clock) {
        this.outcomesByCaller = outcomesByCaller;
        this.forecast = forecast;
        this.budget = budget;
        this.usage = usage;
        this.clock = clock;
        this.callers = new CallerWatch(Set.of(CallerName.UNKNOWN.value()), LOG, clock);
        this.runsOut = new OngoingProblem(ProblemKind.QUOTA_RUNS_OUT, LOG, clock);
        this.low = new OngoingProblem(ProblemKind.QUOTA_LOW, LOG, clock);
    }

    /** Looks at the callers and the allocation. */
    void look() {
        callers.observe(counts());
        lookAtAllocation();
    }

    private Map<String, CallerWatch.Counts> counts() {
        var counts = new HashMap<String, CallerWatch.Counts>();
        outcomesByCaller
                .get()
                .forEach((caller, outcomes) -> counts.put(
                        caller,
                        new CallerWatch.Counts(
                                sum(outcomes.values().stream()),
                                sum(LIMITED.stream().map(outcome -> outcomes.getOrDefault(outcome, 0L))))));
        return counts;
    }

    private static long sum(Stream<Long> counts) {
        return counts.mapToLong(Long::longValue).sum();
    }

    private void lookAtAllocation() {
        if (!(budget.state() instanceof ApiBudget.State.Available)) {
            // a spent allocation or a reached reserve is worse, and BudgetLog reports it
            boolean _ = runsOut.ends();
            boolean _ = low.ends();
            return;
        }
        usage.get().ifPresent(this::lookAtUsage);
        var known = usage.get().map(ApiUsage::limit).orElse(0L);
        var end = forecast.forecast(budget.reserve(known), budget.callers().ofAll())
                .exhaustedAt();
        if (end.filter(at -> isWithin(SOON, at)).isPresent()) {
            runsOut.begins(() -> BudgetLog.runsOut(SOON));
        } else if (end.filter(at -> isWithin(NOT_SOON, at)).isEmpty()) {
            runsOut.ends("the org's daily API requests are no longer about to be used up");
        }
    }

    private void lookAtUsage(ApiUsage now) {
        if (now.limit() > 0 && now.used() * 100 >= now.limit() * MUCH) {
            low.begins(() -> BudgetLog.low(now));
        } else if (now.used() * 100 < now.limit() * LESS) {
            low.ends("less than 75 % of the org's daily API requests are used");
        }
    }

    private boolean isWithin(Duration time, Instant end) {
        return end.isBefore(clock.instant().plus(time));
    }

    /** What each caller asked in the last minute. */
    Map<String, CallerWatch.Recent> recent() {
        return callers.recent();
    }

    List<StatusProblem> problems() {
        return Stream.of(runsOut.current().stream(), low.current().stream(), callers.problems(MOST_CALLERS).stream())
                .flatMap(problems -> problems)
                .toList();
    }
}
