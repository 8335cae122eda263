package io.weir.application;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** An org that answers each object's queries with the rows it was given, whatever the filter says. For many threads. */
public final class FakeOrg implements SalesforceQueries {
    private final Map<String, List<Row>> rows = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<SalesforceFailure> failures = new ArrayDeque<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch goesOn = new CountDownLatch(0);

    public FakeOrg with(String object, Row... found) {
        rows.put(object, List.of(found));
        return this;
    }

    public FakeOrg counting(String object, int count) {
        counts.put(object, count);
        return this;
    }

    /** Has no rows, and has not been asked. */
    public void forget() {
        rows.clear();
        counts.clear();
        asked.clear();
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

    /** The SOQL of every query so far, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        meter.countAttempt();
        meter.countApiCall();
        asked.add(soql.text());
        begun.countDown();
        try {
            goesOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.DeadlineExceeded("interrupted");
        }
        failIfTold();
        String object = soql.query().from().value();
        var found = rows.getOrDefault(object, List.of());
        return new QueryPage(found, counts.getOrDefault(object, found.size()), Optional.empty());
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
