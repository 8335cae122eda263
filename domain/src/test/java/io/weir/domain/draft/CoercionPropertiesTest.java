package io.weir.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class CoercionPropertiesTest {
    @Property
    void numbersKeepEveryDigit(@ForAll("numbers") BigDecimal number, @ForAll("decimalTypes") FieldType type) {
        var expected = new Coercion.Fits(new Value.Decimal(number));

        assertThat(Coercion.of(new Input.Numeric(number), type)).isEqualTo(expected);
        assertThat(Coercion.of(new Input.Text(number.toPlainString()), type)).isEqualTo(expected);
        assertThat(Coercion.of(new Input.Text(" " + number.toPlainString() + "\n"), type))
                .isEqualTo(expected);
    }

    @Property
    void amountsKeepTheirCurrency(@ForAll("numbers") BigDecimal number) {
        assertThat(Coercion.of(new Input.Text("EUR " + number.toPlainString()), FieldType.CURRENCY))
                .isEqualTo(new Coercion.Fits(new Value.Money("EUR", number)));
    }

    @Property
    void integersAreNeverRounded(@ForAll("numbers") BigDecimal number) {
        var coercion = Coercion.of(new Input.Numeric(number), FieldType.LONG);

        if (coercion instanceof Coercion.Fits(Value.Decimal(var whole))) {
            assertThat(whole).isEqualByComparingTo(number);
            assertThat(whole.scale()).isZero();
        } else {
            assertThat(number.stripTrailingZeros().scale() > 0
                            || number.toBigInteger().bitLength() > 63)
                    .isTrue();
        }
    }

    @Property
    void textsStayAsTheyCame(@ForAll @StringLength(max = 4_000) String text, @ForAll("textTypes") FieldType type) {
        assertThat(Coercion.of(new Input.Text(text), type)).isEqualTo(new Coercion.Fits(new Value.Text(text)));
    }

    @Property
    void datesAreReadAsWritten(@ForAll("storableDates") LocalDate date) {
        assertThat(Coercion.of(new Input.Text(date.toString()), FieldType.DATE))
                .isEqualTo(new Coercion.Fits(new Value.Date(date)));
    }

    @Property
    void momentsAreTheSameInEveryZoneAndSpelling(
            @ForAll @LongRange(min = -8_000_000_000L, max = 60_000_000_000L) long second,
            @ForAll @IntRange(max = 999) int millis,
            @ForAll @IntRange(min = -1_080, max = 1_080) int zoneMinutes) {
        var instant = Instant.ofEpochSecond(second).plusMillis(millis);
        var local = OffsetDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(zoneMinutes * 60));
        var expected = new Coercion.Fits(new Value.DateTime(instant));

        assertThat(Coercion.of(new Input.Text(local.toString()), FieldType.DATETIME))
                .isEqualTo(expected);
        assertThat(Coercion.of(
                        new Input.Text(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx")
                                .format(local)),
                        FieldType.DATETIME))
                .isEqualTo(expected);
    }

    @Property
    void aProblemNeverRepeatsTheInput(@ForAll("secrets") String secret, @ForAll FieldType type) {
        for (var text : new String[] {secret, "USD " + secret, "LAST_N_DAYS:" + secret, "2026-01-31T" + secret}) {
            if (Coercion.of(new Input.Text(text), type) instanceof Coercion.Mismatch(var expected)) {
                assertThat(expected).doesNotContain(secret).hasSizeLessThan(120);
            }
        }
    }

    @Property
    void anyTextEitherFitsOrDoesNot(@ForAll String text, @ForAll FieldType type) {
        assertThat(Coercion.of(new Input.Text(text), type)).isNotNull();
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        var digits = Arbitraries.bigIntegers().between(BigInteger.TEN.pow(31).negate(), BigInteger.TEN.pow(31));
        return Combinators.combine(digits, Arbitraries.integers().between(0, 32))
                .as(BigDecimal::new);
    }

    @Provide
    Arbitrary<FieldType> decimalTypes() {
        return Arbitraries.of(FieldType.DOUBLE, FieldType.PERCENT, FieldType.CURRENCY);
    }

    @Provide
    Arbitrary<FieldType> textTypes() {
        return Arbitraries.of(FieldType.values()).filter(type -> type.literalKind() == FieldType.LiteralKind.TEXT);
    }

    @Provide
    Arbitrary<LocalDate> storableDates() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1700, 1, 1).toEpochDay(),
                        LocalDate.of(4000, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    /** Letters that no message has, so that finding them there is no accident. */
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().withChars("éßжQ9").ofMinLength(3).ofMaxLength(20);
    }
}
