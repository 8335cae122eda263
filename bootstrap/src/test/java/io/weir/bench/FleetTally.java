package io.weir.bench;

import io.weir.domain.limit.ApiFloors;
import io.weir.domain.limit.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What runs got from a fleet, by priority, and how far beyond its floor each priority went. Thread-safe. */
final class FleetTally {
    private final long allocation;
    private final Map<Priority, Counts> byPriority = new EnumMap<>(Priority.class);

    /** Answers that are neither rows nor a refusal of the budget. */
    private final Map<String, AtomicLong> others = new ConcurrentSkipListMap<>();

    private static final class Counts {
        final AtomicLong asked = new AtomicLong();
        final AtomicLong served = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        final AtomicLong refusedDown = new AtomicLong();
        final AtomicLong early = new AtomicLong();
        final AtomicLong beyond = new AtomicLong();
        final AtomicLong most = new AtomicLong();
    }

    /**
     * What was known when a run was asked for.
     *
     * @param used the API requests that the org had counted
     * @param held those that Weirs held, as the ledger last said
     * @param ledgerUp whether all Weirs could ask the ledger
     */
    record Before(long used, long held, boolean ledgerUp) {}

    FleetTally(long allocation) {
        this.allocation = allocation;
        for (var priority : Priority.values()) {
            byPriority.put(priority, new Counts());
        }
    }

    private Counts counts(Priority priority) {
        return Objects.requireNonNull(byPriority.get(priority));
    }

    /** The requests that the floor of {@code priority} lets a fleet use. */
    long usable(Priority priority) {
        return allocation - ApiFloors.OF_A_FLEET.of(priority, allocation);
    }

    void served(Priority priority, Before before) {
        var counts = counts(priority);
        counts.asked.incrementAndGet();
        counts.served.incrementAndGet();
        counts.most.accumulateAndGet(before.used(), Math::max);
        if (before.used() > usable(priority) + before.held()) {
            counts.beyond.incrementAndGet();
        }
    }

    void refused(Priority priority, Before before) {
        var counts = counts(priority);
        counts.asked.incrementAndGet();
        counts.refused.incrementAndGet();
        if (!before.ledgerUp()) {
            counts.refusedDown.incrementAndGet();
        } else if (before.used() + before.held() < usable(priority)) {
            counts.early.incrementAndGet();
        }
    }

    /** Something else happened. */
    void other(Priority priority, String what) {
        counts(priority).asked.incrementAndGet();
        others.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }

    /** The runs that were served though neither the floor nor a lease allowed it. */
    long beyond() {
        return byPriority.values().stream()
                .mapToLong(counts -> counts.beyond.get())
                .sum();
    }

    void print() {
        System.out.println(
                "| priority | asked | served | refused | of them without database | of them early | served beyond"
                        + " | most used when served | floor leaves |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        byPriority.forEach((priority, counts) -> System.out.printf(
                "| %s | %s | %s | %s | %s | %s | %s | %s | %d |%n",
                priority.label(),
                counts.asked,
                counts.served,
                counts.refused,
                counts.refusedDown,
                counts.early,
                counts.beyond,
                counts.most,
                usable(priority)));
        System.out.println("other answers: " + others);
    }
}
