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
        objects.requirePatterns(pattern -> pattern.indexOf('.') < 0, "a pattern of objects has no '.'");
        fields.requirePatterns(
                pattern -> pattern.indexOf('.') >= 0 || pattern.indexOf('*') >= 0,
                "a pattern of fields names their object too, as Contact.Phone or *.Phone do");
        for (int bound : List.of(maxConditionDepth, maxConditions, maxListValues)) {
            if (bound < 1) {
                throw new IllegalArgumentException("a bound of a query is at least 1, not " + bound);
            }
        }
    }
}
