package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Stores results of more than one page, so that clients can request further pages, each any number of times. Holds up
 * to 1,000 results and evicts the oldest. Thread-safe.
 */
public final class Locators {
    private static final int MAX_RESULTS = 1_000;
    private static final String KEY_PREFIX = "0r8";

    private final LinkedHashMap<String, QueryResult> results = new LinkedHashMap<>();
    private int lastId;

    /** A page of a result. */
    public record Page(List<Row> rows, int totalSize, Optional<String> next) {}

    /** The first page; stores {@code result} if there are more. */
    public synchronized Page firstPage(QueryResult result, int size) {
        if (result.rows().size() <= size) {
            return new Page(result.rows(), result.totalSize(), Optional.empty());
        }
        lastId++;
        var id = RecordId.of(KEY_PREFIX, lastId);
        results.put(id, result);
        if (results.size() > MAX_RESULTS) {
            results.pollFirstEntry();
        }
        return page(id, result, 0, size);
    }

    /** The page at {@code locator}; empty if the locator is invalid or its result was evicted. */
    public synchronized Optional<Page> page(String locator, int size) {
        int dash = locator.indexOf('-');
        var result = dash < 0 ? null : results.get(locator.substring(0, dash));
        if (result == null) {
            return Optional.empty();
        }
        String offset = locator.substring(dash + 1);
        boolean number =
                !offset.isEmpty() && offset.length() <= 9 && offset.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(offset) >= result.rows().size()) {
            return Optional.empty();
        }
        return Optional.of(page(locator.substring(0, dash), result, Integer.parseInt(offset), size));
    }

    private static Page page(String id, QueryResult result, int start, int size) {
        int end = (int) Math.min((long) start + size, result.rows().size());
        var next = end < result.rows().size() ? Optional.of(id + "-" + end) : Optional.<String>empty();
        return new Page(result.rows().subList(start, end), result.totalSize(), next);
    }
}
