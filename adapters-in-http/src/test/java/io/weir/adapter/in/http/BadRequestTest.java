package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BadRequestTest {
    private static final RunningWeir WEIR = RunningWeir.with();

    @AfterAll
    static void stop() {
        WEIR.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "the body is empty"),
                arguments(" \r\n ", "the body is empty"),
                arguments("{\"object_name\":\"Contact\"", "line 1, column 25 (offset 24): the text ends too early"),
                arguments(
                        "{\"object_name\":\"a\nb\"}",
                        "line 1, column 18 (offset 17): a value probably contains a line"),
                arguments("{\n \"object_name\":\"a\"b\"}", "line 2, column 19 (offset 20): a value before it probably"),
                arguments("{\"object_name\":\"a\" \"fields\":[]}", "column 27 (offset 26): a value before it"),
                arguments("{\"limit\":01}", "column 11 (offset 10)"),
                arguments("{\"limit\":1,}", "column 12 (offset 11)"),
                arguments("{\"limit\":tru}", "column 13 (offset 12)"),
                arguments("{'limit':1}", "column 2 (offset 1)"),
                arguments("{\"object_name\":\"\\q\"}", "column 18 (offset 17)"),
                arguments("{\"object_name\":\"\u0001\"}", "a control character"),
                arguments("{\"object_name\":\"A\",\"fields\":[\"Id\"]} x", "column 37 (offset 36)"),
                arguments("{\"object_name\":\"A\",\"fields\":[\"Id\"]}{}", "column 36 (offset 35)"),
                arguments("object_name=Contact&fields=Id", "column 1 (offset 0)"),
                arguments("[".repeat(10_000), "nested more than 32 deep at line 1, column 33"),
                arguments("{\"expected_schema\":" + "{\"not\":".repeat(10_000), "nested more than 32 deep"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void saysWhereTheBodyIsNoJson(String body, String said) {
        var answer = refused(body, 400);

        assertThat(answer.body()).contains("\"code\":\"malformed_json\"").contains(said);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                arguments("[]", "expected an object, got a list"),
                arguments("\"text\"", "expected an object, got a string"),
                arguments("null", "expected an object, got null"),
                arguments("{}", "/object_name: is required"),
                arguments("{\"object_name\":\"A\"}", "/fields: is required"),
                arguments(with("\"feilds\":[]"), "/feilds: unknown key; did you mean 'fields'?"),
                arguments(
                        with("\"x\":[{\"a\":1}]"),
                        "/x: unknown key; known are: aggregates, children, expected_schema,"),
                arguments(with("\"fields\":[\"Id\"]"), "/fields: is here twice"),
                arguments(
                        "{\"object_name\":1,\"fields\":\"Id\"}",
                        "/object_name: expected a string, got a number; /fields:" + " expected a list, got a string"),
                arguments("{\"object_name\":\"A\",\"fields\":[]}", "/fields: name at least one field"),
                arguments(
                        "{\"object_name\":\"A\",\"fields\":[null,{}]}",
                        "/fields/0: expected a string, got null; /fields/1:"),
                arguments("{\"object_name\":\"A B\",\"fields\":[\"Id\"]}", "/object_name: not an object name: 'A B'"),
                arguments(
                        "{\"object_name\":\"Contact WHERE Id != null\",\"fields\":[\"Id\"]}",
                        "/object_name: not an object"),
                arguments(
                        "{\"object_name\":\"A\",\"fields\":[\"Id, (SELECT Id FROM Cases)\"]}",
                        "/fields/0: not a field name"),
                arguments(
                        "{\"object_name\":\"A\",\"fields\":[\"A.B.C.D.E.F.G\"]}",
                        "/fields/0: a field path has at most 5"),
                arguments(
                        "{\"object_name\":\"A\",\"fields\":[\"FIELDS(ALL)\",\"B.FIELDS(STANDARD)\",\"toLabel(C)\"]}",
                        "/fields/0: not a field name: 'FIELDS(ALL)'; /fields/1: not a field name: 'FIELDS(STANDARD)';"
                                + " /fields/2: not a field name: 'toLabel(C)'"),
                arguments("{\"object_name\":\"A\",\"fields\":[\"" + "a".repeat(600) + "\"]}", "/fields/0: at most 512"),
                arguments(filter("\"op\":\"=\""), "/filters/Name/val: is required; to compare with nothing, send null"),
                arguments(filter("\"val\":\"x\""), "/filters/Name/op: is required"),
                arguments(
                        filter("\"op\":\"= 'x' OR Id !=\",\"val\":1"), "/filters/Name/op: unknown operator; known are"),
                arguments(
                        filter("\"op\":\"LIK\",\"val\":\"x\""),
                        "/filters/Name/op: unknown operator; did you mean 'LIKE'?"),
                arguments(
                        filter("\"op\":\"=\",\"val\":\"x\",\"type\":\"strng\""),
                        "unknown type; did you mean 'string'?"),
                arguments(
                        filter("\"op\":\"=\",\"val\":{\"a\":1}"),
                        "/filters/Name/val: expected a string, number, boolean or" + " null or a list, got an object"),
                arguments(
                        filter("\"op\":\"IN\",\"val\":[[1]]"),
                        "/filters/Name/val/0: expected a string, number, boolean"),
                arguments(
                        filter("\"op\":\"=\",\"val\":\"x\",\"typ\":\"text\""),
                        "/filters/Name/typ: unknown key; did you mean"),
                arguments(
                        filter("\"op\":\"=\",\"val\":\"31.01.2026\",\"type\":\"date\""),
                        "/filters/Name/val: Name of type date:" + " expected a date such as 2026-01-31"),
                arguments(
                        filter("\"op\":\"=\",\"val\":1e999999999"),
                        "/filters/Name/val: a number's exponent has at most 3"),
                arguments(
                        filter("\"op\":\"=\",\"val\":-1E-0099999"),
                        "/filters/Name/val: a number's exponent has at most 3"),
                arguments(
                        filter("\"op\":\"=\",\"val\":" + "9".repeat(10_000)),
                        "/filters/Name/val: a number has at most 100"),
                arguments(filter("\"op\":\"=\",\"val\":\"\\ud83d\""), "/filters/Name/val: half of a character"),
                arguments(
                        with("\"filters\":{\"Na~m/e\":{\"op\":\"=\",\"val\":1}}"),
                        "/filters/Na~0m~1e: not a field name"),
                arguments(with("\"filters\":{\"Name\":null}"), "/filters/Name: expected an object, got null"),
                arguments(
                        with("\"relationships\":{\"Account\":[]}"), "/relationships/Account: name at least one field"),
                arguments(
                        with("\"relationships\":{\"(Account)\":[\"Id\"]}"),
                        "/relationships/(Account): not a relationship name"),
                arguments(
                        with("\"relationships\":{\"A.B.C.D.E.F\":[\"Id\"]}"),
                        "/relationships/A.B.C.D.E.F: relationships lead at most 5 levels up, these lead 6"),
                arguments(
                        with("\"relationships\":{\"A\":{\"relationships\":{\"B.C\":{\"relationships\":{\"D.E\":"
                                + "{\"relationships\":{\"F\":[\"Id\"]}}}}}}}"),
                        "/relationships/A/relationships/B.C/relationships/D.E/relationships/F: relationships lead at"
                                + " most 5 levels up, these lead 6"),
                arguments(
                        with("\"relationships\":{\"A\":{\"relationships\":{\"B.C.D.E\":[\"F.Id\"]}}}"),
                        "/relationships/A/relationships/B.C.D.E/0: a field path has at most 5 parents"),
                arguments(with("\"relationships\":{\"A\":{}}"), "/relationships/A: name at least one field"),
                arguments(
                        with("\"relationships\":{\"A\":{\"fields\":[],\"relationships\":{}}}"),
                        "/relationships/A/fields: name at least one field"),
                arguments(
                        with("\"relationships\":{\"A\":{\"relationships\":{\"B\":[]}}}"),
                        "/relationships/A/relationships/B: name at least one field"),
                arguments(
                        with("\"relationships\":{\"A\":{\"fields\":[\"Id)\"]}}"),
                        "/relationships/A/fields/0: not a field name: 'Id)'"),
                arguments(
                        with("\"relationships\":{\"A\":{\"relationships\":{\"B.\":[\"Id\"]}}}"),
                        "/relationships/A/relationships/B.: not a relationship name: ''"),
                arguments(
                        with("\"relationships\":{\"A\":{\"feilds\":[\"Id\"]}}"),
                        "/relationships/A/feilds: unknown key; did you mean 'fields'?"),
                arguments(
                        with("\"relationships\":{\"A\":\"Id\"}"),
                        "/relationships/A: expected a list or an object, got a string"),
                arguments(
                        with("\"relationships\":{\"A\":{\"relationships\":[\"B\"]}}"),
                        "/relationships/A/relationships: expected an object, got a list"),
                arguments(
                        with("\"children\":{\"C\":{\"fields\":[\"Id\"],\"relationships\":{\"A\":[]}}}"),
                        "/children/C/relationships/A: name at least one field"),
                arguments(
                        with("\"relationships\":{\"Account\":[\"Name FROM\"]}"),
                        "/relationships/Account/0: not a field"),
                arguments(with("\"order_by\":[\"Name SIDEWAYS\"]"), "/order_by/0: expected a field, then ASC or DESC"),
                arguments(with("\"order_by\":[\"Name DESC NULLS\"]"), "/order_by/0: nulls is FIRST or LAST"),
                arguments(with("\"order_by\":[\"\"]"), "/order_by/0: expected a field"),
                arguments(with("\"order_by\":[{\"direction\":\"ASC\"}]"), "/order_by/0/field: is required"),
                arguments(
                        with("\"order_by\":[{\"field\":\"A\",\"direction\":\"up\"}]"),
                        "/order_by/0: direction is ASC or"),
                arguments(with("\"limit\":-1"), "/limit: expected a whole number from 0"),
                arguments(with("\"limit\":\"ten\""), "/limit: expected a whole number from 0"),
                arguments(with("\"limit\":1.5"), "/limit: expected a whole number from 0"),
                arguments(with("\"limit\":99999999999"), "/limit: expected a whole number from 0"),
                arguments(with("\"expected_schema\":[]"), "/expected_schema: expected an object, got a list"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void saysWhatIsWrongWithARequestAndAsksNothing(String body, String said) {
        var answer = refused(body, 400);

        assertThat(answer.body()).contains("\"code\":\"invalid_request\"").contains(said);
    }

    @Test
    void collectsTwentyProblemsAtMost() {
        String body = "{\"object_name\":\"A\",\"fields\":[" + "1,".repeat(50) + "1]}";

        assertThat(refused(body, 400).body()).contains("/fields/19: ").doesNotContain("/fields/20: ");
    }

    @Test
    void repeatsNoValue() {
        assertThat(refused(filter("\"op\":\"=\",\"val\":\"+14155550100\",\"type\":\"date\""), 400)
                        .body())
                .doesNotContain("5550100");
        assertThat(refused("{\"object_name\":\"A\",\"fields\":[\"Id\"],\"filters\":\"+14155550100", 400)
                        .body())
                .doesNotContain("5550100");
    }

    @Test
    void refusesAMegabyteWithALengthAndInChunks() {
        assertThat(refused("x".repeat(1 << 20), 413).body()).contains("\"code\":\"payload_too_large\"");
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(WEIR.raw("POST " + RunningWeir.AD_HOC
                        + " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(4)
                        + "1\r\nx\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":\"payload_too_large\"");
    }

    @Test
    void takesABodyAsLargeAsItMayBe() {
        String body = "{\"object_name\":\"A\",\"fields\":[\"Id\"]}";

        assertThat(WEIR.post(body + " ".repeat(256 * 1024 - body.length())).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> refused(String body, int status) {
        int before = WEIR.asked.size();
        var answer = WEIR.post(body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(WEIR.asked).hasSize(before);
        return answer;
    }

    private static String with(String member) {
        return "{\"object_name\":\"A\",\"fields\":[\"Id\"]," + member + "}";
    }

    private static String filter(String members) {
        return with("\"filters\":{\"Name\":{" + members + "}}");
    }
}
