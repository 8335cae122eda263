package io.weir.adapter.in.http.exchange;

import static io.weir.adapter.in.http.RunningWeir.AD_HOC;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that URLs of the data listener do not take. */
final class UrlParametersTest {
    private static final byte[] QUESTION =
            "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}".getBytes(StandardCharsets.UTF_8);

    private static final RunningWeir WEIR = RunningWeir.with();

    @AfterAll
    static void stop() {
        WEIR.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dry_run=true",
                "foo=1",
                "foo",
                "foo=",
                "=1",
                "=",
                "&",
                "foo=1&foo=2",
                "%66oo=1",
                "%zz",
                "foo=%zz",
                "a;b"
            })
    void anAdHocQueryTakesNone(String query) {
        WEIR.asked.clear();
        String answer = WEIR.raw("POST " + AD_HOC + "?" + query
                + " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nContent-Length: " + QUESTION.length + "\r\n\r\n"
                + new String(QUESTION, StandardCharsets.UTF_8));

        assertThat(answer).startsWith("HTTP/1.1 400").containsAnyOf("bad_http_request", "invalid_parameter");
        assertThat(WEIR.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dry_run=true | unknown parameter 'dry_run' in the URL; there are none here",
                "foo=1 | unknown parameter 'foo' in the URL; there are none here",
                "415555=1 | unknown parameter in the URL; there are none here",
                "ada%40example.com | unknown parameter in the URL; there are none here"
            })
    void namesAParameterAndNothingThatIsMoreThanAName(String query, String expected) {
        assertThat(WEIR.send("POST", AD_HOC + "?" + query, QUESTION).body())
                .contains("\"detail\":\"" + expected + "\"")
                .doesNotContain("415555", "ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "foo=1 | unknown parameter 'foo' in the URL; the parameters here are profile",
                "profile | profile needs a value",
                "profile= | profile needs a value",
                "profile=json&profile=json | profile is in the URL more than once",
                "profile=JSON | profile is 'cxone' or 'json'"
            })
    void theDescriptionTakesAProfile(String query, String expected) {
        var answer = WEIR.send("GET", "/openapi?" + query, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey=x", "foo=1&token=x"})
    void credentialsInAUrlAreToldAsThat(String query) {
        assertThat(WEIR.send("POST", AD_HOC + "?" + query, QUESTION).body())
                .contains("\"code\":\"credentials_in_url\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?"})
    void noParameterIsNone(String query) {
        assertThat(WEIR.send("POST", AD_HOC + query, QUESTION).statusCode()).isEqualTo(200);
    }
}
