package io.weir.domain.advice;

import io.weir.domain.query.QueryPlan;
import io.weir.domain.schema.FieldPath;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The notes of a query plan that name fields without an index. */
final class PlanNotes {
    private static final String UNINDEXED = "Not considering filter for optimization because unindexed";
    private static final String BEFORE_FIELDS = ": ";

    private PlanNotes() {}

    /** The filtered fields that have no index; without {@code IsDeleted}, which nearly every plan names. */
    static List<String> unindexedFields(QueryPlan plan) {
        return plan.notes().stream()
                .filter(note -> note.startsWith(UNINDEXED + BEFORE_FIELDS))
                .map(note -> note.substring(UNINDEXED.length() + BEFORE_FIELDS.length()))
                .flatMap(fields -> Arrays.stream(fields.split(",", -1)))
                .map(String::strip)
                .filter(Predicate.not("IsDeleted"::equalsIgnoreCase))
                .filter(PlanNotes::isField)
                .distinct()
                .toList();
    }

    /** {@code plan} with one note at most, on {@link #unindexedFields}. Texts of any other kind could hold a value. */
    static QueryPlan withoutNoise(QueryPlan plan) {
        var fields = unindexedFields(plan);
        return new QueryPlan(
                plan.object(),
                plan.leadingOperation(),
                plan.relativeCost(),
                plan.cardinality(),
                plan.objectCardinality(),
                plan.fields(),
                Stream.of(fields)
                        .filter(Predicate.not(List::isEmpty))
                        .map(names -> UNINDEXED + BEFORE_FIELDS + String.join(", ", names))
                        .toList());
    }

    private static boolean isField(String name) {
        try {
            return !FieldPath.parse(name).segments().isEmpty();
        } catch (IllegalArgumentException notAField) {
            return false;
        }
    }
}
