package io.weir.domain.action;

import io.weir.domain.draft.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the inconsistencies in how the steps of a data action depend on each other. For one use. */
final class ChainCheck {
    private static final String FIRST_OF = "/first_of";

    private final List<ActionStep> steps;
    private final List<MemberName> firstOf;
    private final List<Problem> problems;

    /** @param problems receives the problems */
    ChainCheck(List<ActionStep> steps, List<MemberName> firstOf, List<Problem> problems) {
        this.steps = steps;
        this.firstOf = firstOf;
        this.problems = problems;
    }

    void check() {
        conditions();
        alternatives();
    }

    private void conditions() {
        var earlier = new HashSet<MemberName>();
        for (var step : steps) {
            for (var when : step.when()) {
                String location = step.location() + "/when/" + when.step();
                if (!earlier.contains(when.step())) {
                    problem(location, "no step before this one is called '%s'".formatted(when.step()));
                } else if (!when.found() && step.refersTo(when.step())) {
                    problem(
                            location,
                            "the query refers to '%s', so it has nothing to ask if that step found nothing"
                                    .formatted(when.step()));
                }
            }
            earlier.add(step.name());
        }
    }

    private void alternatives() {
        if (firstOf.size() == 1) {
            problem(FIRST_OF, "names two or more steps; without it the first step answers");
        }
        Set<MemberName> seen = new HashSet<>();
        int last = -1;
        for (int i = 0; i < firstOf.size(); i++) {
            String location = FIRST_OF + "/" + i;
            int index = indexOf(firstOf.get(i));
            if (!seen.add(firstOf.get(i))) {
                problem(location, "names '%s' a second time".formatted(firstOf.get(i)));
            } else if (index < 0) {
                problem(
                        location,
                        KnownSteps.missing(
                                firstOf.get(i),
                                steps.stream().map(ActionStep::name).toList()));
            } else if (index < last) {
                problem(location, "the steps are named in the order in which they run");
            } else if (i < firstOf.size() - 1 && steps.get(index).onNone() != ActionStep.OnNone.GO_ON) {
                problem(
                        steps.get(index).location() + "/on_none",
                        "another step of first_of may still find something; only the last one says not_found or"
                                + " denied");
            }
            last = Math.max(last, index);
        }
    }

    private int indexOf(MemberName name) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }
}
