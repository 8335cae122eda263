package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.command.CommandsTest;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.wiring.Weir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real wiring on port 0, over HTTP on both sides: what a flow and an operator see. */
class WeirTest {
    private static final Map<String, String> ANY_PORTS = Map.of("WEIR_PORT", "0", "WEIR_ADMIN_PORT", "0");
    /** One for the JVM, as in production: registries share what lies below them. */
    private static final MeterRegistry METERS = Services.get(MeterRegistry.class);

    private static final String ALL_CASES =
            "{\"object_name\":\"Case\",\"fields\":[\"Id\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}";

    private static final String PHONE = "+14155550100";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Weir weir = start(Map.of());

    private static Weir start(Map<String, String> environment) {
        var all = new HashMap<>(ANY_PORTS);
        all.putAll(environment);
        return started(all);
    }

    /** Ready, so that nothing is described behind the back of a test that counts calls. */
    private static Weir started(Map<String, String> environment) {
        var weir = Weir.start(Config.from(environment), METERS, Clock.systemUTC(), new SecureRandom());
        try (var http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(weir.admin().resolve("/observe/health/ready"))
                    .build();
            while (http.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
                Thread.onSpinWait();
            }
            return weir;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        weir.close();
        http.close();
    }

    @Test
    void answersTheFirstRequestOfTheReadme() throws Exception {
        var answer = post(weir, firstRequestOfTheReadme());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"records\":[{\"attributes\":{\"type\":\"Contact\",")
                .contains("\"Phone\":\"" + PHONE + "\"", "\"Account\":{\"attributes\":{\"type\":\"Account\"")
                .endsWith("],\"total_size\":1}");
    }

    @Test
    void tellsTheOperatorWhatARunDidAndNothingOfWhomItWasAbout() throws Exception {
        post(weir, firstRequestOfTheReadme());
        assertThat(get(weir.admin().resolve("/profiler")).body())
                .contains("\"soql\":\"SELECT Id, Name, Phone, Account.Name, Account.BillingState FROM Contact WHERE"
                        + " Phone = ?")
                .contains("\"outcome\":\"answered\"", "\"api_calls\":1", "\"api_usage_limit\":15000")
                .doesNotContain(PHONE);
        assertThat(get(weir.admin().resolve("/observe/metrics")).body())
                .contains("weir_http_request_duration_seconds", "weir_salesforce_request_duration_seconds")
                .contains("weir_rows_total", "weir_api_usage_limit", "weir_history_dropped_total")
                .doesNotContain(PHONE);
    }

    @Test
    void tellsWhichWeirItIs() throws Exception {
        // run from its jar it tells the jar's version
        assertThat(get(weir.data().resolve("/openapi")).body()).contains("\"version\":\"development\"");
        assertThat(get(weir.admin().resolve("/observe/metrics")).body())
                .containsPattern("weir_build_info\\{[^}]*version=\"development\"[^}]*} 1\\.0");
    }

