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

    private final LinkedHashMap<String, List<Row>> results = new LinkedHashMap<>();
    private int lastId;

    /** How a client wants its pages. */
    public sealed interface Paging {
        /** Pages of {@code size} records, each with all its children. */
        record WholeRecords(int size) implements Paging {}

        /**
         * Pages of {@code size} records, among which their children count.
         *
         * @param urls the URL of pages, to which a locator is added
         */
        record WithChildren(int size, String urls) implements Paging {}
    }

    /** A page of a result. */
    public record Page(List<Row> rows, int totalSize, Optional<String> next) {}

    /** The first page; stores {@code result} if there are more. */
    public synchronized Page firstPage(QueryResult result, Paging paging) {
        if (!result.paged()) {
            return new Page(result.rows(), result.totalSize(), Optional.empty());
        }
        var rows = fill(result.rows(), 0, paging);
        var next = rows.size() < result.rows().size()
                ? Optional.of(store(result.rows()) + "-" + rows.size())
                : Optional.<String>empty();
        return new Page(rows, result.totalSize(), next);
    }

    /** The page at {@code locator}; empty if the locator is invalid or its result was evicted. */
    public synchronized Optional<Page> page(String locator, Paging paging) {
        int dash = locator.indexOf('-');
        var all = dash < 0 ? null : results.get(locator.substring(0, dash));
        if (all == null) {
            return Optional.empty();
        }
        String offset = locator.substring(dash + 1);
        boolean number =
                !offset.isEmpty() && offset.length() <= 9 && offset.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(offset) >= all.size()) {
            return Optional.empty();
        }
        int start = Integer.parseInt(offset);
        var rows = fill(all, start, paging);
        int end = start + rows.size();
        var next = end < all.size() ? Optional.of(locator.substring(0, dash) + "-" + end) : Optional.<String>empty();
        return Optional.of(new Page(rows, all.size(), next));
    }

    private List<Row> fill(List<Row> rows, int start, Paging paging) {
        return switch (paging) {
            case Paging.WholeRecords(int size) -> rows.subList(start, (int) Math.min((long) start + size, rows.size()));
            case Paging.WithChildren(int size, var urls) ->
                new Batch(size, (children, from) -> urls + store(children) + "-" + from).fill(rows, start);
        };
    }

    private String store(List<Row> rows) {
        lastId++;
        var id = RecordId.of(KEY_PREFIX, lastId);
        results.put(id, rows);
        if (results.size() > MAX_RESULTS) {
            results.pollFirstEntry();
        }
        return id;
    }
}
