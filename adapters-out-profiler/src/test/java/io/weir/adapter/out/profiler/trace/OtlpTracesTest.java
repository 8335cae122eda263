package io.weir.adapter.out.profiler.trace;

import static io.weir.adapter.out.profiler.trace.Requests.phase;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.history.FinishedRequest;
import io.weir.domain.limit.Phase.Kind;
import io.weir.domain.port.Traces.RequestTrace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spans that a collector gets of requests. */
@Timeout(60)
class OtlpTracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";
    private static final TraceSettings.Sampling ALL = new TraceSettings.Sampling(true, 1);

    private final TestCollector collector = new TestCollector();

    @AfterEach
    void stop() {
        collector.close();
    }

    private List<Span> traced(String traceparent, TraceSettings.Sampling sampling, FinishedRequest... requests) {
        var settings = TestSettings.to(collector.uri()).sampling(sampling).built();
        try (var traces = new OtlpTraces(settings, () -> "acme.my.salesforce.com")) {
            for (var request : requests) {
                traces.begin(traceparent, Requests.START).ended(request);
            }
        }
        return collector.spans();
    }

    @Test
    void aRetriedLookupIsATreeOfSpans() {
        var run = Requests.run(
                Served.FRESH,
                Execution.ANSWERED,
                phase(Kind.LOGIN, 0, 5, ""),
                phase(Kind.ATTEMPT, 5, 10, "503"),
                phase(Kind.BACK_OFF, 15, 20, ""),
                phase(Kind.ATTEMPT, 35, 10, "200"),
                phase(Kind.ATTEMPT, 45, 2, "200"));

        var spans = traced(SAMPLED, ALL, Requests.lookup(run));

        assertThat(spans).hasSize(7).allMatch(span -> hex(span.getTraceId()).equals(TRACE));
        var server = spans.getLast();
        assertThat(server.getName()).isEqualTo("POST /cxone/data-action/caller-lookup");
        assertThat(server.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(server.getParentSpanId())).isEqualTo("b7ad6b7169203331");
        assertThat(Attributes.of(server))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.response.status_code", 200L,
                        "http.route", "/cxone/data-action/caller-lookup",
                        "weir.action", "caller-lookup",
                        "weir.business_outcome", "found",
                        "weir.caller", "desk",
                        "weir.outcome", "answered",
                        "weir.request_id", "request-1"));
        assertThat(millis(server)).isEqualTo("0-60");

        var inner = spans.get(5);
        assertThat(inner.getName()).isEqualTo("SELECT Contact");
        assertThat(inner.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(Attributes.of(inner))
                .containsEntry("db.system.name", "salesforce")
                .containsEntry("db.collection.name", "Contact")
                .containsEntry("db.query.summary", "SELECT Contact")
                .containsEntry("db.query.text", Requests.SHAPE)
                .containsEntry("db.response.returned_rows", 2L)
                .containsEntry("weir.served", "fresh")
                .doesNotContainKey("error.type");
        assertThat(millis(inner)).isEqualTo("1-51");

        var phases = spans.subList(0, 5);
        assertThat(phases).allMatch(span -> span.getParentSpanId().equals(inner.getSpanId()));
        assertThat(phases)
                .extracting(span -> span.getName() + " " + millis(span))
                .containsExactly("login 1-6", "attempt 6-16", "back_off 16-36", "attempt 36-46", "attempt 46-48");
        assertThat(phases.get(0).getKind()).isEqualTo(SpanKind.SPAN_KIND_INTERNAL);
        assertThat(phases.get(1).getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(phases.get(1).getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(Attributes.of(phases.get(1)))
                .isEqualTo(Map.of(
                        "db.system.name", "salesforce",
                        "error.type", "503",
                        "http.response.status_code", 503L,
                        "server.address", "acme.my.salesforce.com"));
        assertThat(Attributes.of(phases.get(3)))
                .isEqualTo(Map.of(
                        "db.system.name",
                        "salesforce",
                        "http.request.resend_count",
                        1L,
                        "http.response.status_code",
                        200L,
                        "server.address",
                        "acme.my.salesforce.com"));
        assertThat(Attributes.of(phases.get(4))).doesNotContainKey("http.request.resend_count");
    }

    @Test
    void anAttemptWithoutAnAnswerHasItsFailure() {
        var run = Requests.run(
                Served.FRESH, "salesforce_unavailable", phase(Kind.ATTEMPT, 0, 10, "salesforce_unavailable"));

        var spans = traced("", ALL, Requests.lookup(run));

        assertThat(Attributes.of(spans.getFirst()))
                .containsEntry("error.type", "salesforce_unavailable")
                .doesNotContainKey("http.response.status_code");
        assertThat(spans.subList(1, 3)).allSatisfy(span -> {
            assertThat(Attributes.of(span)).containsEntry("error.type", "salesforce_unavailable");
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        });
        assertThat(new String(collector.bodies.getFirst(), StandardCharsets.ISO_8859_1))
                .doesNotContain("No such column", "0123456789abcdef", "192.0.2.1");
    }

    @Test
    void aSharedRunWaitsAndAsksNothing() {
        var run = Requests.run(Served.SHARED, Execution.ANSWERED, phase(Kind.SHARE, 0, 49, ""));

        var spans = traced("", ALL, Requests.lookup(run));

        assertThat(spans).extracting(Span::getName).startsWith("share", "SELECT Contact");
        assertThat(Attributes.of(spans.get(1))).containsEntry("weir.served", "shared");
        assertThat(spans).noneMatch(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT);
    }

    @Test
    void theErrorOfACallerIsNoErrorOfWeir() {
        var spans = traced("", ALL, Requests.refused(400, "invalid_request"), Requests.refused(0, "body_not_received"));

        assertThat(spans.getFirst().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(Attributes.of(spans.getFirst()))
                .containsEntry("http.response.status_code", 400L)
                .containsEntry("weir.outcome", "invalid_request")
                .doesNotContainKey("error.type");
        assertThat(Attributes.of(spans.getLast()))
                .containsEntry("error.type", "body_not_received")
                .doesNotContainKey("http.response.status_code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+14155550100",
                "00-" + TRACE + "-0000000000000000-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "ff-" + TRACE + "-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000014155550100-b7ad6b7169203331-01",
                "00-0000000000000000014155550199000a-b7ad6b7169203331-01",
                "00-" + TRACE + "-0014155550199000-01",
            })
    void anInvalidParentBeginsANewTrace(String traceparent) {
        assertThat(traced(traceparent, ALL, Requests.refused(400, "invalid_request")))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY);
                    assertThat(hex(span.getTraceId())).isNotEqualTo(TRACE).doesNotEndWith("14155550100");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00-0000000000000000b7ad6b7169203331-b7ad6b7169203331-01", "00-" + TRACE + "-1415555019900a00-01"
            })
    void anIdWithLettersContinuesATrace(String traceparent) {
        assertThat(traced(traceparent, ALL, Requests.refused(400, "invalid_request")))
                .singleElement()
                .satisfies(span ->
                        assertThat(traceparent).contains(hex(span.getTraceId()) + "-" + hex(span.getParentSpanId())));
    }

    @Test
    void theCallerDecidesAboutItsOwnTraces() {
        var request = Requests.refused(400, "invalid_request");
        var none = new TraceSettings.Sampling(true, 0);

        assertThat(traced(UNSAMPLED, ALL, request)).isEmpty();
        assertThat(traced("", none, request)).isEmpty();
        assertThat(traced(SAMPLED, none, request)).hasSize(1);
    }

    @Test
    void aSamplerThatDoesNotFollowTheCallerDecidesAlone() {
        var request = Requests.refused(400, "invalid_request");

        assertThat(traced(SAMPLED, new TraceSettings.Sampling(false, 0), request))
                .isEmpty();
        assertThat(traced(UNSAMPLED, new TraceSettings.Sampling(false, 1), request))
                .hasSize(1);
        assertThat(traced(SAMPLED, new TraceSettings.Sampling(false, 1e-18), request))
                .hasSize(1);
    }

    @Test
    void aTraceThatIsNotReportedCostsNoSpan() {
        try (var traces = new OtlpTraces(TestSettings.to(collector.uri()).built(), () -> "acme.my.salesforce.com")) {
            assertThat(traces.begin(UNSAMPLED, Instant.EPOCH)).isSameAs(RequestTrace.NONE);
            assertThat(traces.begin(SAMPLED, Instant.EPOCH).id()).isEqualTo(TRACE);
        }
    }

    @Test
    void tellsTheCollectorWhoSends() {
        traced("", ALL, Requests.refused(400, "invalid_request"));

        assertThat(collector.headers.getFirst())
                .containsEntry("X-tenant", List.of("acme"))
                .containsEntry("Content-type", List.of("application/x-protobuf"));
        assertThat(collector.resource())
                .containsEntry("service.name", "weir-test")
                .containsEntry("telemetry.sdk.name", "opentelemetry");
    }

    @Test
    void compressesIfAsked() {
        collector.answering(204, "");
        var settings = TestSettings.to(collector.uri()).compressed().built();
        try (var traces = new OtlpTraces(settings, () -> "")) {
            traces.begin("", Requests.START).ended(Requests.refused(400, "invalid_request"));
        }

        assertThat(collector.headers.getFirst()).containsEntry("Content-encoding", List.of("gzip"));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** From the start of the request. */
    private static String millis(Span span) {
        long start = TimeUnit.MILLISECONDS.toNanos(Requests.START.toEpochMilli());
        return TimeUnit.NANOSECONDS.toMillis(span.getStartTimeUnixNano() - start) + "-"
                + TimeUnit.NANOSECONDS.toMillis(span.getEndTimeUnixNano() - start);
    }
}
