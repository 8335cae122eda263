package io.weir.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.tls.Certificates;
import io.weir.bootstrap.ReadyWeir;
import io.weir.bootstrap.log.BackgroundFailures;
import io.weir.domain.action.ActionAnswer.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Weir exposes, what the documents list, and what the board and the alerts use is the same. */
class MetricsTest {
    /** The series that Prometheus itself makes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    /** The labels that Prometheus adds, one of them in place of Weir's own label of that name. */
    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance", "exported_instance", "le");

    /** Errors that are the fault of the request, of the contract in it, or not of the webhook's listener. */
    private static final Set<ErrorCode> NOT_A_FAILURE = Set.of(
            ErrorCode.ANSWER_BROKE_CONTRACT,
            ErrorCode.HISTORY_UNAVAILABLE,
            ErrorCode.HTTP_VERSION_NOT_SUPPORTED,
            ErrorCode.UNSUPPORTED_TRANSFER_ENCODING);

    private static Exposition exposed = Exposition.of("");

    /** Provokes the metrics that Weir registers when it first needs them. */
    @BeforeAll
    static void readTheMetricsOfAUsedWeir(@TempDir Path folder) throws IOException {
        var config = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              callers:
                - name: ivr
                  keys: [{id: k1, hash: 'hmac-sha256:%s', expires: 2999-01-31}]
                  actions: ["*"]
            """.formatted("a".repeat(64)));
        var environment = Map.of(
                "WEIR_CONFIG", config.toString(),
                "WEIR_API_KEY", "the-key-of-the-caller-named-default-0001",
                "WEIR_UNKNOWN_INPUTS", "ignore",
                "WEIR_STORE_ENABLED", "true",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
                "WEIR_DATA", folder.resolve("data").toString());
        startWithCertificate(folder);
        try (var weir = ReadyWeir.start(environment)) {
            var key = new String[] {"X-API-Key", "the-key-of-the-caller-named-default-0001"};
            weir.run("caller-lookup", "{\"phone\":\"+14155550100\",\"undeclared\":\"1\"}", key);
            weir.faults("PUT", "{\"503\":1}");
            weir.query(
                    "{\"object_name\":\"Contact\",\"fields\":[\"Name\"],\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"x\"}}}",
                    key);
            weir.faults("PUT", "{}");
            new BackgroundFailures(Services.get(MeterRegistry.class))
                    .uncaughtException(new Thread("weir-test"), new IllegalStateException());
            exposed = Exposition.of(weir.get(weir.admin("/observe/metrics")).body());
        }
    }

    private static void startWithCertificate(Path folder) {
        var pem = Certificates.write(Certificates.server("EC"), folder);
        ReadyWeir.start(Map.of(
                        "WEIR_TLS_CERTIFICATE", pem.certificate().toString(),
                        "WEIR_TLS_KEY", pem.key().toString()))
                .close();
    }

    @Test
    void documentsEveryMetricAndEveryLabel() {
        assertThat(documented().entrySet())
                .containsExactlyInAnyOrderElementsOf(exposed.documentable().entrySet());
    }

    @Test
    void usesEveryDocumentedMetric() {
        var used = expressions()
                .flatMap(it -> PromQl.of(it).selectors().stream())
                .map(it -> exposed.metric(it.metric()))
                .collect(Collectors.toSet());
        assertThat(used).containsAll(documented().keySet());
    }

    @Test
    void usesMetricsAndLabelsThatExist() {
        assertThat(expressions().flatMap(it -> unknown(it).stream())).isEmpty();
    }

    @Test
    void usesOutcomesThatExist() {
        assertThat(expressions()
                        .flatMap(it -> PromQl.of(it).selectors().stream())
                        .flatMap(it -> Stream.ofNullable(it.values().get("outcome")))
                        .flatMap(it -> Arrays.stream(it.split("\\|", -1)))
                        .filter(it -> outcomes().noneMatch(Pattern.compile(it).asMatchPredicate())))
                .isEmpty();
    }

    @Test
    void countsAsErrorsWhatIsWeirsOrSalesforces() {
        var failures = Arrays.stream(ErrorCode.values())
                .filter(it -> it.status().code() >= 500 && !NOT_A_FAILURE.contains(it))
                .map(ErrorCode::code)
                .collect(Collectors.toSet());
        var counted = Shipped.recorded().entrySet().stream()
                .filter(it -> it.getKey().startsWith("weir:errors:"))
                .map(it ->
                        PromQl.of(it.getValue()).selectors().getFirst().values().getOrDefault("outcome", ""));
        assertThat(counted)
                .isNotEmpty()
                .allSatisfy(pattern -> assertThat(
                                outcomes().filter(Pattern.compile(pattern).asMatchPredicate()))
                        .containsExactlyInAnyOrderElementsOf(failures));
    }

    private static Map<String, Set<String>> documented() {
        return Shipped.documentedMetrics().entrySet().stream()
                .collect(Collectors.toMap(it -> exposed.metric(it.getKey()), Map.Entry::getValue, (one, _) -> one));
    }

    private static Stream<String> outcomes() {
        return Stream.of(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code),
                        Arrays.stream(Verdict.values()).map(Verdict::label),
                        Stream.of("answered", "error"))
                .flatMap(outcomes -> outcomes);
    }

    private static Stream<String> expressions() {
        return Stream.of(
                        Shipped.boardExpressions().stream(),
                        Shipped.recorded().values().stream(),
                        Shipped.alerts().stream().map(Shipped.Alert::expression))
                .flatMap(it -> it);
    }

    /** The metrics and labels of {@code expression} that nothing exposes. */
    private static Set<String> unknown(String expression) {
        var unknown = new TreeSet<String>();
        var query = PromQl.of(expression);
        var known = new TreeSet<>(LABELS_OF_PROMETHEUS);
        for (var selector : query.selectors()) {
            var labels = exposed.labels().get(exposed.metric(selector.metric()));
            if (labels != null) {
                known.addAll(labels);
                selector.values().keySet().stream()
                        .filter(it -> !labels.contains(it) && !LABELS_OF_PROMETHEUS.contains(it))
                        .forEach(it -> unknown.add(selector.metric() + "{" + it + "}"));
            } else if (!OF_PROMETHEUS.contains(selector.metric())
                    && !Shipped.recorded().containsKey(selector.metric())) {
                unknown.add(selector.metric());
            }
        }
        query.labels().stream().filter(it -> !known.contains(it)).forEach(it -> unknown.add("by " + it));
        return unknown;
    }
}
