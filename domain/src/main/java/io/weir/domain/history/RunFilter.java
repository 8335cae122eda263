package io.weir.domain.history;

import java.util.Optional;

/**
 * Which runs a reader of the history asks for: those that have each part that is present.
 *
 * @param shape a {@link Execution#shapeId() shape's id}
 * @param instance the name of the Weir that ran it
 */
public record RunFilter(
        Optional<String> action,
        Optional<String> caller,
        Optional<String> shape,
        Optional<String> outcome,
        Optional<String> businessOutcome,
        Optional<String> instance) {
    /** Every run. */
    public static final RunFilter ALL = new RunFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, for one action. */
    public RunFilter withAction(String name) {
        return new RunFilter(Optional.of(name), caller, shape, outcome, businessOutcome, instance);
    }

    /** The same, for one caller. */
    public RunFilter withCaller(String name) {
        return new RunFilter(action, Optional.of(name), shape, outcome, businessOutcome, instance);
    }

    /** The same, for one shape. */
    public RunFilter withShape(String id) {
        return new RunFilter(action, caller, Optional.of(id), outcome, businessOutcome, instance);
    }

    /** The same, for one outcome. */
    public RunFilter withOutcome(String code) {
        return new RunFilter(action, caller, shape, Optional.of(code), businessOutcome, instance);
    }

    /** The same, for one business outcome. */
    public RunFilter withBusinessOutcome(String name) {
        return new RunFilter(action, caller, shape, outcome, Optional.of(name), instance);
    }

    /** The same, for the runs of one Weir. */
    public RunFilter withInstance(String name) {
        return new RunFilter(action, caller, shape, outcome, businessOutcome, Optional.of(name));
    }

    /** Whether it asks for {@code stored}. */
    public boolean matches(StoredExecution stored) {
        var run = stored.execution();
        return is(action, run.action())
                && is(caller, run.caller())
                && is(shape, run.shapeId())
                && is(outcome, run.outcome())
                && is(businessOutcome, run.businessOutcome())
                && is(instance, stored.instance());
    }

    private static boolean is(Optional<String> wanted, String actual) {
        return wanted.stream().allMatch(actual::equals);
    }
}
