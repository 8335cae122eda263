package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
    static List<Value> values() {
        return List.of(
                new Value.Text("+14155550100"),
                new Value.Bool(true),
                new Value.Decimal(new BigDecimal("14155550100")),
                new Value.Money("USD", new BigDecimal("14155550100")),
                new Value.Date(LocalDate.of(2026, 1, 31)),
                new Value.DateTime(Instant.parse("2026-01-31T10:00:00Z")),
                new Value.Time(LocalTime.of(10, 0)),
                new Value.RelativeDate(new DateLiteral(DateLiteral.Name.TODAY, 0)),
                new Value.Null());
    }

    @ParameterizedTest
    @MethodSource("values")
    void showsNothing(Value value) {
        assertThat(value).hasToString("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "12.50", "1e63", "-1e63", "1e-64", "0.1", "123456789012345678.12"})
    void holdsNumbersOfUpToSixtyFourDigits(String number) {
        assertThatNoException().isThrownBy(() -> new Value.Decimal(new BigDecimal(number)));
        assertThatNoException().isThrownBy(() -> new Value.Money("EUR", new BigDecimal(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e64", "-1e64", "1e-65", "1e999999999", "1e-999999999", "12e63"})
    void refusesNumbersThatTakeMoreDigits(String number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Decimal(new BigDecimal(number)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Money("EUR", new BigDecimal(number)));
    }

    @Property
    void aNumberIsWritableIfItsDigitsAreFew(@ForAll long unscaled, @ForAll @IntRange(min = -90, max = 90) int scale) {
        var number = BigDecimal.valueOf(unscaled, scale);

        if (Value.isWritable(number)) {
            assertThat(number.toPlainString().replaceAll("^-?0\\.|[-.]", "")).hasSizeLessThanOrEqualTo(64);
        } else {
            assertThat(Math.max(number.precision() - scale, scale)).isGreaterThan(64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "US", "USDX", "usd", "U$D", "ÜSD", "U D"})
    void refusesWhatIsNoCurrencyCode(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Money(code, BigDecimal.ONE));
    }

    @Test
    void holdsTheDatesThatSalesforceStores() {
        assertThatNoException().isThrownBy(() -> new Value.Date(LocalDate.of(1700, 1, 1)));
        assertThatNoException().isThrownBy(() -> new Value.Date(LocalDate.of(4000, 12, 31)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Date(LocalDate.of(1699, 12, 31)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Date(LocalDate.of(4001, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Date(LocalDate.MAX));
    }

    @Test
    void holdsTheMomentsThatSalesforceStores() {
        assertThatNoException().isThrownBy(() -> new Value.DateTime(Instant.parse("1700-01-01T00:00:00Z")));
        assertThatNoException().isThrownBy(() -> new Value.DateTime(Instant.parse("4000-12-31T23:59:59.999Z")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Value.DateTime(Instant.parse("1699-12-31T23:59:59.999Z")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Value.DateTime(Instant.parse("4001-01-01T00:00:00Z")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.DateTime(Instant.MIN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.DateTime(Instant.MAX));
    }

    @ParameterizedTest
    @CsvSource({
        "1699-12-31T23:59:59.999Z, 1700-01-01T00:00:00Z",
        "1700-01-01T00:00:00Z, 1700-01-01T00:00:00Z",
        "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
        "4000-12-31T23:59:59.999999Z, 4000-12-31T23:59:59.999Z",
        "4001-01-01T00:00:00Z, 4000-12-31T23:59:59.999Z"
    })
    void findsTheNearestMomentThatSalesforceStores(Instant instant, Instant nearest) {
        assertThat(Value.DateTime.nearest(instant)).isEqualTo(new Value.DateTime(nearest));
    }

    @Test
    void knowsMomentsToTheMillisecond() {
        assertThat(new Value.DateTime(Instant.parse("2026-01-31T10:00:00.123999Z")).instant())
                .isEqualTo(Instant.parse("2026-01-31T10:00:00.123Z"));
        assertThat(new Value.Time(LocalTime.parse("10:00:00.123999")).time())
                .isEqualTo(LocalTime.parse("10:00:00.123"));
    }
}
