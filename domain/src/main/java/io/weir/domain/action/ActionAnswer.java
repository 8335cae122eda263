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
 * @param count the number of rows of the first step, up to the row cap, or of the written records; 0 if Salesforce was
 *     not queried
 * @param truncated whether there are more rows than the answer has room for
 * @param outputs every declared output, in order of declaration
 * @param lists every declared list, in order of declaration, with the rows found
 * @param invalid the input that is refused; only with {@link Verdict#INVALID_INPUT}
 * @param reason why nothing was written; only with {@link Verdict#REJECTED} and {@link Verdict#DENIED}
 */
public record ActionAnswer(
        Verdict verdict,
        int count,
        boolean truncated,
        Map<MemberName, OutputValue> outputs,
        List<Rows> lists,
        Optional<InvalidInput> invalid,
        Optional<WriteReason> reason) {
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
        INVALID_INPUT,
        /** A record was created now. */
        CREATED,
        /** A record was changed now, and none was created. */
        UPDATED,
        /** An earlier delivery of the request wrote the records. Nothing was written now. */
        REPLAYED,
        /** Whether something was written is not known yet. The same request finds out. */
        PENDING,
        /** A duplicate rule of the org blocks the record. Nothing was written. */
        DUPLICATE,
        /** Nothing was written, or nobody will know: {@link WriteReason} says why. */
        REJECTED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The value of {@code outcome}. */
        public String label() {
            return label;
        }

        /** Whether the verdict says what became of a write, and not what was found. */
        public boolean isOfWrites() {
            return switch (this) {
                case FOUND, NOT_FOUND, MULTIPLE, NO_CALLER_ID, DENIED, INVALID_INPUT -> false;
                case CREATED, UPDATED, REPLAYED, PENDING, DUPLICATE, REJECTED -> true;
            };
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
        this(verdict, count, truncated, outputs, lists, Optional.empty(), Optional.empty());
    }

    /** Why nothing was written. */
    public enum WriteReason {
        /** A validation rule of the org refuses the record. */
        VALIDATION_RULE,
        /** Somebody else was changing the record, or its parent, until the time was up. */
        LOCKED,
        /** The record to change was deleted. */
        DELETED,
        /** Salesforce does not let the user that Weir runs as write it. */
        NO_ACCESS,
        /** A value that a query found does not fit the field. */
        DOES_NOT_FIT,
        /** The same request came before with other values. */
        OTHER_VALUES,
        /** It was sent, and nobody knows whether it was written; it will not be sent again. */
        UNKNOWN;

        /** The value of {@code reason}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
