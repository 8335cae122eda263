package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.in.http.caller.KeyHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wired Weir on its sandbox org: what a flow sees. */
class WeirTest {
    private static final String ALL_CASES =
            "{\"object_name\":\"Case\",\"fields\":[\"Id\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}";
    private static final String PHONE = "+14155550100";

    private final ReadyWeir weir = ReadyWeir.start(Map.of());

    @AfterEach
    void stop() {
        weir.close();
    }

    @Test
    void answersTheFirstRequestOfTheReadme() {
        var answer = weir.query(ReadyWeir.readmeRequest());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"records\":[{\"attributes\":{\"type\":\"Contact\",")
                .contains("\"Phone\":\"" + PHONE + "\"", "\"Account\":{\"attributes\":{\"type\":\"Account\"")
                .endsWith("],\"total_size\":1}");
    }

    @Test
    void callersInTheFileMayDoOnlyWhatTheyAreGranted(@TempDir Path folder) throws IOException {
        String key = KeyHash.newKey(new SecureRandom());
        String limitedKey = KeyHash.newKey(new SecureRandom());
        var file = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              callers:
                - {name: ivr, ad-hoc: {denied-fields: ["*.Birthdate"]}, keys: [{hash: '%s', expires: 2999-12-31}]}
                - {name: bot, actions: ["contact-*"], keys: [{hash: '%s'}]}
            """.formatted(
                        KeyHash.of(key).text(), KeyHash.of(limitedKey).text()));
        try (var strict = ReadyWeir.start(Map.of("WEIR_CONFIG", file.toString(), "WEIR_HOST", "127.0.0.1"))) {
            var request = ReadyWeir.readmeRequest();

            assertThat(strict.query(request).statusCode()).isEqualTo(401);
            assertThat(strict.query(request, "X-API-Key", key).statusCode()).isEqualTo(200);
            assertThat(strict.query(request, "X-API-Key", key + "x").statusCode())
                    .isEqualTo(401);
            assertThat(strict.query(request, "X-API-Key", limitedKey).body()).contains("\"code\":\"forbidden\"");
            assertThat(strict.query(request.replace("\"Name\"", "\"Birthdate\""), "X-API-Key", key)
                            .body())
                    .contains("\"code\":\"query_not_allowed\"");
            assertThat(strict.metrics())
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
    void badInputReachesNoSalesforceCall(String body) {
        long queriesBefore = weir.apiCalls("query");
        var answer = weir.query(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"outcome\":\"error\"", "\"retryable\":\"false\"");
        assertThat(weir.profiler()).isEqualTo("{\"execution_history\":[]}");
        assertThat(weir.apiCalls("query")).isEqualTo(queriesBefore);
    }

    @Test
    void aFilterNeedsNoTypeWhereTheOrgKnowsIt() {
        var answer = weir.query(
                "{\"object_name\":\"case\",\"fields\":[\"casenumber\"],\"filters\":{\"createddate\":{\"op\":\">\",\"val\":\"2020-01-01\"}},\"limit\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"CaseNumber\":", "\"total_size\":1");
    }

    @Test
    void answersALargeResultUpToTheRowCapAndSaysSo() {
        try (var unbounded = ReadyWeir.start(Map.of("WEIR_MAX_ANSWER_BYTES", "0"))) {
            var answer = unbounded.query(ALL_CASES);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).endsWith("\"total_size\":2000,\"truncated\":true}");
        }
    }

    @Test
    void holdsAnAnswerToWhatCxoneTakesUnlessToldOtherwise() {
        var answer = weir.query(ALL_CASES);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSizeBetween(20_000, 24 * 1024).endsWith(",\"truncated\":true}");
    }

    @Test
    void aQueryWithoutAFilterIsNotAllowedAndAsksNothing() {
        long queries = weir.apiCalls("query");
        var answer = weir.query("{\"object_name\":\"Case\",\"fields\":[\"Id\"]}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"query_not_allowed\"", "a query needs a filter");
        assertThat(weir.apiCalls("query")).isEqualTo(queries);
    }

    @Test
    void whatTheOperatorDeniesIsNotAskedFor() {
        var strict = ReadyWeir.start(Map.of(
                "WEIR_QUERY_DENIED_OBJECTS", "Entitlement*", "WEIR_QUERY_DENIED_FIELDS", "Contact.MailingStreet"));
        try {
            long queries = weir.apiCalls("query");
            var field = strict.query(contacts("MailingAddress"));
            assertThat(field.statusCode()).isEqualTo(403);
            assertThat(field.body())
                    .contains("\"code\":\"query_not_allowed\"", "\"retryable\":\"false\"", "\"ok\":\"false\"")
                    .contains("\"detail\":\"/fields/0: field Contact.MailingAddress may not be used: it shows"
                            + " Contact.MailingStreet, which may not\"")
                    .doesNotContain(PHONE);

            long descriptions = weir.apiCalls("describe");
            var object = strict.query("{\"object_name\":\"Entitlement__c\",\"fields\":[\"Id\"]}");
            assertThat(object.statusCode()).isEqualTo(403);
            assertThat(object.body()).contains("/object_name: object Entitlement__c may not be queried");
            assertThat(weir.apiCalls("describe")).isEqualTo(descriptions);

            assertThat(weir.apiCalls("query")).isEqualTo(queries);
            assertThat(strict.query(contacts("MailingCity")).statusCode()).isEqualTo(200);
            assertThat(weir.apiCalls("query")).isEqualTo(queries + 1);
        } finally {
            strict.close();
        }
    }

    private static String contacts(String field) {
        return "{\"object_name\":\"Contact\",\"fields\":[\"%s\"],\"filters\":{\"Phone\":{\"op\":\"=\",\"val\":\"%s\"}}}"
                .formatted(field, PHONE);
    }

    @Test
    void aKeyKeepsStrangersOut() {
        var guarded = ReadyWeir.start(Map.of("WEIR_API_KEY", "right"));
        try {
            assertThat(guarded.query(ReadyWeir.readmeRequest()).statusCode()).isEqualTo(401);
            assertThat(guarded.query(ReadyWeir.readmeRequest(), "X-API-Key", "wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(guarded.query(ReadyWeir.readmeRequest(), "X-API-Key", "right")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(guarded.query(ReadyWeir.readmeRequest(), "Authorization", "Bearer right")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            guarded.close();
        }
    }

    @Test
    void isReadyOnceItServesAndNotOnceItStops() {
        assertThat(weir.get(weir.admin("/observe/health/ready")).statusCode()).isEqualTo(200);
        assertThat(weir.get(weir.admin("/observe/health/live")).statusCode()).isEqualTo(200);
        weir.close();
        assertThatThrownBy(() -> weir.get(weir.admin("/observe/health/ready")))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void startsNothingWhenAPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            for (var setting : List.of("WEIR_PORT", "WEIR_ADMIN_PORT", "WEIR_SANDBOX_PORT")) {
                assertThatThrownBy(() -> ReadyWeir.start(Map.of(setting, port)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("127.0.0.1:" + port);
            }
        }
    }
}
