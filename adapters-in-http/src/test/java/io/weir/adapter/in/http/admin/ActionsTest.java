package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.CapturedLog;
import io.weir.adapter.in.http.action.DryRunJson.WriteJson;
import io.weir.adapter.in.http.catalog.ActionReaderTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code /actions} shows, and the operator's dry runs. */
final class ActionsTest {
    private static final String DRY_RUN = "/cxone/data-action/caller-lookup?dry_run=true";
    private static final String INPUTS =
            "{\"phone\":\"+1 415 555 0188\",\"tier\":\"gold\",\"ids\":\"0035g0000000001AAA\",\"pin\":\"quill-4711\"}";

    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsActionsAsTheyAreDeclared() {
        admin.problems = List.of("caller-lookup.yaml:12: no field 'Nmae'");

        assertThat(admin.get("/actions")).returns(200, HttpResponse::statusCode).returns("""
            {"actions":[{"name":"caller-lookup","version":3,"description":"",\
            "inputs":[{"name":"phone","type":"phone","description":"","required":true,"sensitive":false},\
            {"name":"tier","type":"text","description":"","required":true,"sensitive":false},\
            {"name":"ids","type":"list of id","description":"","required":true,"sensitive":false},\
            {"name":"pin","type":"text","description":"","required":true,"sensitive":true}],\
            "outputs":["contactName","vip","openCases","balance","birthdate","since","note",\
            "r1_caseNumber","r1_status","r2_caseNumber","r2_status"],\
            "steps":[{"name":"record","object":"Contact",\
            "shape":"SELECT Name FROM Contact WHERE Name = ? AND Name = ? AND Name IN (?) AND Name = ?",\
            "answers":true}],"cache_ms":10000,"time_limit_ms":1800,"priority":"normal","row_cap":50,\
            "problems":["caller-lookup.yaml:12: no field 'Nmae'"]}]}\
            """, HttpResponse::body);
    }

    @Test
    void saysWhatAnActionWrites() {
        var writing = ActionReaderTest.read("close", """
            name: close
            version: 1
            description: Closes the case.
            inputs: {number: {type: text, required: true}}
            query: {object_name: Case, fields: [Id], where: {field: CaseNumber, op: "=", val: "{number}"}}
            writes:
              case: {update: Case, id: "{record.Id}", assignment: keep, fields: {Status: Closed}}
            """);

        assertThat(ActionJson.of(writing, Map.of(), List.of()).writes())
                .containsExactly(new WriteJson(
                        "case", "update", "Case", "", "keep", null, Map.of("Id", "?", "Status", "Closed")));
    }

    @Test
    void showsOneActionWithItsContractAndTextsThatCallIt() {
        assertThat(admin.get("/actions/caller-lookup"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"input_schema\":{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"")
                        .contains("\"output_schema\":{\"$schema\":", "\"contactName\":{\"type\":\"string\"}")
                        .contains(
                                "\"curl\":\"curl -sS https://weir.example.com/cxone/data-action/caller-lookup \\\\\\n")
                        .contains(
                                "\"snippets\":{\"rest_api\":\"REST API action for caller-lookup v3",
                                "\"snippet\":\"// SNIPPET")
                        .contains("\"integration_hub\":\"Integration Hub request for", "GetRESTProxy()")
                        .doesNotContain("\"vip\":{\"type\":[\"boolean\",\"null\"]}"));
        assertThat(admin.get("/actions/caller-lookup?profile=json").body())
                .contains("\"vip\":{\"type\":[\"boolean\",\"null\"]}");
    }

    @Test
    void showsTheVersionThatIsAskedFor() {
        assertThat(admin.get("/actions/caller-lookup?version=3").statusCode()).isEqualTo(200);
        assertThat(admin.get("/actions/caller-lookup?version=2"))
                .returns(404, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("caller-lookup has version 3 only"));
        assertThat(admin.send("POST", DRY_RUN + "&version=2", INPUTS).statusCode())
                .isEqualTo(404);
    }

    @Test
    void namesNearActionsForAnUnknownOne() {
        for (String path : List.of("/actions/caller-lokup", "/actions/Caller_Lookup", "/actions/salesforce-query")) {
            assertThat(admin.get(path))
                    .returns(404, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("\"code\":\"unknown_action\""));
        }
        assertThat(admin.get("/actions/caller-lokup").body()).contains("did you mean 'caller-lookup'?");
        assertThat(admin.send("POST", DRY_RUN.replace("lookup", "lokup"), INPUTS))
                .returns(404, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("did you mean 'caller-lookup'?"));
    }

    @Test
    void triesAnActionWithoutRunningIt() {
        assertThat(admin.send("POST", DRY_RUN, INPUTS))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .startsWith(
                                "{\"ok\":\"true\",\"dry_run\":\"true\",\"action\":\"caller-lookup\",\"version\":\"3\"")
                        .contains(
                                "\"hidden\":[\"pin\"]", "\"steps\":[{\"name\":\"record\",\"shape\":\"SELECT Name FROM")
                        .contains("+14155550188")
                        .doesNotContain("quill-4711"));
        assertThat(admin.send("POST", DRY_RUN + "&profile=json", INPUTS).body())
                .startsWith("{\"ok\":true,\"dry_run\":true,\"action\":\"caller-lookup\",\"version\":3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caller-lookup              | {}                        | 400 | add ?dry_run=true",
                "caller-lookup?dry_run=1    | {}                        | 400 | dry_run is true or false",
                "caller-lookup?dry_run=true | {                         | 400 | malformed_json",
                "caller-lookup?dry_run=true | {\"phone\":[\"quill-4711\"]} | 400 | expected a telephone number",
                "caller-lookup?dry_run=true | {\"phone\":\"Restricted\",\"tier\":\"a\",\"ids\":\"b\",\"pin\":\"c\"} |"
                        + " 200 | /ids",
                "caller-lookup?dry_run=true | {\"timeoutMs\":\"quill-4711\"} | 400 | /timeoutMs: a whole number",
                "caller-lookup?dry_run=true | {\"quill-4711\":\"x\"}       | 400 | unknown key"
            })
    void refusesWhatARunWouldRefuseAndLogsNothing(String path, String body, int status, String detail) {
        try (var log = CapturedLog.logger("io.weir")) {
            var answer = admin.send("POST", "/cxone/data-action/" + path, body);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(detail);
            assertThat(log.lines(Level.INFO)).isEmpty();
        }
        assertThat(admin.weir.audited).isEmpty();
        assertThat(admin.weir.history.executions).isEmpty();
        assertThat(admin.get("/observe/metrics").body())
                .doesNotContain("quill", "dry_run", "weir_http_requests_total", "caller-lookup");
    }
}
