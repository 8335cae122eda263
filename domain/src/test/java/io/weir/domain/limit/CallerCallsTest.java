package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CallerCallsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:02:00Z");
    private final CallerCalls calls = new CallerCalls(() -> NOW);

    private static Map<String, TenMinuteUse> day(String caller, Instant slot, long count) {
        return Map.of(caller, new TenMinuteUse(new TreeMap<>(Map.of(slot, count))));
    }

    @Test
    void deniesACallerThatHasUsedItsDay() {
        calls.count("ivr", 9);
        assertThat(calls.denial("ivr", 10)).isEmpty();
        calls.count("ivr", 1);

        assertThat(calls.denial("ivr", 10)).hasValueSatisfying(denial -> {
            assertThat(denial.code()).isEqualTo("budget_exhausted");
            assertThat(denial.retryAfter()).isEqualTo(Duration.ofHours(24));
        });
        assertThat(calls.denial("other", 10)).isEmpty();
    }

    @Test
    void countsWhatOthersReportedAndNothingTwice() {
        calls.count("ivr", 3);
        var report = calls.report();
        calls.count("ivr", 1);
        assertThat(calls.used("ivr")).isEqualTo(4);
        calls.learn(day("ivr", TenMinuteUse.slot(NOW), 8));
        assertThat(calls.used("ivr")).as("the 3 are among the 8").isEqualTo(9);
        assertThat(report).isEqualTo(Map.of("ivr", 3L));
        assertThat(calls.ofAll().total()).isEqualTo(8);
    }

    @Test
    void aLostReportIsReportedAgain() {
        calls.count("ivr", 3);
        calls.reportAgain(calls.report());

        assertThat(calls.used("ivr")).isEqualTo(3);
        assertThat(calls.report()).isEqualTo(Map.of("ivr", 3L));
    }

    @Test
    void saysWhenTheOldestRequestsStopCounting() {
        calls.learn(day("ivr", TenMinuteUse.slot(NOW.minus(Duration.ofHours(23))), 10));

        assertThat(calls.denial("ivr", 10))
                .hasValueSatisfying(denial -> assertThat(denial.retryAfter()).isEqualTo(Duration.ofMinutes(68)));
    }
}
