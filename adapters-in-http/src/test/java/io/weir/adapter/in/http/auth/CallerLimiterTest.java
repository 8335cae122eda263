package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.adapter.in.http.ManualTicker;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerLimits;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates, places and slow-downs, in a time that a test makes pass. */
final class CallerLimiterTest {
    private final ManualTicker ticks = new ManualTicker();

    @ParameterizedTest
    @CsvSource({"50/s, 50, PT1S, 50", "600/m, 600, PT1M, 10", "5/m, 5, PT1M, 1", "7200/h, 7200, PT1H, 2"})
    void aRateSavesUpWhatASecondGives(String text, long requests, Duration period, long burst) {
        assertThat(CallerLimits.Rate.of(text)).isEqualTo(new CallerLimits.Rate(requests, period, burst));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "0/s", "-1/s", "1.5/s", "50/d", "50 / s", "99999999/s"})
    void whatIsNoRateIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CallerLimits.Rate.of(text));
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() {
        var limiter =
                new CallerLimiter(new CallerLimits(CallerLimits.Rate.of("6/m").withBurst(2), 10), ticks);

        assertThat(limiter.enter()).isEmpty();
        assertThat(limiter.enter()).isEmpty();
        assertThat(limiter.enter()).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(refusal.headers()).singleElement().satisfies(header -> {
                assertThat(header.name()).isEqualToIgnoringCase("Retry-After");
                assertThat(header.get()).isEqualTo("10");
            });
        });
        ticks.pass(Duration.ofSeconds(9));
        assertThat(limiter.enter()).isPresent();
        ticks.pass(Duration.ofSeconds(1));
        assertThat(limiter.enter()).isEmpty();
        assertThat(limiter.enter()).isPresent();
    }

    @Test
    void whoAsksTooMuchAtOnceGetsAPlaceWhenOneIsFree() {
        var limiter = new CallerLimiter(new CallerLimits(CallerLimits.Rate.of("1000/s"), 2), ticks);

        assertThat(limiter.enter()).isEmpty();
        assertThat(limiter.enter()).isEmpty();
        assertThat(limiter.enter())
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_CONCURRENT));
        limiter.leave();
        assertThat(limiter.enter()).isEmpty();
        assertThat(limiter.enter()).isPresent();
    }

    @Test
    void whoIsOverTheRateTakesNoPlace() {
        var limiter = new CallerLimiter(new CallerLimits(CallerLimits.Rate.of("1/s"), 1), ticks);

        assertThat(limiter.enter()).isEmpty();
        limiter.leave();
        assertThat(limiter.enter())
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED));
        ticks.pass(Duration.ofSeconds(1));
        assertThat(limiter.enter()).isEmpty();
    }

    @Test
    void failuresOfAnAddressAreSlowedForTheRestOfTheMinute() {
        var failures = new FailedAttempts(ticks);
        var client = address("198.51.100.7");
        for (int i = 0; i < FailedAttempts.FREE; i++) {
            assertThat(failures.areMany(client)).isFalse();
            assertThat(failures.count(client)).isZero();
        }

        ticks.pass(Duration.ofSeconds(20));
        assertThat(failures.areMany(client)).isTrue();
        assertThat(failures.count(client)).isEqualTo(Duration.ofSeconds(40));
        assertThat(failures.areMany(address("198.51.100.8"))).isFalse();
        assertThat(failures.count(address("198.51.100.8"))).isZero();
        ticks.pass(Duration.ofSeconds(40));
        assertThat(failures.areMany(client)).isFalse();
        assertThat(failures.count(client)).isZero();
    }

    @Test
    void allAddressesOfAnIpv6SubscriberAreOne() {
        var failures = new FailedAttempts(ticks);
        for (int i = 0; i < FailedAttempts.FREE; i++) {
            failures.count(address("2001:db8:0:1::" + i));
        }

        assertThat(failures.areMany(address("2001:db8:0:1:ffff::1"))).isTrue();
        assertThat(failures.areMany(address("2001:db8:0:2::1"))).isFalse();
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        var failures = new FailedAttempts(ticks);
        for (int i = 0; i < FailedAttempts.FREE; i++) {
            failures.count(address("198.51.100.7"));
        }
        for (int i = 0; i < FailedAttempts.MOST_ADDRESSES; i++) {
            failures.count(address("10.0.%d.%d".formatted(i / 256, i % 256)));
        }

        assertThat(failures.areMany(address("198.51.100.7"))).isFalse();
    }

    private static InetAddress address(String text) {
        return AddressRange.literal(text).orElseThrow();
    }
}
