package io.weir.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "called +14155550100 twice | called [phone] twice",
                "called +1 (415) 555-0100. | called [phone].",
                "+44 20 7946 0958 | [phone]",
                "wrote ada.okonkwo+ivr@example.co.uk, and left | wrote [e-mail], and left",
                "'Authorization: Bearer abc.DEF-123_x~y' | 'Authorization: Bearer [secret]'",
                "authorization: basic YWRhOnNlY3JldA== | authorization: basic [secret]",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl was sent | [secret] was sent",
                "sid 00D5g000004xyzEAA!AQEAQK.7_x ends | sid [secret] ends",
                "{\"access_token\":\"abcdefgh1\",\"x\":1} | {\"access_token\":\"[secret]\",\"x\":1}",
                "client_secret=ABCDEF0123&grant_type=password | client_secret=[secret]&grant_type=password",
                "X-API-Key: 0123456789abcdef | X-API-Key: [secret]",
                "password = hunter2hunter2; | password = hunter2hunter2;",
                "password=hunter2hunter2; | password=[secret];",
                "refresh 5Aep861TSESvWeug_xvFHRBTTbf ok | refresh [secret] ok",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | [secret]",
                "a@b.example +14155550100 c@d.example | [e-mail] [phone] [e-mail]"
            })
    void masksWhatLooksLikeASecretOrSomebody(String text, String masked) {
        assertThat(Redaction.of(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run outcome=answered duration_ms=12.034 rows=1 truncated=false api_calls=1 attempts=1"
                        + " api_usage=25/5000 request_id=a0b1c2d3e4f5a0b1-17 contact=0123456789abcdef01234567",
                "Weir answers from its sandbox org at http://127.0.0.1:8080; admin listener at http://127.0.0.1:8081",
                "the offset is +02:00, 1+1=2, what! no",
                "the token was refused; the key is wrong: try another",
                "at io.weir.Main.main(Main.java:12) @Deprecated",
                "eyJ"
            })
    void leavesTheRestAsItIs(String text) {
        assertThat(Redaction.of(text)).isSameAs(text);
    }

    @Test
    void staysLinearInLongTexts() {
        assertThat(Redaction.of("@".repeat(100_000))).hasSize(100_000);
        assertThat(Redaction.of("a".repeat(100_000) + "@" + "b".repeat(100_000)))
                .hasSize(200_001);
    }
}
