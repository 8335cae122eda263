package io.weir.application;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.query.Sosl;
import io.weir.domain.query.Statement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An org that answers each object's queries with the rows it was given, whatever the filter says. For many threads. */
public final class FakeOrg implements SalesforceQueries, SalesforceSearches {
    /** For runs that search nothing. */
    public static final SalesforceSearches NO_SEARCHES = (sosl, _) -> {
        throw new AssertionError("nothing is searched here, but: " + sosl);
    };

    private final Map<String, List<Row>> rows = new ConcurrentHashMap<>();
    private final List<Row> found = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<SalesforceFailure> failures = new ArrayDeque<>();
    private final Queue<List<Prefetch>> offered = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile boolean answersTogether;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch goesOn = new CountDownLatch(0);

    public FakeOrg with(String object, Row... found) {
        rows.put(object, List.of(found));
        return this;
    }

    /** Finds {@code rows} in its index, whatever is searched. */
    public FakeOrg finding(Row... rows) {
        found.addAll(List.of(rows));
        return this;
    }

    public FakeOrg counting(String object, int count) {
        counts.put(object, count);
        return this;
    }

    /** Has no rows, and has not been asked. */
    public void forget() {
        rows.clear();
        found.clear();
        counts.clear();
        asked.clear();
        offered.clear();
    }

    /** Answers the queries of a run in one request where it can. */
    public FakeOrg together(boolean together) {
        answersTogether = together;
        return this;
    }

    /** Refuses all queries of {@code object}. */
    public FakeOrg refusing(String object) {
        refused.add(object);
        return this;
    }

    /** What could have come with other queries, in order. */
    public List<List<Prefetch>> offered() {
        return List.copyOf(offered);
    }

    /** Answers nothing before {@link #goOn}. */
    public FakeOrg waiting() {
        goesOn = new CountDownLatch(1);
        return this;
    }

    public synchronized FakeOrg thenFails(SalesforceFailure failure) {
        failures.add(failure);
        return this;
    }

    public void goOn() {
        goesOn.countDown();
    }

    public void awaitTheFirst() throws InterruptedException {
        begun.await();
    }

    /** The SOQL and SOSL of every request so far, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public List<Row> search(Sosl sosl, RunMeter meter) {
        answering(sosl, meter);
        return List.copyOf(found);
    }

    @Override
    public boolean prefetches() {
        return answersTogether;
    }

    @Override
    public Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
        offered.add(others);
        var page = start(soql, meter);
        return new Started(
                page, others.stream().map(other -> along(other.soql())).toList());
    }

    private Optional<QueryPage> along(Soql soql) {
        asked.add(soql.text());
        return refused.contains(soql.query().from().value()) ? Optional.empty() : Optional.of(page(soql));
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        answering(soql, meter);
        if (refused.contains(soql.query().from().value())) {
            throw new SalesforceFailure.QueryRejected("no", "INVALID_FIELD");
        }
        return page(soql);
    }

    private QueryPage page(Soql soql) {
        String object = soql.query().from().value();
        var ofObject = rows.getOrDefault(object, List.of());
        return new QueryPage(ofObject, counts.getOrDefault(object, ofObject.size()), Optional.empty());
    }

    private void answering(Statement statement, RunMeter meter) {
        meter.countAttempt();
        meter.countApiCall();
        asked.add(statement.text());
        begun.countDown();
        try {
            goesOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.DeadlineExceeded("interrupted");
        }
        failIfTold();
    }

    private synchronized void failIfTold() {
        var failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        throw new IllegalArgumentException("there are no further pages here");
    }
}
