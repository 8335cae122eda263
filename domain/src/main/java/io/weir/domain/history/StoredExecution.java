package io.weir.domain.history;

import java.util.Comparator;

/**
 * An execution as the history keeps it.
 *
 * @param instance the name of the Weir that ran it
 * @param number distinguishes the executions of one instance; later ones have higher numbers
 */
public record StoredExecution(String instance, long number, Execution execution) {
    /** The newest first, by when they began. */
    public static final Comparator<StoredExecution> NEWEST_FIRST =
            Comparator.comparing(StoredExecution::position, HistoryCursor.ORDER).reversed();

    /** Where a page that ends with it goes on. */
    public HistoryCursor position() {
        return new HistoryCursor(execution.startedAt(), instance, number);
    }
}
