package io.weir.adapter.in.http.contract;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.adapter.in.http.watch.WorkerPool.Result;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Checks answers against the schemas of their callers. Compilation and checks run in a pool, within the time of the
 * request; only a quick check by a compiled schema runs on the thread of the request.
 *
 * <p>Thread-safe.
 */
public final class ExpectedSchemas {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WorkerPool pool;
    private final SchemaCache cache;
    private final JsonSchemaContracts compiler = new JsonSchemaContracts();
    private final ConcurrentHashMap<String, CountDownLatch> compiling = new ConcurrentHashMap<>();

    public ExpectedSchemas(WorkerPool pool, SchemaCache cache) {
        this.pool = pool;
        this.cache = cache;
    }

    /**
     * The contract that {@code schema}, a JSON text, describes; {@link RequestRefused} for a schema that is not usable,
     * or that is not compiled within {@code time}.
     */
    public AnswerContract contractOf(String schema, String caller, Duration time) {
        if (cache.find(schema).isEmpty()) {
            compileOnce(schema, caller, new TimeLeft(time));
        }
        return new Expected(this, schema, caller);
    }

    /**
     * Requests that come with the same new schema at once, as they do after a start, wait for one of them to compile
     * it.
     */
    private void compileOnce(String schema, String caller, TimeLeft left) {
        var own = new CountDownLatch(1);
        var first = compiling.putIfAbsent(schema, own);
        while (first != null) {
            if (!ends(first, left.now())) {
                throw timeUp();
            }
            if (cache.find(schema).isPresent()) {
                return;
            }
            first = compiling.putIfAbsent(schema, own);
        }
        try {
            compile(schema, caller, left.now());
        } finally {
            compiling.remove(schema);
            own.countDown();
        }
    }

    private void compile(String schema, String caller, Duration time) {
        switch (pool.run(caller, schema, time, () -> compiled(schema, caller))) {
            case Result.Done<JsonSchemaContract> _ -> {}
            case Result.Refused<JsonSchemaContract> _ ->
                throw new RequestRefused(ErrorAnswer.overloaded("too many schemas are waiting to be compiled", PAUSE));
            case Result.TimeUp<JsonSchemaContract> _ -> throw timeUp();
        }
    }

    private static boolean ends(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RequestRefused timeUp() {
        return new RequestRefused(ErrorCode.DEADLINE_EXCEEDED, "the time was up while expected_schema was compiled");
    }

    /** By its text: a request that waits for Salesforce keeps no compiled schema in memory. */
    private record Expected(ExpectedSchemas schemas, String schema, String caller) implements AnswerContract {
        @Override
        public Check check(Answer answer, Duration time) {
            return schemas.check(this, answer, time);
        }

        @Override
        public String toString() {
            return "Expected[hidden]";
        }
    }

    private AnswerContract.Check check(Expected expected, Answer answer, Duration time) {
        try {
            var quick = cache.find(expected.schema()).flatMap(contract -> contract.quickViolations(answer));
            if (quick.isPresent()) {
                return new AnswerContract.Check.Done(quick.get());
            }
        } catch (WorkerPool.Interrupted stopping) {
            return new AnswerContract.Check.TimeUp();
        }
        return switch (pool.run(
                expected.caller(),
                expected.schema(),
                time,
                () -> compiled(expected.schema(), expected.caller()).violations(answer))) {
            case Result.Done<List<AnswerContract.Violation>>(var violations) ->
                new AnswerContract.Check.Done(violations);
            case Result.Refused<List<AnswerContract.Violation>> _ -> new AnswerContract.Check.Overloaded(PAUSE);
            case Result.TimeUp<List<AnswerContract.Violation>> _ -> new AnswerContract.Check.TimeUp();
        };
    }

    private JsonSchemaContract compiled(String schema, String caller) {
        if (pool.hasLostThreadTo(schema)) {
            throw new RequestRefused(
                    ErrorCode.INVALID_SCHEMA,
                    "/expected_schema: work on this very schema was begun before and does not end");
        }
        return cache.find(schema).orElseGet(() -> {
            var contract = compiler.contractOf(schema);
            cache.keep(schema, caller, contract);
            return contract;
        });
    }
}
