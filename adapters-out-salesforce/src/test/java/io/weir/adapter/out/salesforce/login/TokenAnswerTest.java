package io.weir.adapter.out.salesforce.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\ny", "a\ry", "a b", "a\u0000", "\u00e4"})
    void aTokenThatNoHeaderCanHoldIsAbsent(String token) {
        var answer = new TokenAnswer(token, "https://acme.my.salesforce.com", "", 0, token);

        assertThat(answer.accessToken()).isEmpty();
        assertThat(answer.refreshToken()).isEmpty();
    }
}
