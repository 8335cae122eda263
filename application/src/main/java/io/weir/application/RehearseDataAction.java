package io.weir.application;

import io.weir.domain.action.Input;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Problem;
import java.util.List;
import java.util.Map;

/** Tells what a run of a data action would do, and asks nothing. */
public final class RehearseDataAction {
    /** What came of it. */
    public sealed interface Rehearsal {
        /**
         * The run would ask.
         *
         * @param inputs the values as they would be bound, defaults included; sensitive ones are left out
         * @param steps the shape of each step's SOQL, in their order
         */
        record Ready(Map<MemberName, Input> inputs, List<Step> steps, List<Problem> warnings) implements Rehearsal {
            public Ready {
                inputs = Map.copyOf(inputs);
                steps = List.copyOf(steps);
                warnings = List.copyOf(warnings);
            }
        }

        /** The caller's number is withheld or none: the run would ask nothing. */
        record NoCallerId() implements Rehearsal {}

        /** The caller may not run the action, or may not explain. */
        record Forbidden() implements Rehearsal {}

        record Invalid(List<Problem> problems) implements Rehearsal {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        record Unsuitable(List<Problem> problems) implements Rehearsal {
            public Unsuitable {
                problems = List.copyOf(problems);
            }
        }
    }

    /** One step's query. */
    public record Step(MemberName name, String soqlShape) {}

    public RehearseDataAction() {}

    /** What {@link RunDataAction#run} would make of {@code request}. */
    public Rehearsal rehearse(RunDataAction.Request request) {
        return new Rehearsal.Forbidden();
    }
}
