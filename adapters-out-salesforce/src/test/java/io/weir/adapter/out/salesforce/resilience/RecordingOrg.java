package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Answers each lookup with a row of its text, and notes which lookups came in one request. */
final class RecordingOrg implements CompositeQueries {
    final List<List<String>> requests = new CopyOnWriteArrayList<>();

    /** By the text of the lookup that meets it, once. */
    final Map<String, Supplier<? extends SalesforceFailure>> failures = new ConcurrentHashMap<>();

    /** Of each shared request as a whole. */
    volatile Optional<Supplier<? extends SalesforceFailure>> outer = Optional.empty();

    /** Whether a shared request, too, is answered after {@link #release}. */
    volatile boolean holdsShared;

    final CountDownLatch sharedIsThere = new CountDownLatch(1);

    /** For each {@link ScriptedOrg#held} that has come. */
    final Semaphore held = new Semaphore(0);

    /** For each request that is held. */
    final Semaphore release = new Semaphore(0);

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        requests.add(List.of(soql.text()));
        meter.countApiCall();
        meter.countAttempt();
        if (soql.equals(ScriptedOrg.held())) {
            held.release();
            release.acquireUninterruptibly();
        }
        return answer(soql);
    }

    private QueryPage answer(Soql soql) {
        var failure = failures.remove(soql.text());
        if (failure != null) {
            throw failure.get();
        }
        return page(soql);
    }

    /** The answer to {@code soql}. */
    static QueryPage page(Soql soql) {
        return new QueryPage(List.of(Row.of(Map.of("asked", soql.text()))), 1, Optional.empty());
    }

    @Override
    public List<Result> startTogether(List<Soql> queries, RunMeter meter) {
        requests.add(queries.stream().map(Soql::text).toList());
        meter.countApiCall();
        meter.countAttempt();
        if (holdsShared) {
            sharedIsThere.countDown();
            release.acquireUninterruptibly();
        }
        if (outer.isPresent()) {
            throw outer.get().get();
        }
        return queries.stream().map(this::result).toList();
    }

    private Result result(Soql soql) {
        try {
            return new Result.Answered(answer(soql));
        } catch (SalesforceFailure failure) {
            return new Result.Failed(failure);
        }
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        throw new AssertionError("no further page");
    }

    /** How many lookups came in each request. */
    List<Integer> sizes() {
        return requests.stream().map(List::size).toList();
    }
}
