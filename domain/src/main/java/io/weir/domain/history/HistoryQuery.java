package io.weir.domain.history;

import io.weir.domain.history.Execution.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Which executions a reader of the history asks for, newest first: those that have each part that is present.
 *
 * @param requestIds any of them; empty for all
 * @param since the earliest start
 * @param until before which they began
 * @param slowerThan how long they took at least
 * @param after where the page begins; the newest where it is absent
 * @param limit how many a page holds at most; the history may set a lower bound
 */
public record HistoryQuery(
        RunFilter runs,
        Optional<Served> served,
        Optional<ContactHash> contact,
        Set<String> requestIds,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Duration> slowerThan,
        Optional<HistoryCursor> after,
        int limit) {
    /** Throws {@link IllegalArgumentException} for a negative limit. */
    public HistoryQuery {
        if (limit < 0) {
            throw new IllegalArgumentException("a page holds no fewer than 0 executions: " + limit);
        }
        requestIds = Set.copyOf(requestIds);
    }

    /** The newest executions, at most {@code limit}. */
    public static HistoryQuery newest(int limit) {
        return new HistoryQuery(
                RunFilter.ALL,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }

    /** The executions of one request, newest first; a caller that repeats its request id has several. */
    public static HistoryQuery ofRequest(String requestId) {
        return newest(Integer.MAX_VALUE).withRequestIds(Set.of(requestId));
    }

    /** The same, for other runs. */
    public HistoryQuery withRuns(RunFilter filter) {
        return new HistoryQuery(filter, served, contact, requestIds, since, until, slowerThan, after, limit);
    }

    /** The same, for answers from one place. */
    public HistoryQuery withServed(Served place) {
        return new HistoryQuery(runs, Optional.of(place), contact, requestIds, since, until, slowerThan, after, limit);
    }

    /** The same, about one contact. */
    public HistoryQuery withContact(ContactHash hash) {
        return new HistoryQuery(runs, served, Optional.of(hash), requestIds, since, until, slowerThan, after, limit);
    }

    /** The same, for some requests. */
    public HistoryQuery withRequestIds(Set<String> ids) {
        return new HistoryQuery(runs, served, contact, ids, since, until, slowerThan, after, limit);
    }

    /** The same, from {@code start} on. */
    public HistoryQuery withSince(Instant start) {
        return new HistoryQuery(runs, served, contact, requestIds, Optional.of(start), until, slowerThan, after, limit);
    }

    /** The same, before {@code end}. */
    public HistoryQuery withUntil(Instant end) {
        return new HistoryQuery(runs, served, contact, requestIds, since, Optional.of(end), slowerThan, after, limit);
    }

    /** The same, for runs that took {@code duration} or longer. */
    public HistoryQuery withSlowerThan(Duration duration) {
        return new HistoryQuery(runs, served, contact, requestIds, since, until, Optional.of(duration), after, limit);
    }

    /** The page after {@code cursor}. */
    public HistoryQuery withAfter(HistoryCursor cursor) {
        return new HistoryQuery(
                runs, served, contact, requestIds, since, until, slowerThan, Optional.of(cursor), limit);
    }

    /** The page of {@code stored} that it asks for. */
    public HistoryPage pageOf(Collection<StoredExecution> stored) {
        return HistoryPage.of(
                stored.stream()
                        .filter(this::matches)
                        .sorted(StoredExecution.NEWEST_FIRST)
                        .limit(limit + 1L)
                        .toList(),
                limit);
    }

    private boolean matches(StoredExecution stored) {
        var run = stored.execution();
        return runs.matches(stored)
                && served.stream().allMatch(run.served()::equals)
                && contact.stream().allMatch(run.contact()::equals)
                && (requestIds.isEmpty() || requestIds.contains(run.requestId()))
                && since.stream().noneMatch(run.startedAt()::isBefore)
                && until.stream().allMatch(run.startedAt()::isBefore)
                && slowerThan.stream().allMatch(least -> run.duration().compareTo(least) >= 0)
                && after.stream().allMatch(cursor -> HistoryCursor.ORDER.compare(stored.position(), cursor) < 0);
    }
}
