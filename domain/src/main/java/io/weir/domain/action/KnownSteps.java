package io.weir.domain.action;

import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.NearestNames;
import io.weir.domain.schema.RelationshipName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of a declaration by name, and the problems of references to them. For one use. */
final class KnownSteps {
    private final Map<MemberName, ActionStep> byName = new LinkedHashMap<>();
    private final Set<MemberName> reportedUnordered = new HashSet<>();
    private final List<Problem> problems;

    /** @param problems receives the problems */
    KnownSteps(List<Problem> problems) {
        this.problems = problems;
    }

    /** Adds {@code step}; false if another step has its name. */
    boolean add(ActionStep step) {
        return byName.putIfAbsent(step.name(), step) == null;
    }

    /** The step so far that is called {@code name}; empty, without a problem, if there is none. */
    Optional<ActionStep> named(MemberName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The step that is called {@code name}; empty, with a problem, if there is none. */
    Optional<ActionStep> known(MemberName name, String location) {
        var step = named(name);
        if (step.isEmpty()) {
            problem(location, missing(name, byName.keySet()));
        }
        return step;
    }

    /** That no step is called {@code name}, and which one of {@code names} may be meant. */
    static String missing(MemberName name, Collection<MemberName> names) {
        var known = names.stream().map(MemberName::value).toList();
        var near = NearestNames.to(name.value(), known);
        return "there is no step '%s'; %s"
                .formatted(
                        name,
                        near.isEmpty()
                                ? "known are: " + String.join(", ", known)
                                : "did you mean '%s'?".formatted(near.getFirst()));
    }

    /**
     * The selection of the rows; empty, with a problem, if they do not exist. What one object of a search selects may be
     * absent from the rows of another.
     */
    Optional<List<DraftItem>> rows(RowSource rows, String location) {
        return switch (rows) {
            case RowSource.Step(var step) -> known(step, location).map(KnownSteps::select);
            case RowSource.Children(var step, var relationship) ->
                known(step, location).flatMap(known -> children(known, relationship, location));
        };
    }

    private Optional<List<DraftItem>> children(ActionStep step, RelationshipName relationship, String location) {
        for (var item : select(step)) {
            if (item instanceof DraftItem.Children(var _, var children)
                    && children.relationship().value().equalsIgnoreCase(relationship.value())) {
                requireOrder(step, location);
                return Optional.of(children.select());
            }
        }
        problem(
                location,
                "the query of '%s' has no children %s; add them to its 'children'"
                        .formatted(step.name(), relationship));
        return Optional.empty();
    }

    /** Only an order defines which of several rows is first. Reports each step once. */
    void requireOrder(ActionStep step, String location) {
        boolean unordered = step.onMany() == ActionStep.OnMany.FIRST
                && step.queries().stream().anyMatch(query -> isUnordered(query.draft()));
        if (unordered && reportedUnordered.add(step.name())) {
            problem(
                    location,
                    "which row is first? Give the query of '%s' an order_by or 'limit: 1', or say 'on_many: multiple'"
                            .formatted(step.name()));
        }
    }

    private static boolean isUnordered(QueryDraft draft) {
        boolean one = draft.limit() instanceof Limit.AtMost(var most) && most <= 1;
        boolean aggregated = draft.select().stream().noneMatch(DraftItem.Field.class::isInstance);
        return draft.orderBy().isEmpty() && !one && !aggregated;
    }

    /** What the queries of {@code step} select. */
    private static List<DraftItem> select(ActionStep step) {
        return step.queries().stream()
                .flatMap(query -> query.draft().select().stream())
                .toList();
    }

    /** Whether {@code step} selects {@code path}, of one object at least. */
    static boolean selects(ActionStep step, FieldPath path) {
        return selects(select(step), path);
    }

    static boolean selects(List<DraftItem> select, FieldPath path) {
        return select.stream().anyMatch(item -> switch (item) {
            case DraftItem.Field(var _, var selected) -> selected.sameAs(path);
            case DraftItem.Aggregated(var _, var _, var alias) -> alias.value().equals(path.toString());
            case DraftItem.RowCount _, DraftItem.Children _ -> false;
        });
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }
}
