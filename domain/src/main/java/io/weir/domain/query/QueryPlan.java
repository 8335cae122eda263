package io.weir.domain.query;

import java.util.List;

/**
 * One of Salesforce's plans for a query, from its explain resource. Holds no value of the query.
 *
 * @param object the object that the leading operation reads
 * @param leadingOperation {@code Index}, {@code TableScan}, {@code Sharing} or {@code Other}
 * @param relativeCost the cost relative to Salesforce's threshold; a query above 1 is not selective
 * @param cardinality the approximate number of records that the leading operation returns
 * @param objectCardinality the approximate number of records of the object
 * @param fields the fields whose index is used; empty for a scan
 * @param notes explanations, such as why an index is not used
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
