package io.weir.adapter.in.http;

import static io.weir.adapter.in.http.SampleActions.callerLookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.auth.TestCallers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads about a request that was refused. */
class RefusalLogTest {
    private final CapturedLog log = CapturedLog.logger("io.weir.refused");

    @AfterEach
    void stop() {
        log.close();
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments(
                        "{\"object_name\":\"A\",",
                        "not JSON at line 1, column 20 (offset 19): the text ends too early;"
                                + " a quote, bracket or brace is probably missing"),
                arguments(query("\"feilds\":[]"), "/?: unknown key; did you mean 'fields'?"),
                arguments(query("\"fields\":[{}]"), "/fields/0: expected a string, got an object"),
                arguments(query("\"fields\":[\"call 415 555 0188\"]"), "/fields/0: not a field name: ?"),
                arguments(query("\"fields\":[\"' at 415 555\"]"), "/fields/0: not a field name: ?"),
                arguments(
                        query("\"fields\":[\"Id\"],\"filters\":{\"0188\":{\"op\":\"LIK\",\"val\":\"0188\"}}"),
                        "/filters/?: not a field name: ?; /filters/?/op: unknown operator; did you mean 'LIKE'?"),
                arguments(
                        query(
                                "\"fields\":[\"Id\"],\"filters\":{\"Ada__c\":{\"op\":\"=\",\"val\":\"Ada\",\"type\":\"date\"}}"),
                        "/filters/?/val: ? of type date: expected a date such as 2026-01-31, or a date literal such as"
                                + " ?, got a string"),
                arguments(
                        query("\"fields\":[1,2,3,4,5,6,7]"),
                        Stream.of(0, 1, 2, 3, 4)
                                        .map("/fields/%d: expected a string, got a number; "::formatted)
                                        .reduce("", String::concat)
                                + "and 2 more"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void thePlaceAndTheRuleOfABadQueryAreLogged(String body, String reason) {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.post(body, "X-Request-Id", "4f1c-7").statusCode()).isEqualTo(400);
        }
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("refused code=")
                .endsWith(" action=salesforce-query caller=tester request_id=4f1c-7 reason=\"" + reason + "\"");
    }

    static Stream<Arguments> inputs() {
        return Stream.of(
                arguments("{\"tier\":[1]}", "/tier: expected a text, got a list"),
                arguments("{\"Phone\":\"0188\",\"pin\":\"1\"}", "/?: upper and lower case matter; write 'phone'"),
                arguments(
                        "{\"078-05-1120\":1,\"pin\":\"1\"}",
                        "/?: unknown key; known are: contactId, ids, phone, pin, requestId, tier, timeoutMs"),
                arguments(
                        "{\"pin\":\"1\",\"ids\":[[\"0188\"]]}",
                        "/ids/0: expected a record id of 15 or 18 letters and digits, the 15 in their case, got a"
                                + " list"),
                arguments(
                        "pin=%zz",
                        "neither JSON nor a form: a ? without two hexadecimal digits; the sign itself is ?"
                                + " (offset 4)"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theNameOfADeclaredInputIsLogged(String body, String reason) {
        var catalog = SampleActions.catalogOf(callerLookup());
        try (var weir = RunningWeir.serving(
                ScriptedActions.forbidden(catalog), TestCallers.anyone(RunningWeir.CALLER), UnknownInputs.REFUSE)) {
            var answer = weir.send("POST", "/cxone/data-action/caller-lookup", body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(lines()).singleElement().asString().endsWith(" reason=\"" + reason + "\"");
    }

    @Test
    void otherRefusalsAreLoggedToo() {
        try (var weir = RunningWeir.with()) {
            weir.send("POST", "/quillfeather", new byte[0]);
            weir.send("GET", RunningWeir.AD_HOC, new byte[0]);
        }
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("code=unknown_path action=unknown caller=unknown")
                                .doesNotContain("quillfeather"),
                        line -> assertThat(line).contains("code=method_not_allowed", "reason=\"use POST\""));
    }

    @Test
    void aFloodFillsNoDisk() {
        try (var weir = RunningWeir.with()) {
            for (int i = 0; i < 50; i++) {
                weir.post("{");
            }
            weir.post("{}");
        }
        assertThat(lines().stream().filter(line -> line.contains("code=malformed_json")))
                .hasSize(20);
        assertThat(lines()).anyMatch(line -> line.contains("code=invalid_request"));
    }

    @Test
    void anAnswerIsNotARefusal() {
        try (var weir = RunningWeir.with()) {
            weir.post(query("\"fields\":[\"Id\"]"));
        }
        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return log.lines(Level.INFO);
    }

    private static String query(String members) {
        return "{\"object_name\":\"A\"," + members + "}";
    }
}
