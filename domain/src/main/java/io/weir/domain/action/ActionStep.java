package io.weir.domain.action;

import java.util.List;

/**
 * One query of a data action.
 *
 * @param name the name that later steps and outputs refer to
 * @param location the place of the step in the declaration, as a JSON pointer
 * @param when what earlier steps must have found for the step to run; empty if it always runs
 */
public record ActionStep(
        MemberName name, String location, QueryTemplate query, List<When> when, OnNone onNone, OnMany onMany) {
    public ActionStep {
        when = List.copyOf(when);
    }

    /**
     * A condition on what an earlier step found. A step that did not run found nothing.
     *
     * @param found whether the step must have found a row, or none
     */
    public record When(MemberName step, boolean found) {}

    /** What happens if the step finds no row. */
    public enum OnNone {
        /** The action ends: {@link ActionAnswer.Verdict#NOT_FOUND}. */
        NOT_FOUND,
        /** The action ends: {@link ActionAnswer.Verdict#DENIED}. */
        DENIED,
        /** The next step runs; outputs of this step have their defaults. */
        GO_ON
    }

    /** What happens if the step finds several rows. */
    public enum OnMany {
        /** Outputs show the first row in the order of the query. */
        FIRST,
        /** The action ends: {@link ActionAnswer.Verdict#MULTIPLE}, and no output shows data. */
        MULTIPLE
    }
}
