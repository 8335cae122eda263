package io.weir.domain.caller;

/**
 * The ad-hoc queries that a caller may run. Immutable.
 *
 * @param objects the objects that a query may use: as root, parent, children or in a semi-join
 * @param fields the fields that a query may use, as {@code Object.Field}
 * @param unfilteredAllowed whether a query may have no filter
 * @param maxConditionDepth the deepest nesting of conditions, 1 to {@value #MAX_CONDITION_DEPTH}
 * @param maxConditions the most comparisons in a query, 1 to {@value #MAX_CONDITIONS}
 * @param maxListValues the most values in a list, 1 to {@value #MAX_LIST_VALUES}
 */
public record QueryPolicy(
        NameRules objects,
        NameRules fields,
        boolean unfilteredAllowed,
        int maxConditionDepth,
        int maxConditions,
        int maxListValues) {
    /** The deepest nesting in any policy: as much as fits into the deepest sub-query of a body with 32 levels. */
    public static final int MAX_CONDITION_DEPTH = 10;

    /** The most comparisons of a query in any policy. */
    public static final int MAX_CONDITIONS = 1_000;

    /** The most values of a list in any policy; the length limit of SOQL is reached earlier by most lists. */
    public static final int MAX_LIST_VALUES = 10_000;

    /** Allows every query that has a filter, within the default bounds. */
    public static final QueryPolicy DEFAULT = new QueryPolicy(NameRules.ALL, NameRules.ALL, false, 10, 100, 2_000);

    /** Throws {@link IllegalArgumentException} for a bound out of range, and for a pattern that no name can match. */
    public QueryPolicy {
        objects.allowed().forEach(QueryPolicy::requireObjectPattern);
        objects.denied().forEach(QueryPolicy::requireObjectPattern);
        fields.allowed().forEach(QueryPolicy::requireFieldPattern);
        fields.denied().forEach(QueryPolicy::requireFieldPattern);
        requireBound(maxConditionDepth, MAX_CONDITION_DEPTH);
        requireBound(maxConditions, MAX_CONDITIONS);
        requireBound(maxListValues, MAX_LIST_VALUES);
    }

    private static void requireBound(int bound, int most) {
        if (bound < 1 || bound > most) {
            throw new IllegalArgumentException("a bound of a query is 1 to %d here, not %d".formatted(most, bound));
        }
    }

    /** A policy with the same bounds that allows every object and field, and queries without a filter. */
    public QueryPolicy withoutDenials() {
        return new QueryPolicy(NameRules.ALL, NameRules.ALL, true, maxConditionDepth, maxConditions, maxListValues);
    }

    /** The policy that allows a query if this policy and {@code outer} both do. */
    public QueryPolicy within(QueryPolicy outer) {
        return new QueryPolicy(
                objects.within(outer.objects),
                fields.within(outer.fields),
                unfilteredAllowed && outer.unfilteredAllowed,
                Math.min(maxConditionDepth, outer.maxConditionDepth),
                Math.min(maxConditions, outer.maxConditions),
                Math.min(maxListValues, outer.maxListValues));
    }

    /** Throws {@link IllegalArgumentException} for a pattern that no object's name can match. */
    public static void requireObjectPattern(String pattern) {
        requireApiName(pattern);
        if (pattern.indexOf('.') >= 0) {
            throw new IllegalArgumentException("a pattern of objects has no '.': '%s'".formatted(pattern));
        }
    }

    /** Throws {@link IllegalArgumentException} for a pattern that no {@code Object.Field} can match. */
    public static void requireFieldPattern(String pattern) {
        String checked = requireApiName(pattern);
        int dot = checked.indexOf('.');
        boolean fits = dot < 0
                ? checked.indexOf('*') >= 0
                : dot > 0 && dot < checked.length() - 1 && checked.indexOf('.', dot + 1) < 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "a pattern of fields names one object and one field, as Contact.Phone or *.Phone do: '%s'"
                            .formatted(pattern));
        }
    }

    private static String requireApiName(String pattern) {
        if (pattern.indexOf('-') >= 0) {
            throw new IllegalArgumentException("no API name has a '-': '%s'".formatted(pattern));
        }
        return NameRules.checked(pattern);
    }
}
