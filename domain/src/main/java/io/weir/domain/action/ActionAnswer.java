package io.weir.domain.action;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of a data action, which always has the same members.
 *
 * @param count the number of rows of the first step, up to the row cap; 0 if Salesforce was not queried
 * @param truncated whether there are more rows than the answer has room for
 * @param outputs every declared output, in order of declaration
 * @param lists every declared list, in order of declaration, with the rows found
 * @param invalid the input that is refused; only with {@link Verdict#INVALID_INPUT}
 */
public record ActionAnswer(
        Verdict verdict,
        int count,
        boolean truncated,
        Map<MemberName, OutputValue> outputs,
        List<Rows> lists,
        Optional<InvalidInput> invalid) {
    /** The largest answer that CXone takes, in bytes: 32 KB with headers and its own encoding. */
    public static final int MAX_BYTES = 24 * 1024;

    /** The result that a flow branches on. */
    public enum Verdict {
        FOUND,
        NOT_FOUND,
        MULTIPLE,
        /** The caller's number is withheld or is not a number. Salesforce was not queried. */
        NO_CALLER_ID,
        /** A step with {@code on_none: denied} found no row. */
        DENIED,
        /** The value of an input does not meet the declaration. Salesforce was not asked for it. */
        INVALID_INPUT;

        /** The value of {@code outcome}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The rows of a list.
     *
     * @param rows each has a value for every output of the list, in order
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

    /** An answer to valid inputs. */
    public ActionAnswer(
            Verdict verdict, int count, boolean truncated, Map<MemberName, OutputValue> outputs, List<Rows> lists) {
        this(verdict, count, truncated, outputs, lists, Optional.empty());
    }
}
