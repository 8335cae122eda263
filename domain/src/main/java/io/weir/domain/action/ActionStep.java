package io.weir.domain.action;

import java.util.List;

/**
 * One step of a data action.
 *
 * @param name the name that later steps and outputs refer to
 * @param location the place of the step in the declaration, as a JSON pointer
 * @param when what earlier steps must have found for the step to run; empty if it always runs
 */
public record ActionStep(
        MemberName name, String location, Question question, List<When> when, OnNone onNone, OnMany onMany) {
    public ActionStep {
        when = List.copyOf(when);
    }

    /** What a step asks Salesforce. */
    public sealed interface Question permits QueryTemplate, SearchTemplate {
        /** The queries in the order in which they are asked: one, or one for each object of a search. */
        List<QueryTemplate> queries();
    }

    /** The queries of the step: one, or one for each object that a search may find. */
    public List<QueryTemplate> queries() {
        return question.queries();
    }

    /** The names of the objects that the step may find, in the order in which they are preferred. */
    public List<String> objects() {
        return queries().stream().map(query -> query.draft().object().value()).toList();
    }

    /** Whether the step asks for records, or for these before the search index. */
    public boolean asksRecordsFirst() {
        return switch (question) {
            case QueryTemplate _ -> true;
            case SearchTemplate search -> search.strategy().asksRecordsFirst();
        };
    }

    /** Whether a value comes from the step {@code earlier}. */
    public boolean refersTo(MemberName earlier) {
        return queries().stream().anyMatch(query -> query.refersTo(earlier));
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
