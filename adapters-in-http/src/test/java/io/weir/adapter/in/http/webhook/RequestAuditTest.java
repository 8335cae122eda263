package io.weir.adapter.in.http.webhook;

import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.Execution;
import io.weir.domain.port.SalesforceFailure;
import org.junit.jupiter.api.Test;

/**
 * Every request that reaches a route has one entry in the audit trail: caller, subject and outcome, but no content.
 */
class RequestAuditTest {
    private static final String QUERY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],"
            + "\"filters\":{\"Phone\":{\"op\":\"=\",\"val\":\"+14155550100\"}}}";

    @Test
    void tellsWhoAskedWhatAndWhatBecameOfIt() {
        try (var weir = RunningWeir.with(row("Id", "1"), row("Id", "2"))) {
            weir.post(QUERY, "X-Request-Id", "c-1", "X-Contact-Id", "102030405060");

            var entry = only(weir);
            assertThat(entry.requestId()).hasToString("c-1");
            assertThat(entry.caller()).hasToString("tester");
            assertThat(entry.client()).hasToString("127.0.0.1");
            assertThat(entry.asked()).hasToString("salesforce-query");
            assertThat(entry.shape()).hasToString("SELECT Id FROM ? WHERE Phone = ?");
            assertThat(entry.rows()).isEqualTo(2);
            assertThat(entry.outcome()).hasToString("answered");
            assertThat(entry.contact().hex()).matches("[0-9a-f]{24}");
            assertThat(entry.duration()).isPositive();
        }
    }

    @Test
    void aStrangerAndWhoGuessesAreInIt() {
        try (var weir = RunningWeir.knowing(TestCallers.withKey("right", RunningWeir.CALLER))) {
            weir.post(QUERY);
            weir.post(QUERY, "X-API-Key", "wrong");
            weir.post(QUERY, "X-API-Key", "right");

            assertThat(weir.audited)
                    .extracting(entry -> entry.caller() + " " + entry.outcome() + " " + entry.shape())
                    .containsExactly(
                            "unknown unauthorized ",
                            "unknown unauthorized ",
                            "tester answered SELECT Id FROM ? WHERE Phone = ?");
        }
    }

    @Test
    void whatNeverBecameARunIsInIt() {
        try (var weir = RunningWeir.with()) {
            weir.post("{");
            weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"Ada Okonkwo\":1}");
            weir.send("GET", RunningWeir.AD_HOC, new byte[0]);
            weir.send("GET", "/openapi", new byte[0]);
            weir.send("POST", "/cxone/data-action/4155550100", new byte[0]);
            weir.send("POST", "/4155550100", new byte[0]);

            assertThat(weir.audited)
                    .extracting(entry -> entry.asked() + " " + entry.outcome() + " " + entry.rows())
                    .containsExactly(
                            "salesforce-query malformed_json 0",
                            "salesforce-query invalid_request 0",
                            "salesforce-query method_not_allowed 0",
                            "openapi answered 0",
                            "unknown unknown_action 0",
                            "unknown unknown_path 0");
            assertThat(weir.audited.toString()).doesNotContain("4155550100", "Ada");
        }
    }

    @Test
    void aFailureOfSalesforceStillTellsTheShape() {
        try (var weir = RunningWeir.on(query -> {
            throw new SalesforceFailure.QueryTimedOut("too long", "QUERY_TIMEOUT");
        })) {
            weir.post(QUERY);

            assertThat(only(weir).shape()).hasToString("SELECT Id FROM ? WHERE Phone = ?");
            assertThat(only(weir).outcome()).hasToString("salesforce_query_timeout");
        }
    }

    @Test
    void anIdThatMayBeSomebodysNumberIsRepeatedAsAHashOnly() {
        try (var weir = RunningWeir.with()) {
            var first = weir.post(QUERY, "X-Request-Id", "+14155550100");
            var again = weir.post(QUERY, "X-Request-Id", "+14155550100");
            var other = weir.post(QUERY, "X-Request-Id", "+14155550101");

            String id = header(first, "X-Request-Id");
            assertThat(id).matches("hashed-[0-9a-f]{24}");
            assertThat(header(again, "X-Request-Id")).isEqualTo(id);
            assertThat(header(other, "X-Request-Id")).isNotEqualTo(id);
            assertThat(weir.audited.getFirst().requestId()).hasToString(id);
            assertThat(weir.history.executions.getFirst().requestId()).isEqualTo(id);
        }
    }

    @Test
    void theSameContactIsTheSameHashInHistoryAndAudit() {
        try (var weir = RunningWeir.with()) {
            weir.post(QUERY, "X-Contact-Id", "102030405060");
            weir.post(QUERY, "X-Contact-Id", " 102030405060 ");
            weir.post(QUERY, "X-Contact-Id", "102030405061");
            weir.post(QUERY);

            var hashes = weir.audited.stream().map(AuditEntry::contact).toList();
            assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
            assertThat(hashes.get(3).isNone()).isTrue();
            assertThat(weir.history.executions).extracting(Execution::contact).isEqualTo(hashes);
        }
    }

    private static AuditEntry only(RunningWeir weir) {
        assertThat(weir.audited).hasSize(1);
        return weir.audited.getFirst();
    }
}
