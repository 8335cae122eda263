package io.weir.domain.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.history.AuditEntry.BusinessOutcome;
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.history.AuditEntry.ClientAddress;
import io.weir.domain.history.AuditEntry.OutcomeCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"+14155550100", "Ada Okonkwo", "ada@example.com", "{\"a\":1}", "00D5g!AQEAQ", "line\nbreak"})
    void noPartTakesWhatACallerMaySend(String value) {
        refuses(value, () -> new CallerName(value));
        refuses(value, () -> new ClientAddress(value));
        refuses(value, () -> new Asked(value));
        refuses(value, () -> new OutcomeCode(value));
        refuses(value, () -> new BusinessOutcome(value));
        refuses(value, () -> new ContactHash(value));
    }

    @Test
    void anAddressIsNoNumber() {
        refuses("4155550100", () -> new ClientAddress("4155550100"));
        refuses("4155550100", () -> new ContactHash("4155550100"));
        assertThat(new ClientAddress("2001:db8::1")).hasToString("2001:db8::1");
        assertThat(new ClientAddress("192.0.2.1")).hasToString("192.0.2.1");
    }

    @Test
    void onlyARequestWithoutAnActionHasNoBusinessOutcome() {
        assertThat(BusinessOutcome.NONE).hasToString("");
        assertThat(new BusinessOutcome("no_caller_id")).hasToString("no_caller_id");
        refuses("no outcome", () -> new OutcomeCode(""));
    }

    private static void refuses(String value, ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(value));
    }
}
