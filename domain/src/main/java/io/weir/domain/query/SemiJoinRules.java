package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Salesforce's rules for conditions with a sub-query.
 *
 * <p>Source: SOQL reference, "Comparison Operators", semi-joins with IN and anti-joins with NOT IN.
 */
public final class SemiJoinRules {
    /** Objects that no semi-join selects from, in lower case. */
    private static final Set<String> NOT_JOINED =
            Set.of("activityhistory", "attachment", "event", "eventattendee", "note", "openactivity", "task");

    private final ObjectName root;
    private final List<Broken> broken = new ArrayList<>();
    private final List<Filter.SemiJoin> semiJoins = new ArrayList<>();

    private SemiJoinRules(ObjectName root) {
        this.root = root;
    }

    /** One rule for the structure of a filter. */
    public enum Rule {
        /** A semi-join is not joined to other conditions by OR. */
        NO_OR,
        /** A semi-join is not negated by NOT, but by NOT IN. */
        NO_NOT,
        /** A semi-join stands beside the other conditions, not within a group of them. */
        NO_GROUP,
        /** The compared field is one of the object itself, not of a parent. */
        OWN_FIELD,
        /** The selected field is one of the joined object itself, not of a parent. */
        OWN_SELECTED_FIELD,
        /** The joined object differs from that of the query. */
        OTHER_OBJECT,
        /** The joined object is not a task, an event, a note or an attachment. */
        JOINED_OBJECT,
        /** The conditions of a sub-query have no sub-query. */
        NO_NESTING,
        /** A query has at most {@link SoqlLimits#MAX_SEMI_JOINS} semi-joins. */
        AT_MOST
    }

    /** A rule, and the semi-join that breaks it. */
    public record Broken(Rule rule, Filter.SemiJoin semiJoin) {}

    /**
     * The rules that the conditions of a query from {@code root} break, in the order of its semi-joins. A group within
     * a group of the same kind counts as parentheses; {@link Filter#simplified} has none.
     */
    public static List<Broken> broken(ObjectName root, Filter where) {
        var rules = new SemiJoinRules(root);
        rules.conditions(where, Rule.NO_OR);
        return List.copyOf(rules.broken);
    }

    /** Whether {@code filter} has a semi-join. */
    public static boolean has(Filter filter) {
        return count(filter) > 0;
    }

    /** The number of semi-joins of a query, nested ones included. */
    static int count(Filter filter) {
        return switch (filter) {
            case Filter.SemiJoin semiJoin -> 1 + count(semiJoin.where());
            case Filter.AllOf(var filters) -> count(filters);
            case Filter.AnyOf(var filters) -> count(filters);
            case Filter.Not(var negated) -> count(negated);
            case Filter.Everything _, Filter.Nothing _, Filter.Comparison _, Filter.OnField _ -> 0;
        };
    }

    private static int count(List<Filter> filters) {
        int semiJoins = 0;
        for (var filter : filters) {
            semiJoins += count(filter);
        }
        return semiJoins;
    }

    /**
     * The objects whose ids {@code field} of {@code object} holds; empty if it holds no ids.
     *
     * <p>Both fields of a semi-join hold ids, of at least one object in common.
     */
    public static List<ObjectName> idsOf(FieldDescription field, ObjectName object) {
        if (field.type() == FieldType.REFERENCE) {
            return field.referenceTo();
        }
        return field.type() == FieldType.ID ? List.of(object) : List.of();
    }

    /** Whether ids of {@code some} can be ids of {@code others}; true where either is unknown. */
    public static boolean comparable(List<ObjectName> some, List<ObjectName> others) {
        return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
    }

    /**
     * @param ofOr the rule that an OR here breaks
     */
    private void conditions(Filter filter, Rule ofOr) {
        switch (filter) {
            case Filter.SemiJoin semiJoin -> semiJoin(semiJoin);
            case Filter.AllOf(var filters) -> {
                for (var part : filters) {
                    if (ofOr == Rule.NO_GROUP) {
                        breaks(Rule.NO_GROUP, part);
                    }
                    conditions(part, Rule.NO_GROUP);
                }
            }
            case Filter.AnyOf(var filters) -> {
                for (var part : filters) {
                    breaks(ofOr, part);
                    conditions(part, Rule.NO_GROUP);
                }
            }
            case Filter.Not(var negated) -> {
                breaks(Rule.NO_NOT, negated);
                conditions(negated, Rule.NO_GROUP);
            }
            case Filter.Everything _, Filter.Nothing _, Filter.Comparison _, Filter.OnField _ -> {}
        }
    }

    private void breaks(Rule rule, Filter part) {
        if (part instanceof Filter.SemiJoin semiJoin) {
            broken.add(new Broken(rule, semiJoin));
        }
    }

    private void semiJoin(Filter.SemiJoin semiJoin) {
        semiJoins.add(semiJoin);
        check(semiJoins.size() <= SoqlLimits.MAX_SEMI_JOINS, Rule.AT_MOST, semiJoin);
        check(semiJoin.field().parents().isEmpty(), Rule.OWN_FIELD, semiJoin);
        check(semiJoin.selected().parents().isEmpty(), Rule.OWN_SELECTED_FIELD, semiJoin);
        check(!semiJoin.from().value().equalsIgnoreCase(root.value()), Rule.OTHER_OBJECT, semiJoin);
        check(!NOT_JOINED.contains(semiJoin.from().value().toLowerCase(Locale.ROOT)), Rule.JOINED_OBJECT, semiJoin);
        check(!has(semiJoin.where()), Rule.NO_NESTING, semiJoin);
        conditions(semiJoin.where(), Rule.NO_OR);
    }

    private void check(boolean kept, Rule rule, Filter.SemiJoin semiJoin) {
        if (!kept) {
            broken.add(new Broken(rule, semiJoin));
        }
    }
}