    @Test
    void letsInTheCallersOfTheFileAndGivesThemNothingElse(@TempDir Path folder) throws Exception {
        String key = KeyHash.newKey(new SecureRandom());
        String limitedKey = KeyHash.newKey(new SecureRandom());
        var file = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              callers:
                - {name: ivr, ad-hoc: {denied-fields: ["*.Birthdate"]}, keys: [{hash: '%s', expires: 2999-12-31}]}
                - {name: bot, actions: ["contact-*"], keys: [{hash: '%s'}]}
            """.formatted(
                        KeyHash.of(key).text(), KeyHash.of(limitedKey).text()));
        try (var strict = start(Map.of("WEIR_CONFIG", file.toString(), "WEIR_HOST", "127.0.0.1"))) {
            var request = firstRequestOfTheReadme();

            assertThat(post(strict, request).statusCode()).isEqualTo(401);
            assertThat(post(strict, request, "X-API-Key", key).statusCode()).isEqualTo(200);
            assertThat(post(strict, request, "X-API-Key", key + "x").statusCode())
                    .isEqualTo(401);
            assertThat(post(strict, request, "X-API-Key", limitedKey).body()).contains("\"code\":\"forbidden\"");
            assertThat(post(strict, request.replace("\"Name\"", "\"Birthdate\""), "X-API-Key", key)
                            .body())
                    .contains("\"code\":\"query_not_allowed\"");
            assertThat(get(strict.admin().resolve("/observe/metrics")).body())
                    .contains("weir_authentication_failures_total{reason=\"unknown_key\"")
                    .contains("weir_caller_credential_expiry_timestamp_seconds{caller=\"ivr\",credential=\"key-1\"")
                    .doesNotContain(key);
        }
    }

    static List<String> badRequests() {
        return List.of(
                "{\"object_name\":\"Contact WHERE Id != null\",\"fields\":[\"Id\"]}",
                "{\"object_name\":\"Contact\",\"fields\":[\"Id FROM User --\"]}",
                "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"relationships\":{\"Account) FROM User WHERE"
                        + " (\":[\"Name\"]}}",
                "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"filters\":{\"Name\":{\"op\":\"= 'x' OR Id"
                        + " !=\",\"val\":\"y\"}}}",
                "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"filters\":{\"CreatedDate\":{\"op\":\">\",\"val\":\"soon\",\"type\":\"date\"}}}",
                "{\"object_name\":\"Contact\",\"feilds\":[\"Id\"]}",
                "{\"object_name\":\"Contact\",",
                "[".repeat(10_000),
                "\"" + "x".repeat(200_000) + "\"");
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void badInputReachesNoSalesforceCall(String body) throws Exception {
        long queriesBefore = apiCalls("query");
        var answer = post(weir, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"outcome\":\"error\"", "\"retryable\":\"false\"");
        assertThat(get(weir.admin().resolve("/profiler")).body()).isEqualTo("{\"execution_history\":[]}");
        assertThat(apiCalls("query")).isEqualTo(queriesBefore);
    }

    @Test
    void aWrongFieldNameCostsNoCallOnceTheObjectIsKnownAndTheRightOneIsNamed() throws Exception {
        post(weir, firstRequestOfTheReadme());
        long queries = apiCalls("query");
        long descriptions = apiCalls("describe");

        var answer = post(
                weir,
                "{\"object_name\":\"Contact\",\"fields\":[\"Fone\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Contact has no field Fone; did you mean Phone");
        assertThat(apiCalls("query")).isEqualTo(queries);
        assertThat(apiCalls("describe")).isEqualTo(descriptions);
    }

    @Test
    void aFilterNeedsNoTypeWhereTheOrgKnowsIt() throws Exception {
        var answer = post(
                weir,
                "{\"object_name\":\"case\",\"fields\":[\"casenumber\"],\"filters\":{\"createddate\":{\"op\":\">\",\"val\":\"2020-01-01\"}},\"limit\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"CaseNumber\":", "\"total_size\":1");
    }

    @Test
    void answersALargeResultUpToTheRowCapAndSaysSo() throws Exception {
        try (var unbounded = start(Map.of("WEIR_MAX_ANSWER_BYTES", "0"))) {
            var answer = post(unbounded, ALL_CASES);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).endsWith("\"total_size\":2000,\"truncated\":true}");
        }
    }

    @Test
    void holdsAnAnswerToWhatCxoneTakesUnlessToldOtherwise() throws Exception {
        var answer = post(weir, ALL_CASES);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSizeBetween(20_000, 24 * 1024).endsWith(",\"truncated\":true}");
    }

    @Test
    void aQueryWithoutAFilterIsNotAllowedAndAsksNothing() throws Exception {
        long queries = apiCalls("query");
        var answer = post(weir, "{\"object_name\":\"Case\",\"fields\":[\"Id\"]}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"query_not_allowed\"", "a query needs a filter");
        assertThat(apiCalls("query")).isEqualTo(queries);
    }

    @Test
    void whatTheOperatorDeniesIsNotAskedFor() throws Exception {
        var strict = start(Map.of(
                "WEIR_QUERY_DENIED_OBJECTS", "Entitlement*", "WEIR_QUERY_DENIED_FIELDS", "Contact.MailingStreet"));
        try {
            long queries = apiCalls("query");
            var field = post(strict, contacts("MailingAddress"));
            assertThat(field.statusCode()).isEqualTo(403);
            assertThat(field.body())
                    .contains("\"code\":\"query_not_allowed\"", "\"retryable\":\"false\"", "\"ok\":\"false\"")
                    .contains("\"detail\":\"/fields/0: field Contact.MailingAddress may not be used: it shows"
                            + " Contact.MailingStreet, which may not\"")
                    .doesNotContain(PHONE);

            long descriptions = apiCalls("describe");
            var object = post(strict, "{\"object_name\":\"Entitlement__c\",\"fields\":[\"Id\"]}");
            assertThat(object.statusCode()).isEqualTo(403);
            assertThat(object.body()).contains("/object_name: object Entitlement__c may not be queried");
            assertThat(apiCalls("describe")).isEqualTo(descriptions);

            assertThat(apiCalls("query")).isEqualTo(queries);
            assertThat(post(strict, contacts("MailingCity")).statusCode()).isEqualTo(200);
            assertThat(apiCalls("query")).isEqualTo(queries + 1);
        } finally {
            strict.close();
        }
    }

    private static String contacts(String field) {
        return "{\"object_name\":\"Contact\",\"fields\":[\"%s\"],\"filters\":{\"Phone\":{\"op\":\"=\",\"val\":\"%s\"}}}"
                .formatted(field, PHONE);
    }

    @Test
    void asksSalesforceForItsPlansWhenAskedTo() throws Exception {
        long queries = apiCalls("query");
        var answer = http.send(
                HttpRequest.newBuilder(
                                weir.admin().resolve("/cxone/data-action/salesforce-query?explain=true&plan=true"))
                        .POST(HttpRequest.BodyPublishers.ofString(json("../docs/operators.md", "<!-- explain -->")))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"query_plans\":[{", "\"leading_operation\":\"");
        assertThat(apiCalls("explain")).isEqualTo(1);
        assertThat(apiCalls("query")).isEqualTo(queries);
    }

    @Test
    void explainsTheQueryOfTheOperatorsManualAndRunsNothing() throws Exception {
        long queries = apiCalls("query");
        var answer = http.send(
                HttpRequest.newBuilder(weir.admin().resolve("/cxone/data-action/salesforce-query?explain=true"))
                        .POST(HttpRequest.BodyPublishers.ofString(json("../docs/operators.md", "<!-- explain -->")))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Files.readString(Path.of("../docs/operators.md")).lines()).contains(answer.body());
        assertThat(apiCalls("query")).isEqualTo(queries);
        assertThat(get(weir.admin().resolve("/profiler")).body()).isEqualTo("{\"execution_history\":[]}");
    }

    @Test
    void failsAsADrillAsksAndTellsTheOperatorWhatSalesforceSaid() throws Exception {
        assertThat(drill("PUT", "{\"malformed-query\":1}").statusCode()).isEqualTo(200);
        var failed = post(weir, firstRequestOfTheReadme());
        assertThat(drill("DELETE", "").body()).isEqualTo("{}");

        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(failed.body())
                .contains("\"salesforce_code\":\"MALFORMED_QUERY\"")
                .doesNotContain("requested this error");
        assertThat(get(weir.admin().resolve("/profiler")).body())
                .contains("\"salesforce_code\":\"MALFORMED_QUERY\"")
                .contains("\"salesforce_message\":\"unexpected token: the operator requested this error\"")
                .doesNotContain(PHONE);
        assertThat(post(weir, firstRequestOfTheReadme()).statusCode()).isEqualTo(200);
    }

    @Test
    void takesTheFaultsOfTheOperatorsManual() throws Exception {
        assertThat(drill("PUT", json("../docs/operators.md", "<!-- drill -->")).statusCode())
                .isEqualTo(200);
        assertThat(drill("GET", "").body()).contains("\"latency\":\"50ms..2s\"");
    }

    private HttpResponse<String> drill(String method, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(weir.admin().resolve("/sandbox/faults"))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aKeyKeepsStrangersOut() throws Exception {
        var guarded = start(Map.of("WEIR_API_KEY", "right"));
        try {
            assertThat(post(guarded, firstRequestOfTheReadme()).statusCode()).isEqualTo(401);
            assertThat(post(guarded, firstRequestOfTheReadme(), "X-API-Key", "wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(guarded, firstRequestOfTheReadme(), "X-API-Key", "right")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post(guarded, firstRequestOfTheReadme(), "Authorization", "Bearer right")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            guarded.close();
        }
    }

    @Test
    void theFirstCallerAfterReadyPaysForOneQueryAndNothingElse() throws Exception {
        try (var slow = start(Map.of("WEIR_SANDBOX_FAULTS", "latency=500ms"))) {
            long logins = apiCalls("login");
            long descriptions = apiCalls("describe");
            long queries = apiCalls("query");

            var answer = lookup(slow, "caller-lookup", "{\"phone\":\"(415) 555-0100\",\"timeoutMs\":60000}");

            assertThat(answer.body()).contains("\"outcome\":\"found\"");
            assertThat(apiCalls("query") - queries).as("one for each step").isEqualTo(2);
            assertThat(apiCalls("login")).isEqualTo(logins);
            assertThat(apiCalls("describe")).isEqualTo(descriptions);
        }
    }

    @Test
    void describesAnObjectOnceForAllActionsBeforeItIsReady() throws Exception {
        long before = apiCalls("describe");
        try (var other = start(Map.of())) {
            assertThat(other.data()).isNotNull();
            assertThat(apiCalls("describe") - before)
                    .as("the list, and Account, Case, Contact, Entitlement__c and what leads there, once each")
                    .isBetween(4L, 6L);
        }
    }

    @Test
    void fiftyInventedObjectsCostNoDescribeWhileTheReserveIsReached() throws Exception {
        try (var reserved = start(Map.of("WEIR_API_RESERVE", "15000"))) {
            long descriptions = apiCalls("describe");
            for (int i = 0; i < 50; i++) {
                var answer = post(
                        reserved,
                        "{\"object_name\":\"Made_Up_%d__c\",\"fields\":[\"Id\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}"
                                .formatted(i));
                assertThat(answer.statusCode()).isIn(400, 503);
            }
            assertThat(apiCalls("describe")).isEqualTo(descriptions);
        }
    }

    @Test
    void anActionThatDoesNotSuitTheOrgIsCountedAndAnsweredAsThat(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("by-email.yaml"), CommandsTest.BY_EMAIL.formatted("Email", "Emial"));
        try (var misfit = start(Map.of("WEIR_ACTIONS", folder.toString()))) {
            assertThat(get(misfit.admin().resolve("/observe/metrics")).body())
                    .containsPattern("weir_actions_unsuitable(\\{[^}]*})? 1\\.0");
            var answer = lookup(misfit, "by-email", "{\"email\":\"ada@example.com\"}");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("\"code\":\"action_unsuitable\"");
        }
    }

    private HttpResponse<String> lookup(Weir weir, String action, String body) throws Exception {
        var request = HttpRequest.newBuilder(weir.data().resolve("/cxone/data-action/" + action))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void isReadyOnceItServesAndNotOnceItStops() throws Exception {
        assertThat(get(weir.admin().resolve("/observe/health/ready")).statusCode())
                .isEqualTo(200);
        assertThat(get(weir.admin().resolve("/observe/health/live")).statusCode())
                .isEqualTo(200);
        weir.close();
        assertThatThrownBy(() -> get(weir.admin().resolve("/observe/health/ready")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void startsNothingWhenAPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            for (var setting : List.of("WEIR_PORT", "WEIR_ADMIN_PORT", "WEIR_SANDBOX_PORT")) {
                assertThatThrownBy(() -> start(Map.of(setting, port)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("127.0.0.1:" + port);
            }
        }
    }

    /** How many requests of one kind Salesforce has had from this JVM. */
    private long apiCalls(String operation) throws Exception {
        return get(weir.admin().resolve("/observe/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("weir_salesforce_requests_total{")
                        && line.contains("operation=\"" + operation + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The JSON between the quotes of the README's first command. */
    private static String firstRequestOfTheReadme() throws IOException {
        return json("../README.md", "<!-- first request -->");
    }

    /** The JSON that the command behind {@code marker} posts. */
    private static String json(String document, String marker) throws IOException {
        String text = Files.readString(Path.of(document));
        String command = text.substring(text.indexOf(marker));
        int begin = command.indexOf("-d '") + "-d '".length();
        return command.substring(begin, command.indexOf('\'', begin));
    }

    private HttpResponse<String> post(Weir to, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(to.data().resolve("/cxone/data-action/salesforce-query"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
