package io.weir.adapter.out.sandbox.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private static final Instant FIRST = Instant.parse("2026-02-01T09:26:53Z");

    @Test
    @DisplayName("RFC 9110, 5.6.7: a day has two digits, and a date no fraction of a second")
    void formatsADate() {
        assertThat(HttpDate.format(FIRST.plusMillis(589))).isEqualTo("Sun, 01 Feb 2026 09:26:53 GMT");
    }

    @Test
    void readsADate() {
        assertThat(HttpDate.parse("Sun, 01 Feb 2026 09:26:53 GMT")).contains(FIRST);
        assertThat(HttpDate.parse("Sun, 1 Feb 2026 09:26:53 GMT")).contains(FIRST);
        assertThat(HttpDate.parse("yesterday")).isEmpty();
        assertThat(HttpDate.parse("")).isEmpty();
    }
}
