package io.weir.adapter.in.http;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.auth.Passwords;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.domain.query.Row;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers see while the threads for long work are all taken. */
@Timeout(120)
class BoundedWorkTest {
    private static final String KEY = KeyHash.newKey(TestCallers.RANDOM);
    private static final AnswerStyle UNBOUNDED =
            new AnswerStyle(AnswerStyle.Profile.CXONE, AnswerStyle.Errors.BY_STATUS, 0);
    private static final String KNOWN = body("{\"properties\":{\"records\":{\"minItems\":1}}}");
    private static final String NEW = body("{\"properties\":{\"records\":{\"minItems\":2}}}");
    private static final String PLAIN = """
        {"object_name":"Contact","fields":["Name"],"filters":{"Name":{"op":"=","val":"A"}}}\
        """;

    @Test
    void aFullPoolRefusesNewSchemasWhileOtherRequestsGoOn() {
        try (var weir = RunningWeir.with(row("Name", "Ada"))) {
            assertThat(weir.post(KNOWN).statusCode()).isEqualTo(200);
            try (var _ = BusyPool.full(weir.pools.schemas(), DataServer.SCHEMA_POOL, "tester")) {
                var refused = weir.post(NEW);

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("\"code\":\"overloaded\"", "\"retryable\":\"true\"");
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(weir.post(KNOWN).statusCode()).isEqualTo(200);
                assertThat(weir.post(PLAIN).statusCode()).isEqualTo(200);
                assertThat(weir.send("GET", "/observe/health/live", new byte[0]).statusCode())
                        .isBetween(200, 299);
            }
            assertThat(weir.post(NEW).statusCode()).as("afterwards").isEqualTo(502);
            assertThat(weir.audited.get(1).outcome()).hasToString("overloaded");
        }
    }

    @Test
    void aSchemaThatIsNotCompiledInTimeIsADeadlineThatHasPassed() {
        try (var weir = RunningWeir.with(row("Name", "Ada"));
                var _ = BusyPool.threads(weir.pools.schemas(), DataServer.SCHEMA_POOL.threads())) {
            var late = weir.post(NEW, "X-Timeout-Ms", "200");

            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).contains("\"code\":\"deadline_exceeded\"");
            assertThat(weir.asked).isEmpty();
        }
    }

    @Test
    void aLargeAnswerIsWrittenOnAThreadOfThePoolAndASmallOneIsNot() {
        var rows = Collections.nCopies(400, row("Name", "x".repeat(1_000))).toArray(Row[]::new);
        try (var weir = RunningWeir.answering(UNBOUNDED, rows)) {
            assertThat(weir.post(PLAIN).body()).hasSizeGreaterThan(400_000);
            try (var _ = BusyPool.full(weir.pools.schemas(), DataServer.SCHEMA_POOL, "tester")) {
                assertThat(weir.post(PLAIN).statusCode()).isEqualTo(503);
            }
        }
    }

    @Test
    void passwordsWaitForEachOtherAndNobodyElseWaitsForThem() {
        var access = TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("key", KEY, CallerCredential.NEVER),
                TestCallers.password("password", "ivr", "right", CallerCredential.NEVER));
        try (var weir = RunningWeir.knowing(TestCallers.listed(access))) {
            try (var _ = BusyPool.full(weir.pools.passwords(), Passwords.POOL, Passwords.Lane.OTHERS)) {
                var waits = weir.post(PLAIN, "Authorization", TestCallers.basic("ivr", "right"));

                assertThat(waits.statusCode()).isEqualTo(429);
                assertThat(waits.body()).contains("\"code\":\"rate_limited\"");
                assertThat(waits.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(weir.post(PLAIN, "X-API-Key", KEY).statusCode()).isEqualTo(200);
            }
            assertThat(weir.post(PLAIN, "Authorization", TestCallers.basic("ivr", "right"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** 3,000 steps down for the JDK's regular expressions, which go one call deeper for each. */
    @Test
    void aValueThatAFormatCannotHoldIsABreachLikeAnyOther() {
        String schema =
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{\"records\":{\"items\":"
                        + "{\"properties\":{\"Name\":{\"format\":\"json-pointer\"}}}}}}";
        try (var weir = RunningWeir.with(row("Name", "/".repeat(3_000)))) {
            var answer = weir.post(body(schema));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .contains("\"code\":\"answer_broke_contract\"", "\"detail\":\"/records/0/Name: format\"");
            assertThat(weir.audited).hasSize(1);
            assertThat(weir.history.executions).hasSize(1);
        }
    }

    @Test
    void schemasThatAreTooLargeAreRefusedBeforeSalesforceIsAsked() {
        var pattern = "{\"pattern\":\"a{1000}b{1000}c{1000}d{1000}e{990}0\"}";
        try (var weir = RunningWeir.with(row("Name", "Ada"))) {
            var refused =
                    weir.post(body("{\"anyOf\":[" + String.join(",", Collections.nCopies(1_200, pattern)) + "]}"));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"code\":\"invalid_schema\"", "too large together");
            assertThat(weir.asked).isEmpty();
        }
    }

    private static String body(String schema) {
        return PLAIN.substring(0, PLAIN.length() - 1) + ",\"expected_schema\":" + schema + "}";
    }
}
