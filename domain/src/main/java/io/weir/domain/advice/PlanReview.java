package io.weir.domain.advice;

import io.weir.domain.query.QueryPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a query plan means for the operator. Holds names and numbers, no value of the query.
 *
 * @param plan the plan that Salesforce uses
 * @param fields the fields that the finding is about; empty where it is about none in particular
 */
public record PlanReview(QueryPlan plan, Finding finding, List<String> fields) {
    /** How many records an object has before Weir gives advice on reading all of them. */
    public static final int SMALL_OBJECT = 100_000;

    public PlanReview {
        fields = List.copyOf(fields);
    }

    /** Reviews the plan that Salesforce uses for {@code query}. */
    public static PlanReview of(ExplainedQuery query) {
        return new PlanRules(query).review();
    }

    /** The object that the plan's leading operation reads. */
    public String object() {
        return plan.object();
    }

    /** What to do, in one sentence; empty where nothing needs to be done. */
    public Optional<String> advice() {
        return Optional.of(sentence()).filter(Predicate.not(String::isEmpty));
    }

    private String sentence() {
        String names = NameList.joined(fields) + " of " + object();
        return switch (finding) {
            case OR_WITHOUT_INDEX ->
                "Ask Salesforce Support for a custom index on %s, or ask for each side of the OR in a step of its own."
                        .formatted(names);
            case PHONE_WITHOUT_INDEX ->
                ("Let a data action search for the number (strategy: search_then_recent), ask Salesforce Support for a"
                                + " custom index on %s, or filter on a text field that is marked as External ID and"
                                + " holds the number in international form (E.164).")
                        .formatted(names);
            case FORMULA_FILTER ->
                ("Let a flow copy %s into a stored field and filter on that field, or, if the formula is deterministic,"
                                + " ask Salesforce Support for a custom index on it.")
                        .formatted(names);
            case FIELD_WITHOUT_INDEX ->
                ("Ask Salesforce Support for a custom index on %s, or add a selective filter on an indexed field, such"
                                + " as CreatedDate, RecordTypeId or a lookup.")
                        .formatted(names);
            case VALUE_TOO_COMMON ->
                "Add a second, selective filter to the query on %s, such as CreatedDate or RecordTypeId."
                        .formatted(object());
            case LEADING_WILDCARD ->
                "Compare %s with starts_with instead of contains, ends_with or a pattern that begins with a wildcard."
                        .formatted(names);
            case NULL_FILTER ->
                ("Ask Salesforce Support to include empty values in the index on %s, or give the field a default value"
                                + " and filter on that value.")
                        .formatted(names);
            case NEGATIVE_FILTER ->
                ("List the values of %s that are wanted instead of those that are not, or add a selective filter on an"
                                + " indexed field.")
                        .formatted(names);
            case ORDER_WITHOUT_INDEX ->
                "Sort by an indexed field, such as CreatedDate or Id, instead of %s.".formatted(names);
            case NO_SELECTIVE_FILTER ->
                "Add a selective filter on an indexed field of %s, such as CreatedDate, RecordTypeId or a lookup."
                        .formatted(object());
            case SHARING ->
                "Give the run-as user View All on %s in a permission set, or accept the time that sharing takes."
                        .formatted(object());
            case SMALL_OBJECT, SELECTIVE, OLD_STATISTICS -> "";
        };
    }

    /** Why, in one sentence. */
    public String reason() {
        String names = NameList.joined(fields);
        return switch (finding) {
            case OR_WITHOUT_INDEX -> "One side of the OR filters without an index, so %s.".formatted(consequence());
            case PHONE_WITHOUT_INDEX -> "Salesforce does not index phone fields, so %s.".formatted(consequence());
            case FORMULA_FILTER ->
                "%s is a formula, and a formula has no index by default, so %s.".formatted(names, consequence());
            case FIELD_WITHOUT_INDEX -> "The filter on %s has no index, so %s.".formatted(names, consequence());
            case VALUE_TOO_COMMON -> "Too many records match for an index to help, so %s.".formatted(consequence());
            case LEADING_WILDCARD ->
                "No index finds text inside or at the end of a value, so %s.".formatted(consequence());
            case NULL_FILTER -> "Most indexes contain no empty values, so %s.".formatted(consequence());
            case NEGATIVE_FILTER ->
                "Negative filters (!=, NOT IN, NOT, EXCLUDES) use no index, so %s.".formatted(consequence());
            case ORDER_WITHOUT_INDEX ->
                "No filter is selective and the sort field has no index, so %s before it answers the first row."
                        .formatted(consequence());
            case NO_SELECTIVE_FILTER -> "No filter is selective, so %s.".formatted(consequence());
            case SHARING ->
                "The run-as user sees few %s records, so Salesforce starts from sharing instead of from a filter."
                        .formatted(object());
            case SMALL_OBJECT ->
                "Salesforce reads all %s records, but about %s records need no index."
                        .formatted(object(), number(plan.objectCardinality()));
            case SELECTIVE ->
                "Salesforce finds the %s records by a selective filter, so the time goes elsewhere."
                        .formatted(object());
            case OLD_STATISTICS ->
                ("Salesforce expects about %s records, which is far from the rows that were read, so its"
                                + " statistics are old.")
                        .formatted(number(plan.cardinality()));
        };
    }

    private String consequence() {
        return plan.leadingOperation().equals(PlanRules.TABLE_SCAN)
                ? "Salesforce reads all of the about %s %s records"
                        .formatted(number(plan.objectCardinality()), object())
                : String.format(
                        Locale.ROOT, "the query costs %.1f times what a selective query may cost", plan.relativeCost());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
