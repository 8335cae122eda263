package io.weir.domain.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c-1",
                "req_42",
                "0b6e2f2e-93bd-4b1b-9f0e-2f7c7b1b8a11",
                "12345678-1234-1234-1234-123456789012",
                "flow/0b6e2f2e-93bd-4b1b-9f0e-2f7c7b1b8a11",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "a0b1c2d3e4f5a0b1-17"
            })
    void takesWhatAMachineMakes(String id) {
        assertThat(RequestId.ofCaller(id)).map(RequestId::value).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4155550100",
                "+14155550100",
                "415-555-0100",
                "415.555.0100",
                "call-14155550100",
                "tel:14155550100",
                "14155550100-0b6e2f2e-93bd-4b1b-9f0e-2f7c7b1b8a11",
                "123-45-6789",
                "4111111111111111",
                "4111-1111-1111-1111",
                "DE89370400440532013000",
                "GB29NWBK60161331926819",
                "BE68539007547034",
                "1985-04-12",
                "ada.okonkwo@example.com",
                "Ada-Okonkwo",
                "Ada Okonkwo 1",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "00D5g000004xyz!AQEAQ1",
                "a\u00e91"
            })
    void takesNothingThatMayBeSomebodysData(String id) {
        assertThat(RequestId.ofCaller(id)).isEmpty();
    }

    @Test
    void hasABound() {
        assertThat(RequestId.ofCaller("a1".repeat(64))).isPresent();
        assertThat(RequestId.ofCaller("a1".repeat(64) + "a")).isEmpty();
    }

    @Test
    void anIdOfWeirsOwnIsPrintable() {
        assertThat(RequestId.made("1234567890123456-12345678")).hasToString("1234567890123456-12345678");
        assertThatIllegalArgumentException().isThrownBy(() -> RequestId.made(""));
        assertThatIllegalArgumentException().isThrownBy(() -> RequestId.made("a b"));
    }
}
