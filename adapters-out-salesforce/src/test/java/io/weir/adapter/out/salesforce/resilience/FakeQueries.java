package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers every call the same way, and counts the calls. */
final class FakeQueries implements CompositeQueries {
    static final QueryPage PAGE = new QueryPage(List.of(), 0, Optional.empty());

    private final AtomicInteger calls = new AtomicInteger();
    private final Supplier<QueryPage> answer;
    private final BooleanSupplier sends;

    FakeQueries(Supplier<QueryPage> answer) {
        this(answer, () -> true);
    }

    /** @param sends whether a call sends a request, which it does not while no login succeeds */
    FakeQueries(Supplier<QueryPage> answer, BooleanSupplier sends) {
        this.answer = answer;
        this.sends = sends;
    }

    static FakeQueries failing(Supplier<? extends SalesforceFailure> failure) {
        return new FakeQueries(() -> {
            throw failure.get();
        });
    }

    static SalesforceFailure down() {
        return new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
    }

    int calls() {
        return calls.get();
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        calls.incrementAndGet();
        if (sends.getAsBoolean()) {
            meter.countApiCall();
        }
        return answer.get();
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return start(StandIn.ACCOUNTS, meter);
    }

    @Override
    public List<Result> startTogether(List<Soql> queries, RunMeter meter) {
        return queries.stream()
                .<Result>map(soql -> new Result.Answered(start(soql, meter)))
                .toList();
    }

    /** One call with two minutes to the deadline. */
    static QueryPage ask(SalesforceQueries queries) {
        return queries.start(StandIn.ACCOUNTS, StandIn.meter());
    }

    static List<Future<QueryPage>> askTogether(ExecutorService threads, int number, SalesforceQueries queries) {
        var answers = new ArrayList<Future<QueryPage>>();
        for (int i = 0; i < number; i++) {
            answers.add(threads.submit(() -> ask(queries)));
        }
        return answers;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
