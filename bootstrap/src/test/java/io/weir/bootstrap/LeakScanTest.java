package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.application.plan.PlanQuery;
import io.weir.bootstrap.LeakScan.Call;
import io.weir.bootstrap.LeakScan.Channel;
import io.weir.bootstrap.wiring.Weir;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing that callers send and nothing that Salesforce returns gets out, on any channel, whatever goes wrong.
 *
 * <p>A new endpoint is one more line in {@link #DATA_CALLS} or {@link #ADMIN_CALLS}.
 */
@Timeout(120)
class LeakScanTest {
    private static final String AD_HOC = "/cxone/data-action/salesforce-query";
    private static final String EXPLAIN = AD_HOC + "?explain=true";
    private static final String ACTIONS = "/cxone/data-action/";
    private static final String LOOKUP = ACTIONS + "caller-lookup";
    private static final String RIGHT_PHONE = "{\"phone\":\"" + Plants.PHONE + "\"}";
    private static final String RIGHT = query("\"Phone\":{\"op\":\"=\",\"val\":\"" + Plants.PHONE + "\"}", "");

    private static final List<Call> DATA_CALLS = List.of(
            known(RIGHT),
            known(query("\"Phone\":{\"op\":\"=\",\"val\":\"+14155550100\"}", "")),
            known(RIGHT, "X-Request-Id", Plants.PHONE, "X-Contact-Id", Plants.CONTACT),
            known(RIGHT, "X-Request-Id", Plants.PLAIN_PHONE),
            known(RIGHT, "X-Request-Id", Plants.EMAIL),
            known(RIGHT, "X-Request-Id", Plants.SOCIAL_SECURITY),
            known(RIGHT, "X-Request-Id", Plants.NAME.replace(' ', '-')),
            known(RIGHT, "X-Request-Id", Plants.SESSION),
            known(RIGHT, "X-Request-Id", Plants.JSON_WEB_TOKEN),
            known(RIGHT, "X-Contact-Id", Plants.NAME),
            known(RIGHT, "X-Timeout-Ms", Plants.PHONE),
            known(RIGHT, "X-Timeout-Ms", "1"),
            known(RIGHT, "Accept", "application/problem+json, " + Plants.EMAIL),
            known(RIGHT, "Content-Type", "text/plain; charset=" + Plants.EMAIL),
            known(RIGHT, "Content-Type", "multipart/form-data; boundary=" + Plants.CONTACT),
            known(RIGHT, "Content-Encoding", Plants.CONTACT),
            known(
                    "{\"object_name\":\"Contact\",\"fields\":[\"LeadSource\"],\"group_by\":[\"LeadSource\"],\"aggregates\":["
                        + "{\"function\":\"COUNT\",\"field\":\"Id\",\"alias\":\"ZebedeeQuillfeather\"}],"
                        + "\"filters\":{\"Phone\":{\"op\":\"is_not_null\"}}}"),
            known("{\"object_name\":\"" + Plants.NAME),
            known("\"" + Plants.NAME + "\""),
            known(Plants.PHONE),
            known("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"limit\":\"" + Plants.PHONE + "\"}"),
            known("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"limit\":4155550188}"),
            known(query("\"CreatedDate\":{\"op\":\">\",\"val\":\"" + Plants.NAME + "\"}", "")),
            known(query("\"Birthdate\":{\"op\":\"=\",\"val\":\"" + Plants.PHONE + "\",\"type\":\"date\"}", "")),
            known(query("\"Id\":{\"op\":\"=\",\"val\":\"" + Plants.CONTACT + "\"}", "")),
            known(query("\"Name\":{\"op\":\"LIKE\",\"val\":\"%" + Plants.NAME + "%\"}", "")),
            known(query("\"Email\":{\"op\":\"IN\",\"val\":[\"" + Plants.EMAIL + "\",4155550188]}", "")),
            known(query("\"Phone\":{\"op\":\"IN\",\"val\":[[\"" + Plants.PHONE + "\"]]}", "")),
            known(
                    "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"where\":{\"field\":\"Phone\",\"op\":\"<\",\"val\":\""
                            + Plants.PHONE + "\"}}"),
            known(query(
                    "\"Phone\":{\"op\":\"is_not_null\"}",
                    ",\"expected_schema\":{\"properties\":{\"total_size\":{\"const\":0}}}")),
            known(
                    query(
                            "\"Phone\":{\"op\":\"is_not_null\"}",
                            ",\"expected_schema\":{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"pattern\":\"^x$\"}}}}}}")),
            known(query(
                    "\"Phone\":{\"op\":\"is_not_null\"}",
                    ",\"expected_schema\":{\"x-note\":\"" + Plants.NAME + "\",\"description\":\"" + Plants.EMAIL
                            + "\"}")),
            known(query(
                    "\"Phone\":{\"op\":\"is_not_null\"}", ",\"expected_schema\":{\"type\":\"" + Plants.NAME + "\"}")),
            known("{" + " ".repeat(300_000) + "\"" + Plants.NAME + "\"}"),
            known("[".repeat(100) + "\"" + Plants.NAME + "\""),
            Call.of("POST", AD_HOC, RIGHT),
            Call.of("POST", AD_HOC, RIGHT, "X-API-Key", Plants.WRONG_KEY),
            Call.of("POST", AD_HOC, RIGHT, "Authorization", "Bearer " + Plants.WRONG_KEY),
            Call.of("POST", AD_HOC, RIGHT, "Authorization", "Basic " + Plants.WRONG_KEY),
            Call.of("POST", AD_HOC + "?api_key=" + Plants.KEY, RIGHT),
            Call.of("POST", EXPLAIN + "&x=4155550188", RIGHT, "X-API-Key", Plants.KEY),
            Call.of("GET", AD_HOC + "?phone=4155550188", "", "X-API-Key", Plants.KEY),
            Call.of("DELETE", AD_HOC, "", "X-API-Key", Plants.KEY),
            Call.of("POST", "/cxone/data-action/4155550188", RIGHT, "X-API-Key", Plants.KEY),
            Call.of("POST", "/cxone/data-action/Zebedee%20Quillfeather", RIGHT, "X-API-Key", Plants.KEY),
            Call.of("GET", "/" + Plants.CONTACT, ""),
            action(LOOKUP, "{\"phone\":\"" + Plants.PHONE + "\"}"),
            action(LOOKUP, "{\"phone\":\"+14155550100\"}"),
            action(LOOKUP, "{\"phone\":\"" + Plants.PLAIN_PHONE + "\"}", "X-Forwarded-For", Plants.PHONE),
            action(LOOKUP, "{\"phone\":\"Restricted\"}", "X-Contact-Id", Plants.CONTACT),
            action(LOOKUP, "{\"phone\":\"" + Plants.NAME + "\"}"),
            action(LOOKUP, "{\"phone\":[\"" + Plants.PHONE + "\"]}"),
            action(LOOKUP, "{\"phone\":{\"" + Plants.EMAIL + "\":1}}"),
            action(LOOKUP, "{\"Phone\":\"" + Plants.PHONE + "\"}"),
            action(LOOKUP, "{\"phone\":\"" + Plants.PHONE),
            action(LOOKUP, "phone=%2B14155550188&contactId=" + Plants.CONTACT),
            action(LOOKUP, "phone=4155550188&phone=" + Plants.NAME),
            action(LOOKUP, "phone=%2B14155550188&4155550188"),
            action(LOOKUP, "phone=%zz4155550188"),
            action(LOOKUP, said("contactId", Plants.PHONE)),
            action(LOOKUP, said("contactId", Plants.NAME.repeat(4))),
            action(LOOKUP, said("requestId", Plants.PHONE)),
            action(LOOKUP, said("requestId", Plants.PLAIN_PHONE)),
            action(LOOKUP, said("requestId", Plants.NAME)),
            action(LOOKUP, said("timeoutMs", Plants.PHONE)),
            action(LOOKUP + "?dry_run=true", "{\"phone\":\"" + Plants.PHONE + "\"}"),
            action(LOOKUP + "?dry_run=true", "{\"phone\":\"" + Plants.NAME + "\"}"),
            action(LOOKUP + "?dry_run=4155550188", "{\"phone\":\"" + Plants.PHONE + "\"}"),
            action(LOOKUP + "?phone=4155550188", ""),
            action(ACTIONS + "account-by-number", "{\"accountNumber\":\"ACC-41555501\"}"),
            action(ACTIONS + "account-by-number", "{\"accountNumber\":\"" + Plants.NAME + "\"}"),
            action(ACTIONS + "account-by-number", "accountNumber=" + Plants.CONTACT),
            action(ACTIONS + "entitlement-verdict", "{\"accountNumber\":\"" + Plants.NAME + "\"}"),
            action(
                    ACTIONS + "entitlement-verdict",
                    "{\"accountNumber\":\"" + Plants.CONTACT + "\",\"channel\":\"" + Plants.EMAIL + "\"}"),
            action(ACTIONS + "zebedee-quillfeather", "{\"phone\":\"" + Plants.PHONE + "\"}"),
            action(ACTIONS + "4155550188", "{}"),
            action(ACTIONS + Plants.EMAIL, "{}"),
            Call.of("GET", "/openapi", "", "X-API-Key", Plants.DESK_KEY, "X-Contact-Id", Plants.CONTACT),
            Call.of("GET", "/openapi?profile=4155550188", "", "X-API-Key", Plants.DESK_KEY),
            Call.of("GET", "/openapi?password=" + Plants.DESK_PASSWORD, "", "X-API-Key", Plants.DESK_KEY),
            Call.of("POST", "/openapi", Plants.NAME, "X-API-Key", Plants.DESK_KEY),
            Call.of("GET", "/openapi", "", "Authorization", "Bearer " + Plants.WRONG_KEY),
            action(LOOKUP + "?x-api-key=" + Plants.DESK_KEY, RIGHT_PHONE),
            action(LOOKUP + "?token=" + Plants.JSON_WEB_TOKEN, RIGHT_PHONE),
            action(LOOKUP + "?" + Plants.DESK_KEY, RIGHT_PHONE),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", basic(Plants.DESK_PASSWORD)),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", basic(Plants.WRONG_PASSWORD)),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", "Basic " + Plants.WRONG_PASSWORD),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", Plants.DESK_KEY),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", "Bearer " + Plants.JSON_WEB_TOKEN),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", "ApiKey " + Plants.WRONG_KEY),
            Call.of("POST", LOOKUP, RIGHT_PHONE, signed(Plants.CONTACT, "1700000000", Plants.WEBHOOK_SECRET)),
            Call.of("POST", LOOKUP, RIGHT_PHONE, signed(Plants.EMAIL, now(), Plants.WEBHOOK_SECRET.substring(6))),
            Call.of("POST", LOOKUP, RIGHT_PHONE, signed("a", Plants.PHONE, Plants.NAME)),
            Call.of(
                    "POST",
                    LOOKUP,
                    RIGHT_PHONE,
                    "X-API-Key",
                    Plants.WRONG_KEY,
                    "X-Forwarded-For",
                    Plants.NAME + ", " + Plants.PHONE + ", 4155550188"));

    /** What is wrong with these are the names of members, which whoever sent them is told, and nobody else. */
    private static final List<Call> MISNAMED_CALLS = List.of(
            known(RIGHT.replace("\"Contact\"", "\"Quillfeather__c\"")),
            known("{\"" + Plants.NAME + "\":1}"),
            action(LOOKUP, "{\"" + Plants.NAME + "\":\"" + Plants.PHONE + "\"}"),
            action(LOOKUP, "{\"phone\":\"" + Plants.PHONE + "\",\"" + Plants.CONTACT + "\":\"x\"}"),
            action(LOOKUP + "?dry_run=true", "{\"" + Plants.EMAIL + "\":\"" + Plants.PHONE + "\"}"),
            action(LOOKUP, "Quillfeather=" + Plants.PHONE));

    private static final List<Call> ADMIN_CALLS = List.of(
            Call.of("POST", EXPLAIN, RIGHT),
            Call.of("POST", EXPLAIN + "&plan=true", RIGHT),
            Call.of("POST", EXPLAIN + "&plan=4155550188", RIGHT),
            Call.of("POST", AD_HOC, RIGHT),
            Call.of("POST", EXPLAIN, "{\"object_name\":\"" + Plants.NAME),
            Call.of("POST", EXPLAIN, query("\"CreatedDate\":{\"op\":\">\",\"val\":\"" + Plants.NAME + "\"}", "")),
            Call.of("GET", "/limits", ""),
            Call.of("GET", "/profiler?contact_id=" + Plants.CONTACT, ""),
            Call.of("GET", "/profiler?request_id=" + Plants.PLAIN_PHONE, ""),
            Call.of("GET", "/profiler?since=4155550188", ""),
            Call.of("GET", "/profiler?limit=4155550188", ""),
            Call.of("GET", "/profiler?phone=4155550188", ""),
            Call.of("GET", "/profiler?action=zebedee-quillfeather&caller=quillfeather", ""),
            Call.of(
                    "GET",
                    "/profiler",
                    "",
                    "Authorization",
                    basic(Plants.WRONG_PASSWORD),
                    "X-Forwarded-For",
                    Plants.PHONE),
            Call.of("GET", "/profiler?api_key=" + Plants.DESK_KEY, ""),
            Call.of("POST", "/profiler", Plants.NAME),
            action(LOOKUP, RIGHT_PHONE),
            Call.of("GET", "/observe/health/" + Plants.CONTACT, ""),
            Call.of("GET", "/observe/metrics/" + Plants.CONTACT, ""),
            Call.of("GET", "/" + Plants.CONTACT, ""));

    private static final List<String> RAW_CALLS = List.of(
            Plants.NAME + "\r\n\r\n",
            "GET /" + Plants.PHONE + " HTTP/9.9\r\n\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\n" + Plants.NAME + "\r\n\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + Plants.PHONE + "\r\n\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX-API-Key: " + Plants.KEY
                    + "\r\nConnection: close\r\n\r\n" + Plants.NAME + "\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + Plants.KEY
                    + "\r\nContent-Length: 999\r\nConnection: close\r\n\r\n{\"object_name\":\"" + Plants.NAME,
            "ZEBEDEE " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /" + Plants.PHONE.repeat(1_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + Plants.NAME.repeat(1_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: " + Plants.EMAIL + "/" + Plants.PHONE + "\r\nConnection: close\r\n\r\n");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void nothingThatWasSentAndNothingThatWasReturnedGetsOut() throws IOException {
        try (var scan = new LeakScan(folder);
                var failing = QuotingSalesforce.lettingIn();
                var refusing = QuotingSalesforce.keepingOut()) {
            scan.running(callers(), (weir, audit) -> everything(scan, weir));
            scan.running(with(live(failing), callers()), (weir, audit) -> {
                for (int i = 0; i < 3 * QuotingSalesforce.failures(); i++) {
                    scan.send(weir.data(), known(RIGHT));
                    scan.send(weir.data(), action(LOOKUP, RIGHT_PHONE));
                }
                everything(scan, weir);
            });
            scan.running(live(refusing), (weir, audit) -> {
                scan.send(weir.data(), known(RIGHT));
                scan.send(weir.admin(), Call.of("GET", "/limits", ""));
            });

            assertThat(scan.leaks()).isEmpty();
            assertThat(scan.text(Channel.LOG)).contains("run outcome=answered");
            assertThat(scan.text(Channel.METRICS)).contains("weir_audit_dropped_total", "weir_http_request_duration");
            assertThat(scan.text(Channel.PROFILER)).contains("WHERE Phone = ?", "\"contact\":\"", "hashed-");
            assertThat(scan.text(Channel.AUDIT))
                    .contains(
                            "\"caller\":\"desk\"",
                            "\"action\":\"caller-lookup\"",
                            "\"caller\":\"unknown\"",
                            "\"outcome\":\"unknown_action\"",
                            "WHERE Phone = ?");
            assertThat(scan.text(Channel.ERROR_BODIES))
                    .contains("\"ok\":\"false\"", "\"status\":401", "\"status\":502");
        }
    }

    private static void everything(LeakScan scan, Weir weir) throws IOException {
        for (var call : DATA_CALLS) {
            scan.send(weir.data(), call);
        }
        for (var call : MISNAMED_CALLS) {
            scan.sendUnheard(weir.data(), call);
        }
        for (var call : ADMIN_CALLS) {
            scan.send(weir.admin(), call);
        }
        for (var request : RAW_CALLS) {
            scan.sendRaw(weir.data(), request);
            scan.sendRaw(weir.admin(), request);
        }
    }

    /** Each leak is planted where it could happen, and heard on its channel. */
    @ParameterizedTest
    @EnumSource(Channel.class)
    void theScanHearsALeak(Channel channel) throws IOException {
        try (var scan = new LeakScan(folder);
                var failing = QuotingSalesforce.lettingIn()) {
            scan.running(live(failing), (weir, audit) -> leak(channel, scan, weir, audit));
            if (channel == Channel.METRICS) {
                LeakScan.METERS.remove("weir_leak", List.of(Tag.create("who", Plants.PHONE)));
            }
            assertThat(scan.leaks()).containsKey(channel);
        }
    }

    private static void leak(Channel channel, LeakScan scan, Weir weir, Path audit) throws IOException {
        switch (channel) {
            case LOG ->
                System.getLogger("io.weir.leak")
                        .log(Level.WARNING, "a bug", new IllegalStateException("of " + Plants.NAME));
            case STANDARD_OUTPUT -> System.out.println(Plants.PHONE);
            case STANDARD_ERROR -> System.err.println(Plants.PHONE);
            case METRICS ->
                LeakScan.METERS
                        .getOrCreate(Counter.builder("weir_leak").tags(List.of(Tag.create("who", Plants.PHONE))))
                        .increment();
            // A name with a digit looks like a generated id.
            case PROFILER -> scan.send(weir.data(), known(RIGHT, "X-Request-Id", "quillfeather-1"));
            case AUDIT -> Files.writeString(audit, "{\"caller\":\"" + Plants.NAME + "\"}\n", StandardOpenOption.APPEND);
            case ERROR_BODIES -> scan.send(weir.data(), known("{\"Quillfeather\":1}"));
        }
    }

    @Test
    void theScanHearsWhatIsEncoded() {
        assertThat(Plants.in("Basic cXVpbGxmZWF0aGVy")).containsExactly("quillfeather");
        assertThat(Plants.in(basic(Plants.WRONG_PASSWORD))).containsExactly("guessed-password");
        assertThat(Plants.in(basic("-" + Plants.WRONG_PASSWORD))).containsExactly("guessed-password");
        assertThat(Plants.in(Plants.WEBHOOK_SECRET)).containsExactly("planted-webhook-secret");
        assertThat(Plants.in("/%2B14155550188")).containsExactly("4155550188");
        assertThat(Plants.in("ZEBEDEE")).containsExactly("zebedee");
        assertThat(Plants.in("nothing of the kind")).isEmpty();
    }

    @Test
    void noToStringOfTheDomainTellsAValue() {
        var condition = new Condition.All(List.of(
                leaf("Phone", new Input.Text(Plants.PHONE)),
                leaf("Name", new Input.Many(List.of(new Input.Text(Plants.NAME), new Input.Text(Plants.EMAIL)))),
                leaf("Number__c", new Input.Numeric(new BigDecimal("4155550188")))));
        var draft = QueryDraft.of(
                new ObjectName("Contact"),
                List.of(new DraftItem.Field("/fields/0", FieldPath.parse("Name"))),
                condition);
        var plan = new PlanQuery(SchemaCatalog.NONE, QueryPolicy.DEFAULT)
                .plan(draft, Deadline.after(Duration.ofMinutes(1), Clock.systemUTC()));
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Ready.class);
        var ready = (PlanQuery.Plan.Ready) plan;
        var row = Row.of(Map.of("Name", Plants.NAME, "Phone", Plants.PHONE));
        var answer = new Answer(List.of(row), 1, false);

        for (var told : List.of(
                draft,
                condition,
                plan,
                ready.soql().query(),
                ready.soql().query().where(),
                ready.soql(),
                ready.soql().shape(),
                new Value.Text(Plants.NAME),
                new Value.Money("USD", new BigDecimal("4155550188")),
                row,
                answer,
                new QueryPage(List.of(row), 1, Optional.empty()),
                new Outcome.Answered(answer),
                new Outcome.ContractBroken(List.of(new AnswerContract.Violation("/records/0/Name", "pattern"))))) {
            assertThat(Plants.in(told.toString())).as(told.getClass().getName()).isEmpty();
        }
        record Careless(String phone) {}
        assertThat(Plants.in(new Careless(Plants.PHONE).toString())).isNotEmpty();
    }

    private static Condition leaf(String field, Input value) {
        var operator = value instanceof Input.Many ? ConditionOperator.IN : ConditionOperator.EQUAL;
        return new Condition.Leaf(
                "/filters/" + field, new Operand.Field(FieldPath.parse(field)), operator, value, Optional.empty());
    }

    private static Map<String, String> live(QuotingSalesforce salesforce) {
        return Map.of(
                "SF_LOGIN_URL",
                salesforce.uri().toString(),
                "SF_CLIENT_ID",
                "the-client",
                "SF_CLIENT_SECRET",
                Plants.CLIENT_SECRET);
    }

    /** A caller that has a key, a password and a secret, and may run whatever there is; and a proxy that is believed. */
    private Map<String, String> callers() throws IOException {
        var yaml = """
            weir:
              trusted-proxies: [127.0.0.1]
              callers:
                - name: desk
                  keys: [{hash: "%s"}]
                  basic: [{user: desk, hash: "%s"}]
                  webhook-secrets: [{secret: "%s"}]
                  actions: ["*"]
                  explain: true
            """.formatted(
                KeyHash.of(Plants.DESK_KEY).text(),
                PasswordHash.of(Plants.DESK_PASSWORD, new SecureRandom()).text(),
                Plants.WEBHOOK_SECRET);
        return Map.of(
                "WEIR_CONFIG",
                Files.writeString(folder.resolve("weir.yaml"), yaml).toString());
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        var all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    private static Call action(String path, String body, String... headers) {
        return Call.of("POST", path, body, with(headers, "X-API-Key", Plants.DESK_KEY));
    }

    private static String said(String member, String value) {
        return "{\"phone\":\"%s\",\"%s\":\"%s\"}".formatted(Plants.PHONE, member, value);
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("desk:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String[] signed(String id, String timestamp, String signature) {
        return new String[] {"webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", "v1," + signature};
    }

    private static String now() {
        return Long.toString(Clock.systemUTC().instant().getEpochSecond());
    }

    private static String[] with(String[] headers, String name, String value) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    private static Call known(String body, String... headers) {
        return Call.of("POST", AD_HOC, body, with(headers, "X-API-Key", Plants.KEY));
    }

    private static String query(String filter, String more) {
        return "{\"object_name\":\"Contact\",\"fields\":[\"Id\",\"Name\",\"Phone\"],\"filters\":{%s}%s}"
                .formatted(filter, more);
    }
}
