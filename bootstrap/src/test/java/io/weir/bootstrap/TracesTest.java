package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.weir.adapter.out.profiler.trace.Attributes;
import io.weir.adapter.out.profiler.trace.TestCollector;
import io.weir.domain.status.LogOf;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a wired Weir sends to a collector. */
@Timeout(120)
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String LOOKUP = "{\"phone\":\"+14155550100\"}";

    private final TestCollector collector = new TestCollector();

    @AfterEach
    void stop() {
        collector.close();
    }

    private static Map<String, String> to(URI collector, Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.toString());
        return all;
    }

    private ReadyWeir weir(Map<String, String> environment) {
        return ReadyWeir.start(to(collector.uri(), environment));
    }

    @Test
    void aLookupContinuesTheTraceOfItsCaller() {
        try (var audit = LogOf.named("io.weir.audit");
                var refused = LogOf.named("io.weir.refused")) {
            try (var weir = weir(Map.of())) {
                var answer = weir.run("caller-lookup", LOOKUP, "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().map()).doesNotContainKeys("traceparent", "traceresponse", "trace-id");
                weir.run("caller-lookup", "{\"phone\":[]}", "traceparent", "00-" + TRACE + "-b7ad6b7169203332-01");
            }
            assertThat(audit.lines().stream().flatMap(String::lines))
                    .hasSize(2)
                    .allMatch(line -> line.contains("\"trace_id\":\"" + TRACE + '"'));
            assertThat(refused.lines()).singleElement().asString().contains(" trace_id=" + TRACE + " reason=");
        }

        var spans = collector.spans();
        assertThat(spans)
                .allMatch(span -> HexFormat.of()
                        .formatHex(span.getTraceId().toByteArray())
                        .equals(TRACE));
        assertThat(of(SpanKind.SPAN_KIND_SERVER))
                .extracting(span -> Attributes.of(span).get("weir.outcome"))
                .containsExactly("answered", "invalid_request");
        assertThat(Attributes.of(of(SpanKind.SPAN_KIND_SERVER).getLast()))
                .containsEntry("http.response.status_code", 400L);
        assertThat(spans)
                .extracting(Span::getName)
                .contains("POST /cxone/data-action/caller-lookup")
                .anyMatch(name -> name.startsWith("SELECT Contact"));
        assertThat(of(SpanKind.SPAN_KIND_CLIENT))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(Attributes.of(span))
                        .containsEntry("server.address", "127.0.0.1")
                        .containsEntry("http.response.status_code", 200L));
        assertThat(collector.resource()).containsEntry("service.name", "weir").containsKey("service.instance.id");
    }

    @Test
    void eachAttemptIsASpanAndSalesforceGetsNoTrace() {
        try (var salesforce = new RetriedSalesforce()) {
            try (var weir = weir(salesforce.environment())) {
                assertThat(weir.query(
                                        "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"filters\":{\"LastName\":"
                                                + "{\"op\":\"=\",\"val\":\"Okonkwo\",\"type\":\"string\"}}}",
                                        "traceparent",
                                        "00-" + TRACE + "-b7ad6b7169203331-01")
                                .body())
                        .contains("003000000000001AAA");
            }
            assertThat(salesforce.headers)
                    .isNotEmpty()
                    .noneMatch(headers -> headers.keySet().stream().anyMatch("traceparent"::equalsIgnoreCase));
        }

        var attempts =
                of(SpanKind.SPAN_KIND_CLIENT).stream().map(Attributes::of).toList();
        assertThat(attempts).hasSize(2);
        assertThat(attempts.getFirst())
                .containsEntry("http.response.status_code", 503L)
                .containsEntry("error.type", "503")
                .doesNotContainKey("http.request.resend_count");
        assertThat(attempts.getLast())
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("http.request.resend_count", 1L);
    }

    @Test
    void aCallerThatDoesNotTraceIsNotTraced() {
        try (var audit = LogOf.named("io.weir.audit")) {
            try (var weir = weir(Map.of())) {
                weir.run("caller-lookup", LOOKUP, "traceparent", "00-" + TRACE + "-b7ad6b7169203331-00");
            }
            assertThat(audit.lines()).singleElement().asString().doesNotContain("trace_id");
        }
        assertThat(collector.bodies).isEmpty();
    }

    @Test
    void requestsForNothingAreTracedWithoutTheirPath() {
        try (var weir = weir(Map.of())) {
            assertThat(weir.get(weir.data("/quillfeather")).statusCode()).isEqualTo(404);
            assertThat(weir.run("quillfeather", "{}").statusCode()).isEqualTo(404);
            assertThat(weir.get(weir.data("/openapi")).statusCode()).isEqualTo(200);
        }
        assertThat(collector.spans()).extracting(Span::getName).containsExactly("GET", "POST", "GET /openapi");
        assertThat(collector.spans().toString()).doesNotContain("quillfeather");
    }

    @Test
    void aCollectorThatFailsChangesNoAnswer() {
        String answer;
        try (var weir = ReadyWeir.start(Map.of())) {
            answer = weir.run("caller-lookup", LOOKUP, "X-Request-Id", "the-request-1")
                    .body();
        }
        for (var failing : List.<Supplier<URI>>of(
                () -> collector.silent().uri(),
                () -> collector.answering(500, "Zebedee").uri(),
                () -> collector.endless().uri(),
                () -> URI.create("http://127.0.0.1:1"))) {
            try (var weir = ReadyWeir.start(to(
                    failing.get(),
                    Map.of(
                            "OTEL_BSP_MAX_QUEUE_SIZE", "2",
                            "OTEL_BSP_SCHEDULE_DELAY", "1",
                            "OTEL_EXPORTER_OTLP_TIMEOUT", "100")))) {
                for (int i = 0; i < 20; i++) {
                    assertThat(weir.run("caller-lookup", LOOKUP, "X-Request-Id", "the-request-1")
                                    .body())
                            .isEqualTo(answer);
                }
                assertThat(weir.metrics()).contains("weir_traces_dropped_total");
            }
        }
    }

    private List<Span> of(SpanKind kind) {
        return collector.spans().stream().filter(span -> span.getKind() == kind).toList();
    }
}
