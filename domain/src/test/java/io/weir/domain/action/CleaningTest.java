package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.Cleaning.Letters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers key in, as the org stores it. */
class CleaningTest {
    @ParameterizedTest
    @CsvSource({
        "'12-34#', '# *-', false, AS_SENT, 0, 1234",
        "'Case 12.34', '', true, AS_SENT, 8, 00001234",
        "'ab-1', '', false, UPPER, 0, AB-1",
        "'AB-1', '-', false, LOWER, 5, 00ab1",
        "'##', '#', false, AS_SENT, 8, ''",
        "'12345678901', '', true, AS_SENT, 8, 12345678901",
        "'٣٤', '', true, AS_SENT, 0, ''",
        "'😀1', '', false, AS_SENT, 3, '0😀1'"
    })
    void cleansInOrder(String text, String strip, boolean digits, Letters letters, int length, String cleaned) {
        assertThat(new Cleaning(strip, digits, letters, length, '0').clean(text))
                .isEqualTo(cleaned);
    }
}
