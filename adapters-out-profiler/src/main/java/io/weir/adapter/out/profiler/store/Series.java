package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.Fnv;

/** What the runs that are counted together have in common. */
record Series(String instance, String action, String caller, String shapeId, String outcome, String businessOutcome) {
    private static final String ALL_SHAPES = "*";

    static Series of(String instance, Tally.Minute runs, String shapeId) {
        return new Series(instance, runs.action(), runs.caller(), shapeId, runs.outcome(), runs.businessOutcome());
    }

    /** The same, whatever the shape. */
    Series ofAllShapes() {
        return new Series(instance, action, caller, ALL_SHAPES, outcome, businessOutcome);
    }

    /** Whether it is of one shape. */
    boolean isOfAShape() {
        return !shapeId.equals(ALL_SHAPES);
    }

    /** A number that stands for it in every store. */
    long id() {
        return Fnv.hash(String.join("\n", instance, action, caller, shapeId, outcome, businessOutcome));
    }
}
