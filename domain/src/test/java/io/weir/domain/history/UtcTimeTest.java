package io.weir.domain.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:05:00.120Z, 2026-01-31T09:05:00.120Z",
        "2026-11-27T23:59:59.999999999Z, 2026-11-27T23:59:59.999Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00.000Z",
        "1970-01-01T00:00:00.007Z, 1970-01-01T00:00:00.007Z"
    })
    void hasMillisecondsInUtc(Instant time, String written) {
        assertThat(UtcTime.append(new StringBuilder("at "), time)).hasToString("at " + written);
    }
}
