package io.weir.domain.action;

/**
 * One query of a data action.
 *
 * @param name what later steps and outputs call it
 * @param location where its declaration stands in the action, as a JSON pointer
 */
public record ActionStep(MemberName name, String location, QueryTemplate query, OnNone onNone, OnMany onMany) {
    /** What it means that a step finds nothing. */
    public enum OnNone {
        /** The action ends: {@link ActionAnswer.Verdict#NOT_FOUND}. */
        NOT_FOUND,
        /** The action ends: {@link ActionAnswer.Verdict#DENIED}. */
        DENIED,
        /** The next step has its turn; outputs from this one have their defaults. */
        GO_ON
    }

    /** What it means that a step finds several rows. */
    public enum OnMany {
        /** Outputs are taken from the first, by the query's order. */
        FIRST,
        /** The action ends: {@link ActionAnswer.Verdict#MULTIPLE}, and no output shows anybody's data. */
        MULTIPLE
    }
}
