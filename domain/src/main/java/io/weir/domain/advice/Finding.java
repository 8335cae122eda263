package io.weir.domain.advice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a query plan shows: a cause of slowness that an operator can remove, or why there is nothing to do. */
public enum Finding {
    /** An OR has a side that no index serves, so none of its sides is served. */
    OR_WITHOUT_INDEX,
    /** A filter compares a telephone number, which Salesforce does not index. */
    PHONE_WITHOUT_INDEX,
    /** A filter compares a formula, which Salesforce does not index. */
    FORMULA_FILTER,
    /** A filter compares another field without an index. */
    FIELD_WITHOUT_INDEX,
    /** Too many records have the value that the filter looks for. */
    VALUE_TOO_COMMON,
    /** A pattern begins with a wildcard. */
    LEADING_WILDCARD,
    /** A filter looks for records without a value. */
    NULL_FILTER,
    /** The query has negative filters only. */
    NEGATIVE_FILTER,
    /** The rows are sorted by a field without an index, and no filter is selective. */
    ORDER_WITHOUT_INDEX,
    /** No filter is selective, for a reason that the plan does not name. */
    NO_SELECTIVE_FILTER,
    /** Salesforce starts from the records that are shared with the run-as user. */
    SHARING,

    /** Nothing to do: the object is too small for an index to matter. */
    SMALL_OBJECT,
    /** Nothing to do: Salesforce uses an index or its own optimization, and the filter is selective. */
    SELECTIVE,
    /** Nothing to do: the estimate is far from the rows that were read, so the plan cannot be relied on. */
    OLD_STATISTICS;

    /** The finding with the code {@code code}. */
    public static Optional<Finding> named(String code) {
        return Arrays.stream(values())
                .filter(finding -> finding.code().equals(code))
                .findFirst();
    }

    /** The stable name in answers and storage, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
