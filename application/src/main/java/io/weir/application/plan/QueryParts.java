package io.weir.application.plan;

import io.weir.domain.draft.Problem;
import io.weir.domain.filter.Filter;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parts of a query, each sound in itself; whether SOQL has a query of them is open. */
record QueryParts(
        List<SelectItem> select,
        ObjectName from,
        Filter where,
        List<FieldPath> groupBy,
        Filter having,
        List<Ordering> orderBy,
        Limit limit,
        int offset) {
    private static final String WHOLE = "";

    /** The query; throws {@link IllegalArgumentException} for parts that do not go together. */
    Query query() {
        return new Query(select, from, where, groupBy, having, orderBy, limit, offset);
    }

    /** The first part that does not go together with those before it, as a problem. */
    Problem misfit() {
        var everything = new Filter.Everything();
        var steps = List.<Step>of(
                new Step("/having", query -> query.groupedBy(groupBy, having)),
                new Step("/where", query -> query.where(where)),
                new Step("/order_by", query -> query.orderedBy(orderBy)),
                new Step("/offset", query -> query.startingAt(offset)));
        String location = WHOLE;
        try {
            var query = new Query(select, from, everything, groupBy, everything, List.of(), limit, 0);
            for (var step : steps) {
                location = step.location();
                query = step.extension().apply(query);
            }
            throw new IllegalStateException("parts that go together have no misfit");
        } catch (IllegalArgumentException misshapen) {
            return new Problem(location, String.valueOf(misshapen.getMessage()));
        }
    }

    private record Step(String location, UnaryOperator<Query> extension) {}
}
