package io.weir.domain.query;

import java.util.List;

/**
 * One way in which Salesforce could run a query, as its explain resource tells it.
 *
 * @param leadingOperation {@code Index}, {@code TableScan}, {@code Sharing} or {@code Other}
 * @param relativeCost above 1 the query is not selective
 * @param cardinality how many records the leading operation is expected to give
 * @param objectCardinality how many records the object has, about
 * @param fields the indexed fields it uses
 * @param notes why an index is not used, and the like
 */
public record QueryPlan(
        String object,
        String leadingOperation,
        double relativeCost,
        long cardinality,
        long objectCardinality,
        List<String> fields,
        List<String> notes) {
    public QueryPlan {
        fields = List.copyOf(fields);
        notes = List.copyOf(notes);
    }
}
