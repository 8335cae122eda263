package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.RunningWeir.AD_HOC;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.TestMeters;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.application.query.ExplainQuery;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainEndpointTest {
    private static final String PHONE = "+14155550100";
    private static final String BY_PHONE = filtered("\"Id\",\"phone\"");
    private static final QueryPolicy POLICY = new QueryPolicy(
            NameRules.ALL, new NameRules(List.of("*"), List.of("Contact.Birthdate")), false, 10, 100, 2_000);

    private final RunningWeir weir = RunningWeir.with();
    private final List<Query> asked = Collections.synchronizedList(new ArrayList<>());
    private final MeterRegistry meters = TestMeters.ALL;
    private Optional<RuntimeException> fate = Optional.empty();
    private Optional<ApiUsage> usage = Optional.empty();
    private final AdminServer admin = AdminServer.start(
            AdminSettings.at(ListenerSettings.at("127.0.0.1", 0)),
            RunningAdmin.insight(weir.history, explaining()),
            Clock.systemUTC(),
            new Readiness(),
            RunningWeir.IDS,
            meters);

    private ExplainQuery explaining() {
        return RunningAdmin.explaining(
                POLICY,
                (soql, meter) -> {
                    asked.add(soql.query());
                    fate.ifPresent(failure -> {
                        throw failure;
                    });
                    return List.of(
                            new QueryPlan("Contact", "Index", 0.25, 1, 100_000, List.of("Phone"), List.of()),
                            new QueryPlan(
                                    "Contact", "TableScan", 2.5, 100_000, 100_000, List.of(), List.of("not indexed")));
                },
                () -> usage);
    }

    @AfterEach
    void stop() {
        admin.stop();
        weir.close();
    }

    @Test
    void explainsAQueryWithoutRunningIt() {
        var answer = post("?explain=true", BY_PHONE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("{\"ok\":\"true\",\"object\":\"Contact\","
                        + "\"soql\":\"SELECT Id, Phone FROM Contact WHERE Phone = '+14155550100'\","
                        + "\"shape\":\"SELECT Id, Phone FROM Contact WHERE Phone = ?\",\"characters\":58,"
                        + "\"types\":{\"Id\":\"id\",\"Phone\":\"phone\"},"
                        + "\"policy\":{\"verdict\":\"allowed\",\"denials\":[]},\"warnings\":[],\"problems\":[]}");
        assertThat(asked).isEmpty();
    }

    @Test
    void asksSalesforceForItsPlansWhenAskedTo() {
        var answer = post("?explain=true&plan=true", BY_PHONE);

        assertThat(answer.body())
                .contains("\"ok\":\"true\"")
                .endsWith(",\"query_plans\":[{\"object\":\"Contact\",\"leading_operation\":\"Index\","
                        + "\"relative_cost\":0.25,\"cardinality\":1,\"object_cardinality\":100000,"
                        + "\"fields\":[\"Phone\"],\"notes\":[]},"
                        + "{\"object\":\"Contact\",\"leading_operation\":\"TableScan\",\"relative_cost\":2.5,"
                        + "\"cardinality\":100000,\"object_cardinality\":100000,\"fields\":[],"
                        + "\"notes\":[\"not indexed\"]}]}");
        assertThat(asked).hasSize(1);
    }

    @Test
    void showsWhatThePolicyDeniesWithTheQuery() {
        var answer = post("?explain=true&plan=true", filtered("\"Birthdate\""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"ok\":\"false\",\"object\":\"Contact\",\"soql\":\"SELECT Birthdate FROM Contact WHERE ")
                .contains("\"policy\":{\"verdict\":\"denied\",\"denials\":[{\"location\":\"/fields/0\","
                        + "\"message\":\"field Contact.Birthdate may not be used\"}]}")
                .doesNotContain("query_plans");
        assertThat(asked).isEmpty();
    }

    @Test
    void listsWhatIsWrongInsteadOfAQuery() {
        var answer = post(
                "?explain=true",
                "{\"object_name\":\"Contact\",\"fields\":[\"Fone\"],"
                        + "\"filters\":{\"Birthdate\":{\"op\":\"=\",\"val\":\"soon\"}}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"ok\":\"false\",\"object\":\"Contact\",\"types\":{},"
                        + "\"policy\":{\"verdict\":\"denied\",")
                .contains("\"problems\":[{\"location\":\"/fields/0\",\"message\":\"Contact has no field Fone; did you"
                        + " mean Phone?\"},{\"location\":\"/filters/Birthdate/val\",")
                .doesNotContain("\"soql\"", "\"shape\"", "\"characters\"", "soon");
        assertThat(post("?explain=true", filtered("\"Fone\"")).body()).contains("\"verdict\":\"undecided\"");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("{", "malformed_json"),
                arguments("", "malformed_json"),
                arguments("{\"object_name\":\"Contact\",\"feilds\":[]}", "invalid_request"),
                arguments("{\"object_name\":\"Contact\",\"fields\":[\"Id)\"]}", "invalid_request"),
                arguments(
                        "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"expected_schema\":{\"type\":\"objekt\"}}",
                        "invalid_schema"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatARunCouldNotReadInTheSameWords(String body, String code) {
        var answer = post("?explain=true", body);
        var run = weir.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").isEqualTo(run.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?explain=false", "?explain", "?plan=true", "?Explain=true"})
    void runsNothing(String query) {
        var answer = post(query, BY_PHONE);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid_parameter\"");
        assertThat(weir.history.executions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?explain=yes",
                "?explain=true&plan=maybe",
                "?explain=true&plam=true",
                "?explain=%zz",
                "?%zz=true"
            })
    void knowsNoOtherParameters(String query) {
        String answer = RunningWeir.raw(
                admin.port(),
                "POST " + AD_HOC + query
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsAnyOf("bad_http_request", "invalid_parameter")
                .doesNotContain("is required");
    }

    @Test
    void saysWhereQueriesRun() {
        assertThat(post("", BY_PHONE).body()).contains("queries run on the data listener", "?explain=true");
        assertThat(RunningWeir.raw(
                        admin.port(), "GET " + AD_HOC + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?explain=true", "?explain", "?explain=false", "?plan=true&EXPLAIN=1", "?%65xplain=true"})
    void isNotToBeHadOnTheDataListenerWhichThenRunsNothing(String query) {
        var answer = weir.send("POST", AD_HOC + query, BY_PHONE.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"code\":\"invalid_parameter\"", "queries are explained on the admin listener");
        assertThat(weir.asked).isEmpty();
    }

    @Test
    void takesABodyAsLargeAsARunDoes() {
        assertThat(post("?explain=true", BY_PHONE + " ".repeat(256 * 1024 - BY_PHONE.length()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("?explain=true", " ".repeat(256 * 1024 + 1)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void tellsWhySalesforceDidNotAnswer() {
        fate = Optional.of(new SalesforceFailure.QueryRejected("Salesforce refuses the query", "INVALID_FIELD"));
        assertThat(post("?explain=true&plan=true", BY_PHONE))
                .returns(422, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("\"salesforce_code\":\"INVALID_FIELD\""));

        usage = Optional.of(new ApiUsage(4_999, 5_000));
        assertThat(post("?explain=true&plan=true", BY_PHONE))
                .returns(503, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(header(answer, "Retry-After")).isEqualTo("60"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void keepsWhatItWasSentToItself() {
        var log = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                var line = new StringWriter();
                line.write(record.getMessage());
                if (record.getThrown() != null) {
                    record.getThrown().printStackTrace(new PrintWriter(line, true));
                }
                log.add(line.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            post("?explain=true&plan=true", BY_PHONE);
            fate = Optional.of(new IllegalStateException("a bug about " + PHONE));
            assertThat(post("?explain=true&plan=true", BY_PHONE))
                    .returns(500, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).doesNotContain(PHONE));
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }

        assertThat(log).anyMatch(line -> line.contains("met a bug")).noneMatch(line -> line.contains(PHONE));
        assertThat(get("/profiler")).isEqualTo("{\"execution_history\":[]}");
        assertThat(get("/observe/metrics")).doesNotContain(PHONE, "Contact");
    }

    private static String filtered(String fields) {
        return "{\"object_name\":\"contact\",\"fields\":[%s],\"filters\":{\"phone\":{\"op\":\"=\",\"val\":\"%s\"}}}"
                .formatted(fields, PHONE);
    }

    private HttpResponse<String> post(String query, String body) {
        return RunningWeir.sent(request(AD_HOC + query)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String get(String path) {
        return RunningWeir.sent(request(path).build()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .timeout(Duration.ofSeconds(30));
    }
}
