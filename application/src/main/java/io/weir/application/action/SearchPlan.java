package io.weir.application.action;

import io.weir.application.plan.PlanQuery;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.action.SearchTemplate.SearchedObject;
import io.weir.domain.draft.Problem;
import io.weir.domain.query.Limit;
import io.weir.domain.query.SearchTerms;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.query.Sosl;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements of a search, planned.
 *
 * @param input what is searched
 * @param objects the objects in the order in which they are preferred
 * @param index the search of the index; empty if the strategy has none
 */
public record SearchPlan(SearchTemplate search, BoundInput input, List<ObjectPlan> objects, Optional<Sosl> index) {
    /** Fewer hits of an object might all be other numbers with the same digits. */
    private static final int LEAST_FOUND = 200;

    public SearchPlan {
        objects = List.copyOf(objects);
    }

    /**
     * The statements for one object.
     *
     * @param records the query for its records, of the recent ones if the strategy asks only for those; empty if the
     *     strategy has none
     * @param found what the index is asked about the object; empty if the strategy does not ask it
     */
    public record ObjectPlan(
            SearchedObject object, Optional<PlanQuery.Plan.Ready> records, Optional<PlanQuery.Plan.Ready> found) {
        /** The plans of the object; each has the org's descriptions. */
        public Stream<PlanQuery.Plan.Ready> plans() {
            return Stream.concat(records.stream(), found.stream());
        }

        /** The labels of the values of picklists, by their path. */
        Map<FieldPath, Map<String, String>> labels() {
            return plans().findFirst().map(plan -> plan.schema().labels()).orElseGet(Map::of);
        }
    }

    /** Plans the search of the index from the plans of the objects. */
    static SearchPlan of(
            SearchTemplate search,
            BoundInput input,
            List<ObjectPlan> objects,
            SearchTerms terms,
            DataAction.Bounds bounds) {
        var found = objects.stream()
                .flatMap(object -> object.found().stream())
                .map(plan -> plan.soql().query().limitedTo(new Limit.AtMost(mostFound(bounds))))
                .toList();
        return new SearchPlan(
                search,
                input,
                objects,
                found.isEmpty() ? Optional.empty() : Optional.of(Sosl.of(terms, search.group(), found)));
    }

    /** The most rows of one object that the index is asked for. */
    static int mostFound(DataAction.Bounds bounds) {
        return Math.min(Sosl.MOST_ROWS, Math.max(LEAST_FOUND, bounds.rowCap() + 1));
    }

    /** The shapes of all statements, in the order in which they are asked until something is found. */
    public SoqlShape shape() {
        var records = records().map(plan -> plan.soql().shape());
        var ofIndex = index.stream().map(Sosl::shape);
        return SoqlShape.joined((search.strategy().asksRecordsFirst()
                        ? Stream.concat(records, ofIndex)
                        : Stream.concat(ofIndex, records))
                .toList());
    }

    /** The types of the fields of all objects; of a path that several have, the type that it has in the first. */
    public Map<FieldPath, FieldType> types() {
        var types = new HashMap<FieldPath, FieldType>();
        plans().forEach(plan -> plan.schema().types().forEach(types::putIfAbsent));
        return types;
    }

    /** What may be unintended, each with its place in the declaration. */
    List<Problem> warnings() {
        return objects.stream()
                .flatMap(object -> object.plans()
                        .flatMap(plan -> plan.warnings().stream())
                        .map(warning -> StepPlanning.located(object.object().location(), warning)))
                .distinct()
                .toList();
    }

    /** The queries for the records of the objects, in order. */
    Stream<PlanQuery.Plan.Ready> records() {
        return objects.stream().flatMap(object -> object.records().stream());
    }

    /** The plans of all objects. */
    Stream<PlanQuery.Plan.Ready> plans() {
        return objects.stream().flatMap(ObjectPlan::plans);
    }
}
