package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.UnexpectedErrors;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ActionCatalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown while a request is answered: one answer, one entry in audit and history, one observation. */
class RecordedTest {
    private static final DataAction LOOKUP = SampleActions.callerLookup();
    private static final ActionCatalog CATALOG = new ActionCatalog() {
        @Override
        public Optional<DataAction> named(ActionName name) {
            return Optional.of(LOOKUP);
        }

        @Override
        public List<DataAction> all() {
            return List.of(LOOKUP);
        }
    };
    private static final String QUESTION = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void aRunThatFailsOnceSalesforceWasAsked(Throwable thrown) {
        try (var weir = RunningWeir.on(_ -> {
            throw Throwables.unchecked(thrown);
        })) {
            for (int request = 1; request <= 2; request++) {
                assertIsABug(weir.post(QUESTION).body());
                assertThat(weir.audited)
                        .hasSize(request)
                        .allMatch(entry -> entry.outcome().value().equals("internal_error"))
                        .allMatch(entry -> entry.caller().value().equals("tester"))
                        .allMatch(entry -> entry.shape().text().startsWith("SELECT"));
                assertThat(weir.history.executions)
                        .hasSize(request)
                        .allMatch(execution -> execution.outcome().equals("internal_error"))
                        .allMatch(execution -> execution.soqlShape().startsWith("SELECT"));
                assertThat(weir.timed("ad_hoc", "internal_error")).isEqualTo(request);
            }
            weir.stop();
            assertNothingIsInFlight(weir);
        }
    }

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void aDataActionThatFails(Throwable thrown) {
        try (var weir = serving(thrown)) {
            byte[] question = "{\"phone\":\"1\"}".getBytes(StandardCharsets.UTF_8);
            assertIsABug(weir.send("POST", "/cxone/data-action/caller-lookup", question)
                    .body());
            assertThat(weir.audited).hasSize(1);
            assertThat(weir.timed("caller-lookup", "internal_error")).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void anAuditThatFailsCostsNeitherAnswerNorObservation(Throwable thrown) {
        try (var weir = RunningWeir.with()) {
            weir.beforeAudit = () -> {
                throw Throwables.unchecked(thrown);
            };

            assertThat(weir.post(QUESTION).statusCode()).isEqualTo(200);
            assertThat(weir.send("GET", "/nowhere", new byte[0]).statusCode()).isEqualTo(404);
            assertThat(weir.history.executions).hasSize(1);
            assertThat(weir.timed("ad_hoc", "answered")).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void aHistoryThatFailsLeavesAuditAndObservation(Throwable thrown) {
        try (var weir = RunningWeir.with()) {
            weir.history.before = () -> {
                throw Throwables.unchecked(thrown);
            };

            assertIsABug(weir.post(QUESTION).body());
            assertThat(weir.audited).hasSize(1);
            assertThat(weir.timed("ad_hoc", "internal_error")).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void aLogThatFailsChangesNothing(Throwable thrown) {
        var failing = new FailingHandler(thrown);
        var logger = Logger.getLogger(UnexpectedErrors.class.getName());
        logger.addHandler(failing);
        try (var weir = RunningWeir.on(_ -> {
            throw Throwables.unchecked(new IllegalStateException("what was sent"));
        })) {
            assertIsABug(weir.post(QUESTION).body());
            assertThat(weir.audited).hasSize(1);
            assertThat(weir.history.executions).hasSize(1);
            assertThat(weir.timed("ad_hoc", "internal_error")).isOne();
        } finally {
            logger.removeHandler(failing);
        }
    }

    @Test
    void metricsThatFailCostNoEntryAndNoAnswer() {
        try (var weir = RunningWeir.with()) {
            // nothing can be timed under a name that something else has
            weir.meters.getOrCreate(Counter.builder("weir_http_request_duration")
                    .tags(List.of(Tag.create("query", "ad_hoc"), Tag.create("outcome", "answered"))));

            assertThat(weir.post(QUESTION).statusCode()).isEqualTo(200);
            assertThat(weir.audited).hasSize(1);
        }
    }

    @Test
    void aClientThatGoesAwayIsRecordedOnce() throws IOException {
        var gone = new CountDownLatch(1);
        var weir = RunningWeir.on(_ -> {
            awaited(gone);
            return RunningWeir.page();
        });
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), weir.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("POST " + RunningWeir.AD_HOC + " HTTP/1.1\r\nHost: weir\r\nContent-Length: "
                                    + QUESTION.length() + "\r\n\r\n" + QUESTION)
                            .getBytes(StandardCharsets.US_ASCII));
            while (weir.asked.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        gone.countDown();
        // stopping waits for what is being answered
        weir.close();

        assertThat(weir.audited).hasSize(1);
        assertThat(weir.history.executions).hasSize(1);
    }

    private static RunningWeir serving(Throwable thrown) {
        return RunningWeir.serving(
                ScriptedActions.of(CATALOG, _ -> {
                    throw Throwables.unchecked(thrown);
                }),
                TestCallers.anyone(RunningWeir.CALLER),
                UnknownInputs.REFUSE);
    }

    private static void assertIsABug(String answer) {
        assertThat(answer)
                .contains("\"status\":500", "\"code\":\"internal_error\"")
                .doesNotContain("what was sent");
    }

    private static void assertNothingIsInFlight(RunningWeir weir) {
        assertThat(weir.meters
                        .gauge("weir_http_requests_in_flight", List.of())
                        .map(gauge -> gauge.value().intValue()))
                .contains(0);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class FailingHandler extends Handler {
        private final Throwable thrown;

        FailingHandler(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void publish(LogRecord logged) {
            throw Throwables.unchecked(thrown);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
