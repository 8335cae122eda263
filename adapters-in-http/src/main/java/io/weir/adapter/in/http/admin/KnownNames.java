package io.weir.adapter.in.http.admin;

import io.weir.domain.caller.ActionName;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.ExecutionHistory;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of data actions and callers: those that are configured, and those that only the history has. Thread-safe.
 *
 * @param callers the names of the configured callers
 */
public record KnownNames(
        ActionCatalog actions, Supplier<List<String>> callers, ExecutionHistory history, InstantSource clock) {
    private static final int MOST_LISTED = 100;

    /** Throws {@link InvalidParameter}, with the known names, if {@code runs} selects by an unknown one. May block. */
    public void check(RunFilter runs) {
        runs.action().ifPresent(name -> check(name, By.ACTION, actionNames()));
        runs.caller().ifPresent(name -> check(name, By.CALLER, callers.get()));
    }

    private void check(String name, By by, Collection<String> configured) {
        if (configured.contains(name)) {
            return;
        }
        var known = new TreeSet<>(configured);
        known.addAll(recorded(by));
        if (!known.contains(name)) {
            throw new InvalidParameter(
                    RunParameters.label(by),
                    "is unknown; name one of %s%s"
                            .formatted(
                                    known.stream().limit(MOST_LISTED).collect(Collectors.joining(", ")),
                                    known.size() > MOST_LISTED
                                            ? " and %d more".formatted(known.size() - MOST_LISTED)
                                            : ""));
        }
    }

    private List<String> actionNames() {
        return Stream.concat(
                        Stream.of(ActionName.AD_HOC), actions.names().stream().map(ActionName::value))
                .toList();
    }

    private List<String> recorded(By by) {
        var now = clock.instant();
        var all = new SummaryQuery(
                by, now.minus(SummaryQuery.LONGEST), now, RunFilter.ALL, Order.COUNT, RunParameters.MOST);
        return history.summary(all).groups().stream().map(GroupSummary::key).toList();
    }
}
