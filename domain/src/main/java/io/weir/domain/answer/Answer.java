package io.weir.domain.answer;

import io.weir.domain.query.Row;
import java.util.List;

/**
 * What Salesforce answered.
 *
 * @param totalSize how many records the answer has; for {@code COUNT()} the number counted
 * @param truncated whether there are more records than the row cap let through
 */
public record Answer(List<Row> records, int totalSize, boolean truncated) {
    /** No records. */
    public static final Answer EMPTY = new Answer(List.of(), 0, false);

    public Answer {
        records = List.copyOf(records);
    }
}
