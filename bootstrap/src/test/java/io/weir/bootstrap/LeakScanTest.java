package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.write.WriteError;
import io.weir.application.plan.PlanQuery;
import io.weir.bootstrap.LeakScan.Call;
import io.weir.bootstrap.LeakScan.Channel;
import io.weir.bootstrap.SalesforceLine.Moment;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing that callers send and nothing that Salesforce returns gets out, on any channel, whatever goes wrong.
 *
 * <p>A new endpoint is one more line in {@link LeakScanCalls}.
 */
@Timeout(120)
class LeakScanTest {
    private static final String QUOTE =
            "of %s <%s>, %s".formatted(PlantedValues.NAME, PlantedValues.EMAIL, PlantedValues.PHONE);
    private static final List<String> WRITTEN = List.of("Case", "Task", "Contact", "Account");
    private static final List<String> REFUSALS = List.of(
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "STRING_TOO_LONG",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "DUPLICATE_VALUE",
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
            PlantedValues.NAME);

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
                    scan.send(weir.data(), LeakScanCalls.known(LeakScanCalls.RIGHT));
                    scan.send(weir.data(), LeakScanCalls.action(LeakScanCalls.LOOKUP, LeakScanCalls.RIGHT_PHONE));
                    scan.send(weir.data(), LeakScanCalls.action(LeakScanCalls.SEARCH, LeakScanCalls.RIGHT_PHONE));
                }
                everything(scan, weir);
            });
            scan.running(live(refusing), (weir, audit) -> {
                scan.send(weir.data(), LeakScanCalls.known(LeakScanCalls.RIGHT));
                scan.send(weir.admin(), Call.of("GET", "/limits", ""));
            });

            assertThat(scan.leaks()).isEmpty();
            assertThat(scan.text(Channel.LOG))
                    .contains("run outcome=answered", "refused code=invalid_request", "reason=\"/?: unknown key; ")
                    .containsPattern(
                            "\\{\"time\":\"[^\"]+\",\"level\":\"INFO\",\"logger\":\"io.weir.run\",.+\"request_id\":");
            assertThat(scan.text(Channel.METRICS)).contains("weir_audit_dropped_total", "weir_http_request_duration");
            assertThat(scan.text(Channel.PROFILER))
                    .contains("FIND {?} IN PHONE FIELDS", "WHERE Phone = ?", "\"contact\":\"", "hashed-");
            assertThat(scan.text(Channel.OPERATOR_VIEWS))
                    .contains(
                            "\"code\":\"login_refused\"",
                            "\"name\":\"desk\"",
                            "\"unknown_key\":",
                            "\"shape\":\"SELECT ",
                            "\"step_ms\":60000,\"points\":[{");
            assertThat(scan.text(Channel.AUDIT))
                    .contains(
                            "\"caller\":\"desk\"",
                            "\"action\":\"caller-lookup\"",
                            "\"caller\":\"unknown\"",
                            "\"outcome\":\"unknown_action\"",
                            "WHERE Phone = ?");
            assertThat(scan.text(Channel.STORE)).contains("SQLite format 3", "WHERE Phone = ?", "hashed-");
            assertThat(scan.text(Channel.EXPORTS))
                    .contains(
                            "\"outcome\":\"answered\"", "timestamp,instance,", "WHERE Phone = ?", "There is no advice");
            assertThat(scan.text(Channel.TRACES))
                    .contains("POST /cxone/data-action/caller-lookup", "WHERE Phone = ?", "hashed-", "error.type");
            assertThat(scan.text(Channel.ERROR_BODIES))
                    .contains("\"ok\":\"false\"", "\"status\":401", "\"status\":502");
        }
    }

    /** Two callers, one of whom refers to the other's answer, and composite requests that fail now and then. */
    @Test
    void nothingGetsOutOfARequestThatTwoCallersShare() throws IOException {
        try (var scan = new LeakScan(folder)) {
            var shared = Map.of(
                    "SF_COMPOSITE", "always",
                    "SF_MAX_CALLS", "1",
                    "WEIR_SANDBOX_FAULTS", "latency=5ms,composite:503=#20");
            scan.running(with(callers(), shared), (weir, audit) -> {
                for (int i = 0; i < 30; i++) {
                    scan.send(weir.data(), LeakScanCalls.notNamed("@" + i));
                }
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < 300; i++) {
                        var call = i % 10 == 0
                                ? LeakScanCalls.notNamed("@{r0.records[0].Phone}" + i)
                                : LeakScanCalls.notNamed(PlantedValues.NAME + i);
                        var desk = Call.of("POST", call.path(), call.body(), "X-API-Key", PlantedValues.DESK_KEY);
                        threads.execute(() -> scan.send(weir.data(), call));
                        threads.execute(() -> scan.send(weir.data(), desk));
                    }
                }
            });

            assertThat(scan.leaks()).isEmpty();
            assertThat(scan.text(Channel.METRICS))
                    .containsPattern("weir_salesforce_requests_total\\{[^}]*operation=\"composite\"[^}]*} [1-9]");
            assertThat(scan.text(Channel.LOG)).contains("a composite request of several lookups failed");
        }
    }

    /** Records that are written, refused by an org that quotes them, and cut off on the way. */
    @Test
    void nothingGetsOutOfWhatIsWritten() throws IOException {
        try (var scan = new LeakScan(folder);
                var org = Sandbox.start(WritingActions::org);
                var line = new SalesforceLine(org.baseUri())) {
            var environment = WritingActions.environment(folder.resolve("weir"), line.uri());
            environment.remove("WEIR_DATA");
            var calls = LeakScanCalls.writes(
                    WritingActions.ids(org, "SELECT Id FROM Contact LIMIT 1").getFirst());
            scan.running(environment, (weir, audit) -> {
                for (var code : REFUSALS) {
                    var refusal = new WriteError(code, QUOTE, "Description");
                    WRITTEN.forEach(object -> org.writeRules().refuse(object, refusal));
                    calls.forEach(call -> scan.send(weir.data(), call));
                    WRITTEN.forEach(object -> org.writeRules().accept(object));
                }
                org.writeRules().refuse("Case", new WriteError("UNABLE_TO_LOCK_ROW", QUOTE));
                scan.send(weir.data(), brief(calls.getFirst()));
                org.writeRules().accept("Case");
                for (int i = 0; i < 2; i++) {
                    calls.forEach(call -> scan.send(weir.data(), call));
                    calls.forEach(call -> scan.send(weir.admin(), call));
                }
                line.breakAt((moment, request) -> moment == Moment.ANSWERED && SalesforceLine.writes(request));
                calls.forEach(call -> scan.send(weir.data(), ofContact(PlantedValues.EMAIL, call)));
                line.breakAt((moment, request) -> moment == Moment.SENT && SalesforceLine.writes(request));
                calls.forEach(call -> scan.send(weir.data(), ofContact(PlantedValues.PHONE, call)));
                line.breakAt((_, _) -> false);
            });

            assertThat(scan.leaks()).isEmpty();
            assertThat(scan.text(Channel.LOG))
                    .contains("business_outcome=created", "business_outcome=pending", "business_outcome=rejected");
            assertThat(scan.text(Channel.STORE)).contains("Case,500", "Task,00T", "Contact,003");
            assertThat(scan.text(Channel.AUDIT)).contains("\"records\":[\"500", "\"business_outcome\":\"replayed\"");
            assertThat(scan.text(Channel.METRICS))
                    .containsPattern("weir_salesforce_requests_total\\{[^}]*operation=\"write\"[^}]*} [1-9]");
            assertThat(scan.text(Channel.PROFILER)).contains("open-case", "\"contact\":\"");
            assertThat(scan.text(Channel.TRACES)).contains("POST /cxone/data-action/open-case");
            assertThat(scan.text(Channel.ERROR_BODIES))
                    .contains("\"status\":403", "\"status\":413", "\"status\":422", "\"status\":502");
        }
    }

    /** What is locked is tried until the time is up. */
    private static Call brief(Call call) {
        var headers = new ArrayList<>(call.headers());
        headers.addAll(List.of("X-Timeout-Ms", "500"));
        return new Call(call.method(), call.path(), call.body(), headers);
    }

    private static Call ofContact(String contactId, Call call) {
        return new Call(
                call.method(), call.path(), call.body().replace(PlantedValues.CONTACT, contactId), call.headers());
    }

    private static void everything(LeakScan scan, Weir weir) throws IOException {
        for (var call : LeakScanCalls.DATA_CALLS) {
            scan.send(weir.data(), call);
        }
        for (var call : LeakScanCalls.MISNAMED_CALLS) {
            scan.sendWithoutRecording(weir.data(), call);
        }
        for (var call : LeakScanCalls.MISNAMED_ADMIN_CALLS) {
            scan.sendWithoutRecording(weir.admin(), call);
        }
        for (var call : LeakScanCalls.ADMIN_CALLS) {
            scan.send(weir.admin(), call);
        }
        for (var request : LeakScanCalls.RAW_CALLS) {
            scan.sendRaw(weir.data(), request);
            scan.sendRaw(weir.admin(), request);
        }
    }

    /** Each leak is planted where it could happen, and recorded on its channel. */
    @ParameterizedTest
    @EnumSource(Channel.class)
    void theScanHearsALeak(Channel channel) throws IOException {
        try (var scan = new LeakScan(folder);
                var failing = QuotingSalesforce.lettingIn()) {
            scan.running(
                    with(live(failing), Map.of("WEIR_ACTIONS", actions())),
                    (weir, audit) -> leak(channel, scan, weir, audit));
            if (channel == Channel.METRICS) {
                LeakScan.METERS.remove("weir_leak", List.of(Tag.create("who", PlantedValues.PHONE)));
            }
            assertThat(scan.leaks()).containsKey(channel);
        }
    }

    private void leak(Channel channel, LeakScan scan, Weir weir, Path audit) throws IOException {
        switch (channel) {
            case LOG ->
                System.getLogger("io.weir.leak")
                        .log(Level.WARNING, "a bug", new IllegalStateException("of " + PlantedValues.NAME));
            case STANDARD_OUTPUT -> System.out.println(PlantedValues.PHONE);
            case STANDARD_ERROR -> System.err.println(PlantedValues.PHONE);
            case METRICS ->
                LeakScan.METERS
                        .getOrCreate(Counter.builder("weir_leak").tags(List.of(Tag.create("who", PlantedValues.PHONE))))
                        .increment();
            case OPERATOR_VIEWS -> {
                declare("described", PlantedValues.NAME);
                scan.send(weir.admin(), Call.of("POST", "/reload", ""));
            }
            // A name with a digit looks like a generated id.
            case PROFILER, STORE, EXPORTS, TRACES ->
                scan.send(weir.data(), LeakScanCalls.known(LeakScanCalls.RIGHT, "X-Request-Id", "quillfeather-1"));
            case AUDIT ->
                Files.writeString(audit, "{\"caller\":\"" + PlantedValues.NAME + "\"}\n", StandardOpenOption.APPEND);
            case ERROR_BODIES -> scan.send(weir.data(), LeakScanCalls.known("{\"Quillfeather\":1}"));
        }
    }

    /** A folder with one data action. */
    private String actions() throws IOException {
        Files.createDirectories(folder.resolve("actions"));
        declare("plain", "Which contact has this number?");
        return folder.resolve("actions").toString();
    }

    private void declare(String name, String description) throws IOException {
        Files.writeString(folder.resolve("actions").resolve(name + ".yaml"), """
            name: %s
            version: 1
            description: %s
            inputs:
              phone: {type: phone, region: US, required: true}
            query:
              object_name: Contact
              fields: [Id, Name]
              where: {field: Phone, op: IN, val: "{phone}"}
            outputs:
              contactName: Name
            """.formatted(name, description));
    }

    @Test
    void theScanHearsWhatIsEncoded() {
        assertThat(PlantedValues.in("Basic cXVpbGxmZWF0aGVy")).containsExactly("quillfeather");
        assertThat(PlantedValues.in(LeakScanCalls.basic(PlantedValues.WRONG_PASSWORD)))
                .containsExactly("guessed-password");
        assertThat(PlantedValues.in(LeakScanCalls.basic("-" + PlantedValues.WRONG_PASSWORD)))
                .containsExactly("guessed-password");
        assertThat(PlantedValues.in(PlantedValues.WEBHOOK_SECRET)).containsExactly("planted-webhook-secret");
        assertThat(PlantedValues.in("/%2B14155550188")).containsExactly("4155550188");
        assertThat(PlantedValues.in("ZEBEDEE")).containsExactly("zebedee");
        assertThat(PlantedValues.in("nothing of the kind")).isEmpty();
    }

    @Test
    void noToStringOfTheDomainTellsAValue() {
        var condition = new Condition.All(List.of(
                leaf("Phone", new Input.Text(PlantedValues.PHONE)),
                leaf(
                        "Name",
                        new Input.Many(
                                List.of(new Input.Text(PlantedValues.NAME), new Input.Text(PlantedValues.EMAIL)))),
                leaf("Number__c", new Input.Numeric(new BigDecimal("4155550188")))));
        var draft = QueryDraft.of(
                new ObjectName("Contact"),
                List.of(new DraftItem.Field("/fields/0", FieldPath.parse("Name"))),
                condition);
        var plan = new PlanQuery(SchemaCatalog.NONE, QueryPolicy.DEFAULT)
                .plan(draft, Deadline.after(Duration.ofMinutes(1), Clock.systemUTC()));
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Ready.class);
        var ready = (PlanQuery.Plan.Ready) plan;
        var row = Row.of(Map.of("Name", PlantedValues.NAME, "Phone", PlantedValues.PHONE));
        var answer = new Answer(List.of(row), 1, false);

        for (var told : List.of(
                draft,
                condition,
                plan,
                ready.soql().query(),
                ready.soql().query().where(),
                ready.soql(),
                ready.soql().shape(),
                new Value.Text(PlantedValues.NAME),
                new Value.Money("USD", new BigDecimal("4155550188")),
                row,
                answer,
                new QueryPage(List.of(row), 1, Optional.empty()),
                new Outcome.Answered(answer),
                new Outcome.ContractBroken(List.of(new AnswerContract.Violation("/records/0/Name", "pattern"))))) {
            assertThat(PlantedValues.in(told.toString()))
                    .as(told.getClass().getName())
                    .isEmpty();
        }
        record Careless(String phone) {}
        assertThat(PlantedValues.in(new Careless(PlantedValues.PHONE).toString()))
                .isNotEmpty();
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
                PlantedValues.CLIENT_SECRET);
    }

    /**
     * A caller that has a key, a password and a secret, and may run whatever there is; and a proxy that is believed.
     */
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
                KeyHash.of(PlantedValues.DESK_KEY).text(),
                PasswordHash.of(PlantedValues.DESK_PASSWORD, new SecureRandom()).text(),
                PlantedValues.WEBHOOK_SECRET);
        return Map.of(
                "WEIR_CONFIG",
                Files.writeString(folder.resolve("weir.yaml"), yaml).toString());
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        var all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }
}
