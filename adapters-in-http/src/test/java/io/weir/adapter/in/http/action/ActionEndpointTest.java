package io.weir.adapter.in.http.action;

import static io.weir.adapter.in.http.action.RunningActions.BODY;
import static io.weir.adapter.in.http.action.RunningActions.FLOW;
import static io.weir.adapter.in.http.action.RunningActions.FOUND;
import static io.weir.adapter.in.http.action.RunningActions.LOOKUP;
import static io.weir.adapter.in.http.action.RunningActions.PHONE;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of data actions over HTTP. */
final class ActionEndpointTest {
    private final RunningActions actions = new RunningActions();

    @AfterEach
    void stop() {
        actions.close();
    }

    @Test
    void answersOneFlatObject() {
        var answer = actions.answering(FOUND).post(BODY, "X-Request-Id", "c-1", "Content-Type", "text/whatever");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"ok\":\"true\",\"outcome\":\"found\",\"count\":\"1\",\"truncated\":\"false\",\"request_id\":\"c-1\",\"invalid\":\"\",\"invalid_reason\":\"\",\"contactName\":\"Ada"
                            + " Byron\",\"vip\":\"\",\"openCases\":\"\","
                            + "\"balance\":\"\",\"birthdate\":\"\",\"since\":\"\",\"note\":\"\",\"r1_caseNumber\":\"\","
                            + "\"r1_status\":\"\",\"r2_caseNumber\":\"\",\"r2_status\":\"\"}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(header(answer, "Content-Length"))
                .isEqualTo(String.valueOf(answer.body().length()));
        assertThat(answer.headers().firstValue("Connection")).isEmpty();
        assertThat(actions.requests()).hasSize(1);
        assertThat(actions.requests().getFirst().action()).isEqualTo(LOOKUP);
        assertThat(actions.requests().getFirst().inputs()).isEqualTo(Map.of(PHONE, new Input.Text("+14155550100")));
        assertThat(actions.requests().getFirst().caller()).isEqualTo(FLOW.caller());
        assertThat(actions.requests().getFirst().trail().requestId()).hasToString("c-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "{\"phone\":null,\"tier\":\" \"}", "phone=&tier=+"})
    void readsNoInputFromWhatIsEmptyOrBlank(String body) {
        assertThat(actions.answering(FOUND).post(body).statusCode()).isEqualTo(200);

        assertThat(actions.requests().getFirst().inputs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone=1&", "phone=1&&", "&phone=1", "&&phone=1&&&tier=+&", "phone=1&\n"})
    void ignoresWhatIsEmptyInAForm(String body) {
        assertThat(actions.answering(FOUND).post(body).statusCode()).isEqualTo(200);

        assertThat(actions.requests().getFirst().inputs()).isEqualTo(Map.of(PHONE, new Input.Text("1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e4000", "-1E+99999999999", "1234567890123456789012345678901234567890"})
    void aNumberOfAnyLengthIsReadAsItsTextWouldBe(String digits) {
        String number = digits.repeat(digits.length() == 40 ? 10 : 1);
        var weir = actions.answering(FOUND);

        assertThat(weir.post("{\"phone\":%1$s,\"ids\":[%1$s]}".formatted(number))
                        .statusCode())
                .isEqualTo(200);
        assertThat(weir.post("{\"phone\":\"%1$s\",\"ids\":[\"%1$s\"]}".formatted(number))
                        .statusCode())
                .isEqualTo(200);
        assertThat(actions.requests().getFirst().inputs())
                .isEqualTo(actions.requests().getLast().inputs());
    }

    @Test
    void aNameThatAFormRepeatsIsAList() {
        assertThat(actions.answering(FOUND)
                        .post("ids=0035g0000000001&phone=1&ids=0035g0000000002")
                        .statusCode())
                .isEqualTo(200);

        assertThat(actions.requests().getFirst().inputs())
                .containsEntry(
                        new MemberName("ids"),
                        new Input.Many(List.of(new Input.Text("0035g0000000001"), new Input.Text("0035g0000000002"))));
    }

    @Test
    void ignoresAndCountsUnknownInputsWhereTheOperatorSaysSo() {
        var weir = actions.serving(TestCallers.anyone(FLOW), UnknownInputs.IGNORE, _ -> FOUND);

        assertThat(weir.post("{\"phone\":\"1\",\"busNo\":7,\"scriptName\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(actions.requests().getFirst().inputs()).containsOnlyKeys(PHONE);
        assertThat(weir.post("{\"PHONE\":\"1\"}").body()).contains("write 'phone'");
        assertThat(weir.running().counted("weir_unknown_inputs", "caller-lookup"))
                .isEqualTo(2);
    }

    @Test
    void isKnownByTheRequestIdOfItsBodyUnlessAHeaderSaysAnother() {
        var byBody = actions.answering(FOUND).post("{\"requestId\":4711}");
        var byHeader = actions.answering(FOUND).post("{\"requestId\":4711}", "X-Request-Id", "c-1");
        var unfit = actions.answering(FOUND).post("{\"requestId\":\"a b\"}");
        var split = actions.answering(FOUND).post("{\"requestId\":\"a1\\r\\nSet-Cookie: x\"}");
        var refused = actions.answering(FOUND).post("{\"requestId\":4711,\"nope\":1}");

        assertThat(header(byBody, "X-Request-Id")).isEqualTo("4711");
        assertThat(byBody.body()).contains("\"request_id\":\"4711\"");
        assertThat(header(byHeader, "X-Request-Id")).isEqualTo("c-1");
        assertThat(byHeader.body()).contains("\"request_id\":\"c-1\"");
        assertThat(header(unfit, "X-Request-Id")).isEqualTo(RunningWeir.NEW_ID);
        assertThat(header(split, "X-Request-Id")).isEqualTo(RunningWeir.NEW_ID);
        assertThat(split.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).contains("\"request_id\":\"4711\"");
        assertThat(actions.requests())
                .extracting(run -> run.trail().requestId().value())
                .containsExactly("4711", "c-1", RunningWeir.NEW_ID, RunningWeir.NEW_ID);
    }

    @Test
    void theAuditTellsWhichActionWasAskedAndKeepsTheBodysContactAsAHash() {
        var weir = actions.answering(FOUND);

        weir.post("{\"contactId\":\"102030405060\",\"requestId\":\"+14155550100\"}");

        assertThat(weir.running().audited).singleElement().satisfies(entry -> {
            assertThat(entry.asked()).hasToString(LOOKUP.name().value());
            assertThat(entry.outcome()).hasToString("answered");
            assertThat(entry.contact().hex()).matches("[0-9a-f]{24}");
            assertThat(entry.requestId().value()).matches("hashed-[0-9a-f]{24}");
        });
    }

    @Test
    void waitsAsLongAsTheBodySaysUnlessAHeaderSaysAnother() {
        actions.answering(FOUND).post("{\"timeoutMs\":2000}");
        actions.answering(FOUND).post("timeoutMs=2000");
        actions.answering(FOUND).post("{\"timeoutMs\":\"2000\"}", "X-Timeout-Ms", "60000");
        actions.answering(FOUND).post("{\"timeoutMs\":\"\"}");

        assertThat(actions.requests().get(0).timeout()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_850));
        assertThat(actions.requests().get(1).timeout()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_850));
        assertThat(actions.requests().get(2).timeout()).isGreaterThan(Duration.ofSeconds(10));
        assertThat(actions.requests().get(3).timeout()).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void boundsTheContactId() {
        String longest = "7".repeat(64);

        assertThat(actions.answering(FOUND)
                        .post("{\"contactId\":\"" + longest + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(actions.answering(FOUND)
                        .post("{\"contactId\":\"" + longest + "7\"}")
                        .body())
                .contains("\"status\":400", "/contactId: at most 64 characters");
        assertThat(actions.answering(FOUND)
                        .post(BODY, "X-Contact-Id", longest + "7")
                        .body())
                .contains("\"status\":400", "X-Contact-Id has at most 64 characters");
    }

    @Test
    void countsRequestsByTheNamesOfTheCatalogOnly() {
        var weir = actions.answering(FOUND);
        weir.post(BODY);
        weir.post("{\"nope\":1}");
        weir.send("POST", "/cxone/data-action/whatever-comes", new byte[0]);

        assertThat(weir.running().timed("caller-lookup", "answered")).isEqualTo(1);
        assertThat(weir.running().timed("caller-lookup", "invalid_request")).isEqualTo(1);
        assertThat(weir.running().timed("unknown_action", "unknown_action")).isEqualTo(1);
        assertThat(weir.running().timed("whatever-comes", "unknown_action")).isZero();
    }
}
