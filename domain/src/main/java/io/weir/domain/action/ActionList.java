package io.weir.domain.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A list in a flat answer: {@code r1_status}, {@code r2_status}, … with the prefix {@code r}.
 *
 * @param most the number of rows in the answer, 1 to {@value #MOST}
 * @param outputs the members of each row; each a {@link ActionOutput.Source.Field} of the step that {@code rows} names
 */
public record ActionList(MemberName prefix, RowSource rows, int most, List<ActionOutput> outputs) {
    /** The most rows of any list; each row has its own members in every answer. */
    public static final int MOST = 20;

    /** Throws {@link IllegalArgumentException} for a number of rows out of range, and for a list without outputs. */
    public ActionList {
        outputs = List.copyOf(outputs);
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("a list has 1 to %d rows, not %d".formatted(MOST, most));
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a list needs at least one output");
        }
    }

    /** The answer's member for {@code key} in row {@code row}, counted from 1. */
    public String member(int row, MemberName key) {
        return prefix + Integer.toString(row) + "_" + key;
    }

    /** The answer's members for all rows, row by row, each with its output. */
    public SequencedMap<String, ActionOutput> members() {
        var members = new LinkedHashMap<String, ActionOutput>();
        for (int row = 1; row <= most; row++) {
            for (var output : outputs) {
                members.put(member(row, output.key()), output);
            }
        }
        return members;
    }
}
