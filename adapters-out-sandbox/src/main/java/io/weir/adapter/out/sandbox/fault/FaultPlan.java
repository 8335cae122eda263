package io.weir.adapter.out.sandbox.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides which fault each request meets. Thread-safe. */
public final class FaultPlan {
    private final RandomGenerator random;
    private final List<FaultTarget> next = new ArrayList<>();
    private Faults faults;
    private long[] calls;

    /** The delay and the fault of one request; without a fault it is answered as usual. */
    public record Draw(Duration delay, Optional<Fault> fault) {}

    public FaultPlan(Faults faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
        this.calls = new long[faults.rules().size()];
    }

    public synchronized Faults faults() {
        return faults;
    }

    /** Replaces the faults from the next request on, and counts requests anew. */
    public synchronized void replace(Faults replacement) {
        faults = replacement;
        calls = new long[replacement.rules().size()];
    }

    /** Injects a fault once, into the next request that it covers; several wait for one request each, in order. */
    public synchronized void next(FaultTarget target) {
        next.add(target);
    }

    /** Drops the faults that still wait for their request. */
    public synchronized void clearNext() {
        next.clear();
    }

    /** Whether a fault is limited to an object, so that {@link RequestTraits#objects} matters. */
    public synchronized boolean namesObjects() {
        return next.stream().anyMatch(target -> !target.object().isEmpty())
                || faults.rules().stream()
                        .anyMatch(rule -> !rule.target().object().isEmpty());
    }

    /** What one request meets: a waiting fault, else a fault by number, else one by chance. */
    public synchronized Draw draw(RequestTraits request) {
        synchronized (random) {
            var delay = faults.latency().draw(random);
            var numbered = numbered(request);
            var chance = byChance(request);
            return new Draw(delay, waiting(request).or(() -> numbered).or(() -> chance));
        }
    }

    private Optional<Fault> waiting(RequestTraits request) {
        var found = next.stream().filter(target -> target.covers(request)).findFirst();
        found.ifPresent(next::remove);
        return found.map(FaultTarget::fault);
    }

    private Optional<Fault> numbered(RequestTraits request) {
        var found = Optional.<Fault>empty();
        for (int i = 0; i < calls.length; i++) {
            var rule = faults.rules().get(i);
            if (rule.target().covers(request)) {
                calls[i]++;
                boolean due = rule.occasion() instanceof FaultRule.Occasion.Calls numbers && numbers.contains(calls[i]);
                if (due && found.isEmpty()) {
                    found = Optional.of(rule.target().fault());
                }
            }
        }
        return found;
    }

    private Optional<Fault> byChance(RequestTraits request) {
        double remainder = random.nextDouble();
        for (var rule : faults.rules()) {
            if (rule.target().covers(request)) {
                remainder -= rule.share().doubleValue();
                if (remainder < 0) {
                    return Optional.of(rule.target().fault());
                }
            }
        }
        return Optional.empty();
    }
}
