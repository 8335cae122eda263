package io.weir.domain.action;

import java.util.List;

/**
 * What a caller may ask. Immutable.
 *
 * @param objects which objects a query may touch, as root, parent, child or in a semi-join
 * @param fields which fields it may select, filter, group or order by, as {@code Object.Field}
 * @param unfilteredAllowed whether a query may match every row of an object
 * @param maxConditionDepth how deep conditions may nest, at least 1
 * @param maxConditions how many comparisons a query may have
 * @param maxListValues how many values one list may have
 */
public record QueryPolicy(
        NameRules objects,
        NameRules fields,
        boolean unfilteredAllowed,
        int maxConditionDepth,
        int maxConditions,
        int maxListValues) {
    /** Everything may be asked that has a filter, within the bounds that are usual. */
    public static final QueryPolicy DEFAULT = new QueryPolicy(NameRules.ALL, NameRules.ALL, false, 10, 100, 2_000);

    /** Throws {@link IllegalArgumentException} for a bound below 1, and for a pattern that no name can ever match. */
    public QueryPolicy {
        objects.allowed().forEach(QueryPolicy::requireObjectPattern);
        objects.denied().forEach(QueryPolicy::requireObjectPattern);
        fields.allowed().forEach(QueryPolicy::requireFieldPattern);
        fields.denied().forEach(QueryPolicy::requireFieldPattern);
        for (int bound : List.of(maxConditionDepth, maxConditions, maxListValues)) {
            if (bound < 1) {
                throw new IllegalArgumentException("a bound of a query is at least 1, not " + bound);
            }
        }
    }

    /** The same bounds, with every object and field allowed and no filter needed. */
    public QueryPolicy withoutDenials() {
        return new QueryPolicy(NameRules.ALL, NameRules.ALL, true, maxConditionDepth, maxConditions, maxListValues);
    }

    /** Throws {@link IllegalArgumentException} for a pattern that no object's name can match. */
    public static void requireObjectPattern(String pattern) {
        if (NameRules.checked(pattern).indexOf('.') >= 0) {
            throw new IllegalArgumentException("a pattern of objects has no '.': '%s'".formatted(pattern));
        }
    }

    /** Throws {@link IllegalArgumentException} for a pattern that no {@code Object.Field} can match. */
    public static void requireFieldPattern(String pattern) {
        String checked = NameRules.checked(pattern);
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
}
