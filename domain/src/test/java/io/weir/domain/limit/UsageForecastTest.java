package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.domain.limit.UsageForecast.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** When the API requests will be used up, as far as that can be said. */
class UsageForecastTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private UsageForecast forecast = new UsageForecast(now::get);

    @Test
    void usageThatRisesEvenlyReachesReserveAndLimit() {
        for (int minute = 0; minute <= 30; minute++) {
            observe(10_000 + 20L * minute, 15_000);
            pass(Duration.ofMinutes(1));
        }

        var found = forecast.forecast(1_000);
        assertThat(found.callsPerHour().orElseThrow()).isEqualTo(1_200, within(1e-6));
        // of 4,400 calls, 3,400 are not reserved
        assertThat(found.reserveReachedAt()).contains(START.plus(Duration.ofMinutes(30 + 170)));
        assertThat(found.exhaustedAt()).contains(START.plus(Duration.ofMinutes(30 + 220)));
        assertThat(forecast.forecast(0).reserveReachedAt())
                .as("without a reserve")
                .isEmpty();
        assertThat(forecast.observedAt()).contains(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void requestsOfYesterdayThatDropOutPutOffTheEnd() {
        for (int minute = 0; minute <= 30; minute++) {
            observe(10_000 + 20L * minute, 15_000);
            pass(Duration.ofMinutes(1));
        }
        // in two hours, 600 requests of yesterday drop out in ten minutes
        var slot = TenMinuteUse.slot(START.plus(Duration.ofHours(2)).minus(TenMinuteUse.DAY));
        var own = new TenMinuteUse(new TreeMap<>(Map.of(slot, 600L)));

        assertThat(forecast.forecast(1_000, own).exhaustedAt()).contains(START.plus(Duration.ofMinutes(30 + 220 + 30)));
        assertThat(forecast.forecast(1_000, own).callsPerHour().orElseThrow()).isEqualTo(1_200, within(1e-6));
    }

    @Test
    void nothingIsKnownFromFewReadingsOrAShortTime() {
        assertThat(forecast.observedAt()).isEmpty();
        assertThat(forecast.forecast(0)).isEqualTo(Forecast.NONE);
        for (int minute = 0; minute < 5; minute++) {
            observe(100L * minute, 15_000);
            assertThat(forecast.forecast(0)).isEqualTo(Forecast.NONE);
            pass(Duration.ofMinutes(1));
        }
        observe(500, 15_000);
        assertThat(forecast.forecast(0)).isNotEqualTo(Forecast.NONE);

        pass(UsageForecast.WINDOW.minus(Duration.ofMinutes(1)));
        assertThat(forecast.forecast(0)).as("all but one are too old").isEqualTo(Forecast.NONE);
    }

    @Test
    void whatIsReachedAlreadyIsNotForecast() {
        for (int minute = 0; minute <= 10; minute++) {
            observe(14_500 + 10L * minute, 15_000);
            pass(Duration.ofMinutes(1));
        }
        assertThat(forecast.forecast(1_000).reserveReachedAt()).isEmpty();
        assertThat(forecast.forecast(1_000).exhaustedAt()).isPresent();

        for (int minute = 0; minute <= 10; minute++) {
            observe(15_000 + 10L * minute, 15_000);
            pass(Duration.ofMinutes(1));
        }
        assertThat(forecast.forecast(1_000).exhaustedAt()).isEmpty();
        assertThat(forecast.forecast(1_000).callsPerHour()).isPresent();
    }

    @Test
    void nothingIsForecastFromOldReadings() {
        for (int minute = 0; minute <= 10; minute++) {
            observe(10_000 + 40L * minute, 15_000);
            pass(Duration.ofMinutes(1));
        }
        assertThat(forecast.forecast(0)).isNotEqualTo(Forecast.NONE);
        pass(UsageForecast.FRESH);
        assertThat(forecast.forecast(0)).as("nobody has asked since").isEqualTo(Forecast.NONE);

        observe(10_401, 15_000);
        assertThat(forecast.forecast(0)).isNotEqualTo(Forecast.NONE);
    }

    @Test
    void aTimeThatHasPassedIsNoForecast() {
        for (int minute = 0; minute <= 10; minute++) {
            observe(1_400L * minute, 14_200);
            pass(Duration.ofMinutes(minute < 10 ? 1 : 0));
        }
        assertThat(forecast.forecast(0).exhaustedAt().orElseThrow()).isAfter(now.get());
        pass(Duration.ofMinutes(1));
        assertThat(forecast.forecast(0).callsPerHour()).isPresent();
        assertThat(forecast.forecast(0).exhaustedAt()).isEmpty();
    }

    @Test
    void nothingIsForecastForTomorrow() {
        for (int minute = 0; minute <= 60; minute++) {
            observe(minute / 6, 1_000_000);
            pass(Duration.ofMinutes(1));
        }
        assertThat(forecast.forecast(0).callsPerHour().orElseThrow()).isBetween(9.0, 11.0);
        assertThat(forecast.forecast(0).exhaustedAt()).isEmpty();
    }

    @Property
    void usageThatDoesNotRiseHasNoForecast(
            @ForAll @Size(min = 3, max = 60) List<@IntRange(max = 100) Integer> falls,
            @ForAll @IntRange(max = 500) int reserve) {
        begin();
        long used = 10_000;
        for (int fall : falls) {
            used -= fall;
            observe(used, 15_000);
            pass(Duration.ofMinutes(2));
        }
        assertThat(forecast.forecast(reserve)).isEqualTo(Forecast.NONE);
    }

    @Property
    void whateverIsReadAForecastIsOfTheNextDayAndTheReserveComesFirst(
            @ForAll @Size(max = 100) List<@LongRange(max = 200_000) Long> readings,
            @ForAll @Size(max = 100) List<@IntRange(max = 600) Integer> seconds,
            @ForAll @LongRange(max = 100_000) long limit,
            @ForAll @LongRange(max = 10_000) long reserve) {
        begin();
        for (int i = 0; i < Math.min(readings.size(), seconds.size()); i++) {
            pass(Duration.ofSeconds(seconds.get(i)));
            observe(readings.get(i), limit);

            var found = forecast.forecast(reserve);
            found.callsPerHour()
                    .ifPresent(
                            calls -> assertThat(calls).isGreaterThanOrEqualTo(1).isFinite());
            for (var at : List.of(found.reserveReachedAt(), found.exhaustedAt())) {
                at.ifPresent(instant -> assertThat(instant)
                        .isBetween(
                                now.get(), now.get().plus(Duration.ofHours(24)).plusMillis(1)));
            }
            if (found.callsPerHour().isEmpty()) {
                assertThat(found).isEqualTo(Forecast.NONE);
            }
            if (found.exhaustedAt().isPresent() && found.reserveReachedAt().isPresent()) {
                assertThat(found.reserveReachedAt().get())
                        .isBeforeOrEqualTo(found.exhaustedAt().get());
            }
        }
    }

    @Property
    void manyReadingsOfAMinuteCountAsTheLastOfThem(@ForAll @Size(max = 50) List<@LongRange(max = 15_000) Long> noise) {
        begin();
        var calm = new UsageForecast(now::get);
        for (int minute = 0; minute <= 20; minute++) {
            for (long reading : noise) {
                observe(reading, 15_000);
            }
            observe(50L * minute, 15_000);
            calm.observe(new ApiUsage(50L * minute, 15_000));
            pass(Duration.ofMinutes(1));
        }
        assertThat(forecast.forecast(100)).isEqualTo(calm.forecast(100));
    }

    /** Each try of a property begins anew. */
    private void begin() {
        forecast = new UsageForecast(now::get);
    }

    private void observe(long used, long limit) {
        forecast.observe(new ApiUsage(used, limit));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
