package io.weir.domain.history;

import java.util.List;
import java.util.Optional;

/**
 * A page of a history, newest first.
 *
 * @param next where the next page begins; absent on the last
 */
public record HistoryPage(List<StoredExecution> executions, Optional<HistoryCursor> next) {
    public HistoryPage {
        executions = List.copyOf(executions);
    }

    /**
     * The first {@code limit} of {@code found}.
     *
     * @param found one more than {@code limit} where there is a next page
     */
    public static HistoryPage of(List<StoredExecution> found, int limit) {
        if (found.size() <= limit || limit == 0) {
            return new HistoryPage(found.subList(0, Math.min(found.size(), limit)), Optional.empty());
        }
        return new HistoryPage(
                found.subList(0, limit), Optional.of(found.get(limit - 1).position()));
    }
}
