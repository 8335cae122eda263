package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.trace.TraceSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's variables. */
class TracesConfigTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final Map<String, String> ON = Map.of(ENDPOINT, "http://collector:4318");

    private static TraceSettings traces(Map<String, String> environment) {
        return Config.from(environment).observability().traces().orElseThrow();
    }

    @Test
    void thereAreNoneWithoutAnEndpointWhateverElseIsSet() {
        assertThat(Config.from(Map.of(
                                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                                "OTEL_BSP_MAX_QUEUE_SIZE", "many",
                                "OTEL_SOMETHING_NEW", "x"))
                        .observability()
                        .traces())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED,true", "OTEL_SDK_DISABLED,TRUE", "OTEL_TRACES_EXPORTER,none"})
    void canBeOffWithAnEndpoint(String variable, String value) {
        assertThat(Config.from(with(ON, variable, value)).observability().traces())
                .isEmpty();
    }

    @Test
    void haveTheDefaultsOfTheSpecification() {
        assertThat(traces(ON))
                .isEqualTo(new TraceSettings(
                        new TraceSettings.Collector(
                                URI.create("http://collector:4318/v1/traces"),
                                Map.of(),
                                "",
                                false,
                                Duration.ofSeconds(10)),
                        new TraceSettings.Sampling(true, 1),
                        Map.of("service.name", "weir"),
                        new TraceSettings.Queue(2_048, 512, Duration.ofSeconds(5), Duration.ofSeconds(30))));
    }

    @Test
    void takeEveryVariable() {
        var environment = new HashMap<>(Map.of(
                ENDPOINT,
                "https://collector/otlp/",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "authorization=Basic%20abc+d==, x-tenant = acme",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "OTEL_EXPORTER_OTLP_COMPRESSION",
                "gzip",
                "OTEL_EXPORTER_OTLP_TIMEOUT",
                "2500",
                "OTEL_SERVICE_NAME",
                "weir-emea",
                "OTEL_RESOURCE_ATTRIBUTES",
                "deployment.environment.name=prod,service.name=other",
                "OTEL_TRACES_SAMPLER",
                "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG",
                "0.25",
                "OTEL_TRACES_EXPORTER",
                "otlp"));
        environment.putAll(Map.of(
                "OTEL_BSP_SCHEDULE_DELAY", "1000",
                "OTEL_BSP_MAX_QUEUE_SIZE", "100",
                "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10",
                "OTEL_BSP_EXPORT_TIMEOUT", "3000",
                "OTEL_SDK_DISABLED", "false"));

        assertThat(traces(environment))
                .isEqualTo(new TraceSettings(
                        new TraceSettings.Collector(
                                URI.create("https://collector/otlp/v1/traces"),
                                Map.of("authorization", "Basic abc+d==", "x-tenant", "acme"),
                                "",
                                true,
                                Duration.ofMillis(2_500)),
                        new TraceSettings.Sampling(true, 0.25),
                        Map.of("service.name", "weir-emea", "deployment.environment.name", "prod"),
                        new TraceSettings.Queue(100, 10, Duration.ofSeconds(1), Duration.ofSeconds(3))));
    }

    @Test
    void preferTheVariablesOfTraces() {
        var collector = traces(Map.of(
                        ENDPOINT,
                        "http://all:4318",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                        "http://traces:4318/own/path",
                        "OTEL_EXPORTER_OTLP_PROTOCOL",
                        "grpc",
                        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
                        "http/protobuf",
                        "OTEL_EXPORTER_OTLP_TIMEOUT",
                        "1",
                        "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
                        "2"))
                .collector();

        assertThat(collector.endpoint()).isEqualTo(URI.create("http://traces:4318/own/path"));
        assertThat(collector.timeout()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void aSmallQueueHasSmallBatches() {
        assertThat(traces(with(ON, "OTEL_BSP_MAX_QUEUE_SIZE", "7")).queue().batch())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318 | expected a URL such as http://localhost:4318",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http://u:secret@collector | expected a URL such as"
                        + " http://localhost:4318",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http://collector?key=secret | expected a URL such as"
                        + " http://localhost:4318",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | http:// secret | expected a URL such as http://localhost:4318",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http:// | expected a URL such as http://localhost:4318",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http:/// | expected a URL such as http://localhost:4318",
                "OTEL_EXPORTER_OTLP_ENDPOINT | http://collector:99999 | expected a URL such as http://localhost:4318",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT | http://collector:0/v1 | expected a URL such as"
                        + " http://localhost:4318",
                "OTEL_EXPORTER_OTLP_HEADERS_FILE | /dev/zero | no readable text file at '/dev/zero': larger than",
                "OTEL_EXPORTER_OTLP_CERTIFICATE | /dev/zero | no readable text file at '/dev/zero': larger than",
                "OTEL_EXPORTER_OTLP_PROTOCOL | grpc | expected http/protobuf, which is all that Weir sends, got 'grpc'",
                "OTEL_EXPORTER_OTLP_HEADERS | secret | expected name=value",
                "OTEL_EXPORTER_OTLP_HEADERS | a=secret%ZZ | expected name=value",
                "OTEL_EXPORTER_OTLP_HEADERS | host=secret | a name or value cannot be a header of a request",
                "OTEL_EXPORTER_OTLP_HEADERS | a=secret%0A | a name or value cannot be a header of a request",
                "OTEL_EXPORTER_OTLP_HEADERS_FILE | /nowhere | no readable text file at '/nowhere'",
                "OTEL_EXPORTER_OTLP_COMPRESSION | zip | expected gzip or none, got 'zip'",
                "OTEL_EXPORTER_OTLP_TIMEOUT | 10s | expected a whole number from 1 to 3600000, got '10s'",
                "OTEL_EXPORTER_OTLP_CERTIFICATE | pom.xml | no certificates as PEM in 'pom.xml'",
                "OTEL_EXPORTER_OTLP_CLIENT_KEY | key.pem | Weir sends no client certificate to a collector",
                "OTEL_RESOURCE_ATTRIBUTES | prod | expected name=value",
                "OTEL_TRACES_SAMPLER | jaeger_remote | expected always_on, always_off, traceidratio,",
                "OTEL_TRACES_EXPORTER | zipkin | expected otlp or none, got 'zipkin'",
                "OTEL_BSP_MAX_QUEUE_SIZE | 0 | expected a whole number from 1 to 1000000, got '0'",
                "OTEL_BSP_MAX_EXPORT_BATCH_SIZE | 2049 | expected a whole number from 1 to 2048, got '2049'",
                "OTEL_BSP_SCHEDULE_DELAY | -1 | expected a whole number from 1 to 3600000, got '-1'",
                "OTEL_SDK_DISABLED | yes | expected true or false, got 'yes'",
            })
    void anInvalidValueIsAProblem(String variable, String value, String problem) {
        assertThat(problems(with(ON, variable, value)))
                .singleElement()
                .asString()
                .startsWith(variable + ": " + problem)
                .doesNotContain("secret");
    }

    @Test
    void theShareOfASamplerIsANumberFrom0To1() {
        var sampled = with(ON, "OTEL_TRACES_SAMPLER", "traceidratio");

        assertThat(traces(sampled).sampling()).isEqualTo(new TraceSettings.Sampling(false, 1));
        assertThat(problems(with(sampled, "OTEL_TRACES_SAMPLER_ARG", "25%")))
                .containsExactly("OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, got '25%'");
        assertThat(problems(with(sampled, "OTEL_TRACES_SAMPLER_ARG", "NaN"))).hasSize(1);
    }

    @Test
    void headersMayBeInAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("headers"), "authorization=secret-of-the-backend\n");
        var environment = with(ON, "OTEL_EXPORTER_OTLP_HEADERS_FILE", file.toString());

        assertThat(traces(environment).collector().headers())
                .isEqualTo(Map.of("authorization", "secret-of-the-backend"));
        assertThat(Config.from(environment).toString()).doesNotContain("secret-of-the-backend");
        assertThat(problems(with(environment, "OTEL_EXPORTER_OTLP_HEADERS", "a=b")))
                .containsExactly(
                        "OTEL_EXPORTER_OTLP_HEADERS and OTEL_EXPORTER_OTLP_HEADERS_FILE are both set; keep one");
    }
}
