package io.weir.domain.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that a data action may have. */
class ActionNameTest {
    @Test
    void isWordsOfLowerCaseLettersAndDigits() {
        assertThat(new ActionName("caller-lookup-2")).hasToString("caller-lookup-2");
        assertThat(ActionName.isActionName("caller-lookup-2")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Caller, an action's name is words",
        "salesforce-query, is the ad-hoc query",
        "unknown, is reserved: audit and traces have it",
        "openapi, is reserved: audit and traces have it"
    })
    void isNeverWhatRecordsHaveForSomethingElse(String name, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionName(name))
                .withMessageContaining(problem);
        assertThat(ActionName.isActionName(name)).isFalse();
    }
}
