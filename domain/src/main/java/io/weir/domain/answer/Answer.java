package io.weir.domain.answer;

import io.weir.domain.query.Row;
import java.util.List;

/**
 * The records that Salesforce answered.
 *
 * @param totalSize the number of records, or the number that {@code COUNT()} counted
 * @param truncated whether there are more records than the row cap
 */
public record Answer(List<Row> records, int totalSize, boolean truncated) {
    /** No records. */
    public static final Answer EMPTY = new Answer(List.of(), 0, false);

    public Answer {
        records = List.copyOf(records);
    }
}
