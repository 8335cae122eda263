package io.weir.adapter.in.http;

import io.weir.domain.action.Answer;
import io.weir.domain.action.AnswerContract;
import java.util.List;

/**
 * A contract with a caller who takes answers up to a size. Records that do not fit are not in the answer, and so {@code contract}
 * is about those that are.
 *
 * @param maxBytes the largest answer, in bytes; 0 for any
 */
record BoundedContract(AnswerContract contract, int maxBytes) implements AnswerContract {
    /** What stands around the records, with a total size of any length. */
    private static final int AROUND = "{\"records\":[],\"total_size\":-2147483648,\"truncated\":true}".length();

    /** The first record stays whatever its size: without it the answer would say that there is none. */
    @Override
    public Answer taken(Answer whole) {
        int fitting = fitting(whole);
        if (fitting == whole.records().size() || whole.records().size() == 1) {
            return whole;
        }
        var records = whole.records().subList(0, Math.max(1, fitting));
        return new Answer(records, records.size(), true);
    }

    @Override
    public List<Violation> violations(Answer answer) {
        if (fitting(answer) < answer.records().size()) {
            return List.of(new Violation(
                    "/records/0",
                    "this record alone is larger than the %d bytes that an answer may have; ask for fewer fields"
                            .formatted(maxBytes)));
        }
        return contract.violations(answer);
    }

    /** How many of the records fit. */
    private int fitting(Answer answer) {
        var records = answer.records();
        if (maxBytes == 0) {
            return records.size();
        }
        long size = AROUND;
        for (int i = 0; i < records.size(); i++) {
            size += RowSize.of(records.get(i)) + (i == 0 ? 0 : 1);
            if (size > maxBytes) {
                return i;
            }
        }
        return records.size();
    }
}
