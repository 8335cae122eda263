package io.weir.domain.query;

import java.util.List;

/**
 * One way in which Salesforce could run a query, as its explain resource tells it. Holds names and numbers, no value of the
 * query.
 *
 * @param object the object that the leading operation reads
 * @param leadingOperation {@code Index}, {@code TableScan}, {@code Sharing} or {@code Other}
 * @param relativeCost what the query would cost, in shares of Salesforce's threshold: above 1 it is not selective
 * @param cardinality about how many records the leading operation gives
 * @param objectCardinality about how many records the object has
 * @param fields the fields whose index is used; none for a scan
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
