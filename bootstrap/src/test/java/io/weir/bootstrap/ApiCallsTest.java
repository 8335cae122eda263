package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.command.CommandsTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls to Salesforce Weir makes. */
class ApiCallsTest {
    private final ReadyWeir weir = ReadyWeir.start(Map.of());

    @AfterEach
    void stop() {
        weir.close();
    }

    @Test
    void theFirstCallerAfterReadyPaysForOneQueryAndNothingElse() {
        try (var slow = ReadyWeir.start(Map.of("WEIR_SANDBOX_FAULTS", "latency=500ms"))) {
            long logins = weir.apiCalls("login");
            long descriptions = weir.apiCalls("describe");
            long queries = weir.apiCalls("query");

            var answer = slow.run("caller-lookup", "{\"phone\":\"(415) 555-0100\",\"timeoutMs\":60000}");

            assertThat(answer.body()).contains("\"outcome\":\"found\"");
            assertThat(weir.apiCalls("query") - queries).as("one for each step").isEqualTo(2);
            assertThat(weir.apiCalls("login")).isEqualTo(logins);
            assertThat(weir.apiCalls("describe")).isEqualTo(descriptions);
        }
    }

    @Test
    void describesAnObjectOnceForAllActionsBeforeItIsReady() {
        long before = weir.apiCalls("describe");
        try (var other = ReadyWeir.start(Map.of())) {
            assertThat(other.data("/")).isNotNull();
            assertThat(weir.apiCalls("describe") - before)
                    .as("the list, the nine objects of the actions and what leads there, once each")
                    .isBetween(10L, 12L);
        }
    }

    @Test
    void fiftyInventedObjectsCostNoDescribeWhileTheReserveIsReached() {
        try (var reserved = ReadyWeir.start(Map.of("WEIR_API_RESERVE", "15000", "WEIR_WARM_UP_TIME", "0"))) {
            long descriptions = weir.apiCalls("describe");
            for (int i = 0; i < 50; i++) {
                var answer = reserved.query(
                        "{\"object_name\":\"Made_Up_%d__c\",\"fields\":[\"Id\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}"
                                .formatted(i));
                assertThat(answer.statusCode()).isIn(400, 503);
            }
            assertThat(weir.apiCalls("describe"))
                    .as("the warm-up may describe some objects in the meantime")
                    .isLessThan(descriptions + 10);
        }
    }

    @Test
    void aWrongFieldNameCostsNoCallOnceTheObjectIsKnownAndTheRightOneIsNamed() {
        weir.query(ReadyWeir.readmeRequest());
        long queries = weir.apiCalls("query");
        long descriptions = weir.apiCalls("describe");

        var answer = weir.query(
                "{\"object_name\":\"Contact\",\"fields\":[\"Fone\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Contact has no field Fone; did you mean Phone");
        assertThat(weir.apiCalls("query")).isEqualTo(queries);
        assertThat(weir.apiCalls("describe")).isEqualTo(descriptions);
    }

    @Test
    void anActionThatDoesNotSuitTheOrgIsCountedAndAnsweredAsThat(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), CommandsTest.BY_EMAIL.formatted("Email", "Emial"));
        try (var weir = ReadyWeir.start(Map.of("WEIR_ACTIONS", folder.toString()))) {
            assertThat(weir.metrics()).containsPattern("weir_actions_unsuitable(\\{[^}]*})? 1\\.0");
            var answer = weir.run("by-email", "{\"email\":\"ada@example.com\"}");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("\"code\":\"action_unsuitable\"");
        }
    }
}
