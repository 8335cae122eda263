package io.weir.domain.caller;

/**
 * What a caller may ask. Immutable.
 *
 * @param objects which objects a query may touch, as root, parent, child or in a semi-join
 * @param fields which fields it may select, filter, group or order by, as {@code Object.Field}
 * @param unfilteredAllowed whether a query may do without a filter
 * @param maxConditionDepth how deep conditions may nest, 1 to {@value #MAX_CONDITION_DEPTH}
 * @param maxConditions how many comparisons a query may have, 1 to {@value #MAX_CONDITIONS}
 * @param maxListValues how many values one list may have, 1 to {@value #MAX_LIST_VALUES}
 */
public record QueryPolicy(
        NameRules objects,
        NameRules fields,
        boolean unfilteredAllowed,
        int maxConditionDepth,
        int maxConditions,
        int maxListValues) {
    /** The deepest that any policy lets conditions nest: what a body of 32 levels has room for, in the deepest sub-query. */
    public static final int MAX_CONDITION_DEPTH = 10;

    /** The most comparisons that any policy lets a query have. */
    public static final int MAX_CONDITIONS = 1_000;

    /** The most values that any policy lets a list have; SOQL's own length ends most lists earlier. */
    public static final int MAX_LIST_VALUES = 10_000;

    /** Everything may be asked that has a filter, within the bounds that are usual. */
    public static final QueryPolicy DEFAULT = new QueryPolicy(NameRules.ALL, NameRules.ALL, false, 10, 100, 2_000);

    /** Throws {@link IllegalArgumentException} for a bound outside its range, and for a pattern that no name can ever match. */
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

    /** The same bounds, with every object and field allowed and no filter needed. */
    public QueryPolicy withoutDenials() {
        return new QueryPolicy(NameRules.ALL, NameRules.ALL, true, maxConditionDepth, maxConditions, maxListValues);
    }

    /** What this policy allows and {@code outer} allows too: it only ever gets narrower. */
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
