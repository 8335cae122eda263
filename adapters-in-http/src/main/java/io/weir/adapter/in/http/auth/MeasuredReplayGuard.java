package io.weir.adapter.in.http.auth;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.domain.port.ReplayGuard;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts the checks of a shared replay guard: {@code weir_replay_checks_total{result}}. Thread-safe. */
final class MeasuredReplayGuard implements ReplayGuard {
    private final ReplayGuard guard;
    private final Map<Sighting, Counter> counters = new EnumMap<>(Sighting.class);

    MeasuredReplayGuard(ReplayGuard guard, MeterRegistry meters) {
        this.guard = guard;
        // a shared guard is never full
        for (var sighting : List.of(Sighting.FIRST, Sighting.REPEATED, Sighting.UNKNOWN)) {
            counters.put(
                    sighting,
                    meters.getOrCreate(Counter.builder("weir_replay_checks_total")
                            .description("Signed requests that were compared with those of all Weirs, by the result")
                            .tags(List.of(Tag.create("result", sighting.name().toLowerCase(Locale.ROOT))))));
        }
    }

    @Override
    public Sighting check(String caller, String message) {
        var sighting = guard.check(caller, message);
        var counter = counters.get(sighting);
        if (counter != null) {
            counter.increment();
        }
        return sighting;
    }
}
