package io.weir.domain.advice;

import io.weir.domain.advice.FilterCondition.Use;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Limit;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the cause that an operator can remove first, from the used plan and the query's filters.
 *
 * <p>Conditions that an index could serve come first: an index on one of them helps, whatever the others are.
 */
final class PlanRules {
    static final String TABLE_SCAN = "TableScan";
    private static final String INDEX = "Index";
    private static final String SHARING = "Sharing";

    /** How many times the estimate must differ from the rows that were read before it counts as old. */
    private static final int FAR = 10;

    /** Differences among fewer rows than these are no sign of old statistics. */
    private static final int FEW_ROWS = 100;

    private final ExplainedQuery explained;
    private final QueryPlan used;
    private final Filter where;
    private final IndexedFields indexes;
    private final List<String> unindexed;
    private final List<FilterCondition> conditions;
    private final List<FilterCondition> searchable;

    PlanRules(ExplainedQuery explained) {
        this.explained = explained;
        this.used = explained.usedPlan();
        this.where = explained.query().where().simplified();
        this.indexes = new IndexedFields(explained);
        this.unindexed = PlanNotes.unindexedFields(used);
        this.conditions = FilterCondition.all(where);
        this.searchable = FilterCondition.searchable(where);
    }

    PlanReview review() {
        return switch (used.leadingOperation()) {
            case SHARING -> review(Finding.SHARING, List.of());
            case TABLE_SCAN ->
                used.objectCardinality() < PlanReview.SMALL_OBJECT ? review(Finding.SMALL_OBJECT, List.of()) : cause();
            case INDEX -> estimateIsFar() ? review(Finding.OLD_STATISTICS, List.of()) : selectivity(this::tooCommon);
            default -> selectivity(this::cause);
        };
    }

    private PlanReview selectivity(Supplier<PlanReview> unselective) {
        return used.relativeCost() > 1 ? unselective.get() : review(Finding.SELECTIVE, used.fields());
    }

    private PlanReview tooCommon() {
        return review(Finding.VALUE_TOO_COMMON, used.fields());
    }

    private PlanReview cause() {
        return Stream.<Supplier<Optional<PlanReview>>>of(
                        this::orWithoutIndex,
                        () -> found(Finding.PHONE_WITHOUT_INDEX, searched(indexes::isPhone)),
                        () -> found(Finding.FORMULA_FILTER, searched(indexes::isFormula)),
                        () -> found(Finding.FIELD_WITHOUT_INDEX, notedFields()),
                        this::unselectiveIndex,
                        () -> found(Finding.LEADING_WILDCARD, withUse(Use.LEADING_WILDCARD)),
                        () -> found(Finding.NULL_FILTER, withUse(Use.NULL)),
                        this::onlyNegative,
                        this::orderWithoutIndex)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> review(Finding.NO_SELECTIVE_FILTER, List.of()));
    }

    /** An OR of which some sides have an index and others do not. */
    private Optional<PlanReview> orWithoutIndex() {
        for (var part : where instanceof Filter.AllOf(var parts) ? parts : List.of(where)) {
            if (part instanceof Filter.AnyOf(var sides)
                    && !FilterCondition.searchable(part).isEmpty()) {
                var scanned = new ArrayList<FieldPath>();
                int scannedSides = 0;
                for (var side : sides) {
                    var fields = fields(FilterCondition.searchable(side));
                    if (fields.stream().allMatch(this::isUnindexed)) {
                        scanned.addAll(fields);
                        scannedSides++;
                    }
                }
                if (scannedSides > 0 && scannedSides < sides.size()) {
                    return found(Finding.OR_WITHOUT_INDEX, scanned);
                }
            }
        }
        return Optional.empty();
    }

    /** Searched fields of a kind that have no index. */
    private List<FieldPath> searched(Predicate<FieldPath> kind) {
        return fields(searchable).stream()
                .filter(kind)
                .filter(this::isUnindexed)
                .toList();
    }

    private List<FieldPath> notedFields() {
        return fields(searchable).stream()
                .filter(this::isNoted)
                .filter(indexes::canHave)
                .toList();
    }

    /** An index was there and Salesforce read all records instead. */
    private Optional<PlanReview> unselectiveIndex() {
        return explained.plans().stream()
                .filter(plan -> plan.leadingOperation().equals(INDEX) && plan.relativeCost() > 1)
                .findFirst()
                .map(plan -> review(Finding.VALUE_TOO_COMMON, plan.fields()));
    }

    private Optional<PlanReview> onlyNegative() {
        return conditions.stream().allMatch(condition -> condition.use() == Use.NEGATIVE)
                ? found(Finding.NEGATIVE_FILTER, fields(conditions))
                : Optional.empty();
    }

    private Optional<PlanReview> orderWithoutIndex() {
        var orderBy = explained.query().orderBy();
        return !orderBy.isEmpty()
                        && explained.query().limit() instanceof Limit.AtMost
                        && orderBy.getFirst().operand() instanceof Operand.Field(var path)
                        && !indexes.has(path)
                ? found(Finding.ORDER_WITHOUT_INDEX, List.of(path))
                : Optional.empty();
    }

    /**
     * Whether the rows that were read contradict the estimate: many more rows, or far fewer where the query has only
     * the condition that the index serves.
     */
    private boolean estimateIsFar() {
        if (explained.query().aggregates()) {
            return false;
        }
        long rows = explained.rows();
        boolean tooMany = rows >= FEW_ROWS && rows > used.cardinality() * FAR;
        boolean tooFew = explained.readEveryRow()
                && conditions.size() == 1
                && used.cardinality() > Math.max(rows, FEW_ROWS) * FAR;
        return tooMany || tooFew;
    }

    /** Salesforce's notes decide where they name a field; else what is known about indexes. */
    private boolean isUnindexed(FieldPath path) {
        return unindexed.isEmpty() ? !indexes.has(path) : isNoted(path);
    }

    private boolean isNoted(FieldPath path) {
        return unindexed.stream()
                .anyMatch(noted -> noted.equalsIgnoreCase(path.toString()) || noted.equalsIgnoreCase(path.field()));
    }

    private List<FieldPath> withUse(Use use) {
        return fields(
                conditions.stream().filter(condition -> condition.use() == use).toList());
    }

    private static List<FieldPath> fields(List<FilterCondition> conditions) {
        return conditions.stream().map(FilterCondition::field).distinct().toList();
    }

    private Optional<PlanReview> found(Finding finding, List<FieldPath> fields) {
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        review(finding, fields.stream().map(FieldPath::toString).toList()));
    }

    private PlanReview review(Finding finding, List<String> fields) {
        return new PlanReview(PlanNotes.withoutNoise(used), finding, fields);
    }
}
