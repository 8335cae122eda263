package io.weir.adapter.in.http.contract;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.helidon.http.HeaderNames;
import io.weir.adapter.in.http.BusyPool;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.AnswerContract.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ExpectedSchemasTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int CAPACITY = 4 * 1024 * 1024;
    private static final String SCHEMA = "{\"properties\":{\"records\":{\"minItems\":1}}}";
    private static final Answer SMALL = new Answer(List.of(row("Name", "Ada")), 1, false);
    private static final Answer LARGE =
            new Answer(Collections.nCopies(1_000, row("Name", "x".repeat(100))), 1_000, false);

    private final WorkerPool.Settings settings = new WorkerPool.Settings("test", 2, 3, 1, Duration.ZERO);
    private final WorkerPool pool = new WorkerPool(settings);
    private final SchemaCache cache = new SchemaCache(CAPACITY);
    private final ExpectedSchemas schemas = new ExpectedSchemas(pool, cache);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void checksAtOnceWhatIsLittleWorkAndLeavesTheRestToThePool() {
        var known = schemas.contractOf(SCHEMA, "a", LONG);

        try (var _ = BusyPool.full(pool, settings, "a")) {
            assertThat(known.check(SMALL, LONG)).isEqualTo(new Check.Done(List.of()));
            assertThat(schemas.contractOf(SCHEMA, "a", LONG).check(Answer.EMPTY, LONG))
                    .isEqualTo(new Check.Done(List.of(new AnswerContract.Violation("/records", "minItems"))));
            assertThat(known.check(LARGE, LONG)).isInstanceOf(Check.Overloaded.class);
        }
        assertThat(known.check(LARGE, LONG)).isEqualTo(new Check.Done(List.of()));
    }

    @Test
    void leavesToThePoolWhatTurnedOutToBeMuchWork() {
        String schema =
                "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"pattern\":\"(.*a){25}\"}}}}}}";
        var answer = new Answer(List.of(row("Name", "a".repeat(10_000))), 1, false);
        var contract = schemas.contractOf(schema, "a", LONG);

        try (var _ = BusyPool.full(pool, settings, "a")) {
            assertThat(contract.check(answer, LONG)).isInstanceOf(Check.Overloaded.class);
        }
        assertThat(contract.check(answer, LONG)).isInstanceOf(Check.Done.class);
    }

    @Test
    void refusesANewSchemaWhereTooManyOfItsCallerWait() {
        try (var _ = BusyPool.full(pool, settings, "a")) {
            var refused = catchThrowableOfType(RequestRefused.class, () -> schemas.contractOf(SCHEMA, "a", LONG));

            assertThat(refused.answer().code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(refused.answer().headers())
                    .extracting(header -> header.headerName())
                    .containsExactly(HeaderNames.RETRY_AFTER);
            assertThat(catchThrowableOfType(RequestRefused.class, () -> schemas.contractOf(SCHEMA, "b", MOMENT))
                            .answer()
                            .code())
                    .as("another caller waits, until its time is up")
                    .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        }
        assertThat(schemas.contractOf(SCHEMA, "a", LONG).check(SMALL, LONG)).isEqualTo(new Check.Done(List.of()));
    }

    @Test
    void howeverManyAskWithTheSameNewSchemaAtOnceItTakesOnePlace() throws Exception {
        var refused = Collections.synchronizedList(new ArrayList<RequestRefused>());
        var askers = new ArrayList<Thread>();
        try (var _ = BusyPool.threads(pool, 2)) {
            for (int i = 0; i < 10; i++) {
                askers.add(Thread.ofVirtual().start(() -> {
                    try {
                        schemas.contractOf(SCHEMA, "a", LONG);
                    } catch (RequestRefused answer) {
                        refused.add(answer);
                    }
                }));
            }
            while (!askers.stream().allMatch(ExpectedSchemasTest::waitsOrHasEnded)) {
                Thread.onSpinWait();
            }
            assertThat(pool.waiting()).isEqualTo(1);
        }
        for (var asker : askers) {
            asker.join();
        }
        assertThat(refused).isEmpty();
        assertThat(cache.find(SCHEMA)).isPresent();
    }

    private static boolean waitsOrHasEnded(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.TERMINATED;
    }

    @Test
    void endsByTheDeadlineWhileACheckWaits() {
        var contract = schemas.contractOf(SCHEMA, "a", LONG);

        try (var _ = BusyPool.threads(pool, 2)) {
            assertThat(contract.check(LARGE, MOMENT)).isEqualTo(new Check.TimeUp());
        }
    }

    @Test
    void refusesASchemaThatAThreadIsLostToAndNoOther() {
        try (var _ = BusyPool.lost(pool, SCHEMA)) {
            var refused = catchThrowableOfType(RequestRefused.class, () -> schemas.contractOf(SCHEMA, "a", LONG));

            assertThat(refused.answer().code()).isEqualTo(ErrorCode.INVALID_SCHEMA);
            assertThat(schemas.contractOf("{\"maxProperties\":3}", "a", LONG).check(SMALL, LONG))
                    .isEqualTo(new Check.Done(List.of()));
        }
    }

    @Test
    void theSameSchemaOfTheSameCallerIsTheSameContractWhateverIsKept() {
        var small = new ExpectedSchemas(pool, new SchemaCache(0));

        assertThat(small.contractOf(SCHEMA, "a", LONG)).isEqualTo(small.contractOf(SCHEMA, "a", LONG));
        assertThat(small.contractOf(SCHEMA, "a", LONG)).isNotEqualTo(small.contractOf(SCHEMA + " ", "a", LONG));
        assertThat(small.contractOf(SCHEMA, "a", LONG).check(SMALL, LONG)).isEqualTo(new Check.Done(List.of()));
        assertThat(small.contractOf(SCHEMA, "a", LONG)).asString().doesNotContain("records");
    }

    @Test
    void manyLargeSchemasAtOnceKeepNoMoreThanTheCacheMay() throws Exception {
        var callers = Executors.newFixedThreadPool(settings.places());
        try (callers) {
            for (int i = 0; i < 182; i++) {
                String schema = manyPatterns(i);
                callers.execute(() -> schemas.contractOf(schema, "caller-" + schema.length() % 3, LONG));
            }
        }

        assertThat(cache.bytes()).isBetween(CAPACITY / 2L, (long) CAPACITY);
    }

    /** 150 patterns, each with a repetition of a class, and different for each {@code i}. */
    private static String manyPatterns(int i) {
        return IntStream.range(0, 150)
                .mapToObj(k -> "{\"pattern\":\"^[a-z]{1,%d}$\"}".formatted(1 + (i + k) % 60))
                .collect(Collectors.joining(",", "{\"title\":\"" + i + "\",\"anyOf\":[", "]}"));
    }
}
