package io.weir.domain.query;

import io.weir.domain.filter.Filter;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Salesforce's rules for conditions with a sub-query.
 *
 * <p>Source: SOQL reference, "Comparison Operators", semi-joins with IN and anti-joins with NOT IN.
 */
final class SemiJoinRules {
    private final ObjectName root;
    private final Set<SoqlLimits.Exceeded> broken = new LinkedHashSet<>();
    private final List<Filter.SemiJoin> semiJoins = new ArrayList<>();

    private SemiJoinRules(ObjectName root) {
        this.root = root;
    }

    /** The semi-joins of {@code query}, and the rules that they break. */
    static SemiJoinRules of(Query query) {
        var rules = new SemiJoinRules(query.from());
        rules.conditions(query.where());
        query.select().forEach(rules::childrenHaveNone);
        return rules;
    }

    int semiJoins() {
        return semiJoins.size();
    }

    /** The rules that are broken. */
    Set<SoqlLimits.Exceeded> broken() {
        return broken;
    }

    private void conditions(Filter filter) {
        switch (filter) {
            case Filter.SemiJoin semiJoin -> semiJoin(semiJoin);
            case Filter.AllOf(var filters) -> filters.forEach(this::conditions);
            case Filter.AnyOf(var filters) -> {
                if (filters.stream().anyMatch(SemiJoinRules::has)) {
                    whereBreaks("a condition with a sub-query is joined to others by AND only, not by OR");
                }
                filters.forEach(this::conditions);
            }
            case Filter.Not(var negated) -> {
                if (has(negated)) {
                    whereBreaks("a condition with a sub-query is not negated by NOT; use NOT IN");
                }
                conditions(negated);
            }
            case Filter.Everything _, Filter.Nothing _, Filter.Comparison _, Filter.OnField _ -> {}
        }
    }

    private void semiJoin(Filter.SemiJoin semiJoin) {
        semiJoins.add(semiJoin);
        ownField(semiJoin.field(), "a sub-query is compared with a field of the object itself, not of a parent: ");
        ownField(semiJoin.selected(), "a sub-query selects a field of its own object, not of a parent: ");
        if (semiJoin.from().value().equalsIgnoreCase(root.value())) {
            whereBreaks("a sub-query reads another object than the query itself, not " + root);
        }
        if (has(semiJoin.where())) {
            whereBreaks("a sub-query has no sub-query of its own");
            conditions(semiJoin.where());
        }
    }

    private void whereBreaks(String rule) {
        broken.add(new SoqlLimits.Exceeded(QueryPart.WHERE, rule));
    }

    private void ownField(FieldPath path, String rule) {
        if (!path.parents().isEmpty()) {
            whereBreaks(rule + path);
        }
    }

    private void childrenHaveNone(SelectItem item) {
        if (item instanceof SelectItem.Children(var children)) {
            if (has(children.where())) {
                broken.add(new SoqlLimits.Exceeded(
                        QueryPart.CHILDREN,
                        "the children of a record are filtered without sub-queries: " + children.relationship()));
            }
            children.select().forEach(this::childrenHaveNone);
        }
    }

    private static boolean has(Filter filter) {
        return switch (filter) {
            case Filter.SemiJoin _ -> true;
            case Filter.AllOf(var filters) -> filters.stream().anyMatch(SemiJoinRules::has);
            case Filter.AnyOf(var filters) -> filters.stream().anyMatch(SemiJoinRules::has);
            case Filter.Not(var negated) -> has(negated);
            case Filter.Everything _, Filter.Nothing _, Filter.Comparison _, Filter.OnField _ -> false;
        };
    }
}
