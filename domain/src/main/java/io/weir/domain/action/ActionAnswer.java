package io.weir.domain.action;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a data action answers: always the same members.
 *
 * @param count how many rows the first step found, up to the row cap; 0 where nothing was asked
 * @param truncated whether something was found that has no place in the answer
 * @param outputs every declared output, in the order of its declaration
 * @param lists every declared list, in the order of its declaration, each with as many rows as there are
 */
public record ActionAnswer(
        Verdict verdict, int count, boolean truncated, Map<MemberName, OutputValue> outputs, List<Rows> lists) {
    /** How the question was answered: what a flow branches on. */
    public enum Verdict {
        FOUND,
        NOT_FOUND,
        MULTIPLE,
        /** The caller withheld its number, or it is none. Nothing was asked. */
        NO_CALLER_ID,
        /** A step that had to find something did not. */
        DENIED;

        /** The value of {@code outcome}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The rows of a list.
     *
     * @param rows each with a value for every output of the list, in their order
     */
    public record Rows(ActionList list, List<List<OutputValue>> rows) {
        public Rows {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public ActionAnswer {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        lists = List.copyOf(lists);
    }
}
