package io.weir.adapter.in.http.adhoc;

import io.weir.adapter.in.http.answer.RowSize;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import java.time.Duration;
import java.util.List;

/**
 * A contract with a caller that takes answers up to a size. Records that do not fit are left out, and {@code contract}
 * applies to the others.
 *
 * @param maxBytes the largest answer, in bytes; 0 for any
 */
record BoundedContract(AnswerContract contract, int maxBytes) implements AnswerContract {
    /** The size of an answer without its records, in bytes, with the longest total size. */
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
    public Check check(Answer answer, Duration time) {
        if (fitting(answer) < answer.records().size()) {
            return new Check.Done(List.of(new Violation(
                    "/records/0",
                    "this record alone is larger than the %d bytes that an answer may have; ask for fewer fields"
                            .formatted(maxBytes))));
        }
        return contract.check(answer, time);
    }

    /** The number of records that fit. */
    private int fitting(Answer answer) {
        return maxBytes == 0 ? answer.records().size() : RowSize.fitting(answer.records(), maxBytes - AROUND);
    }
}
