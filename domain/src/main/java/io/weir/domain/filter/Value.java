package io.weir.domain.filter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * A typed constant that a field is compared with: one record for each kind of SOQL literal.
 *
 * <p>Values that callers send are personal data, so no {@code toString} here shows one.
 */
public sealed interface Value {
    /** Text, as for string, picklist, phone, email, url and id fields. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    record Bool(boolean bool) implements Value {
        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /** A number; trailing zeros are kept. */
    record Decimal(BigDecimal number) implements Value {
        /** Throws {@link IllegalArgumentException} for a number that would take more than 64 digits to write. */
        public Decimal {
            requireWritable(number);
        }

        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /** An amount in a named currency, for orgs with several: {@code USD5000}. */
    record Money(String isoCode, BigDecimal amount) implements Value {
        /** Throws {@link IllegalArgumentException} unless {@code isoCode} is three capital letters. */
        public Money {
            if (isoCode.length() != 3 || !isoCode.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
                throw new IllegalArgumentException("a currency code is three capital letters, such as USD");
            }
            requireWritable(amount);
        }

        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    record Date(LocalDate date) implements Value {
        /** Throws {@link IllegalArgumentException} outside the years that Salesforce stores, 1700 to 4000. */
        public Date {
            if (date.getYear() < 1700 || date.getYear() > 4000) {
                throw unstorable();
            }
        }

        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /** A moment; SOQL has millisecond precision. */
    record DateTime(Instant instant) implements Value {
        private static final Instant EARLIEST = Instant.parse("1700-01-01T00:00:00Z");
        private static final Instant TOO_LATE = Instant.parse("4001-01-01T00:00:00Z");

        /** Throws {@link IllegalArgumentException} outside the years that Salesforce stores, 1700 to 4000. */
        public DateTime {
            if (instant.isBefore(EARLIEST) || !instant.isBefore(TOO_LATE)) {
                throw unstorable();
            }
            instant = instant.truncatedTo(ChronoUnit.MILLIS);
        }

        /** The moment nearest to {@code instant} that Salesforce stores. */
        public static DateTime nearest(Instant instant) {
            var latest = TOO_LATE.minusMillis(1);
            return new DateTime(instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(latest) ? latest : instant);
        }

        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    record Time(LocalTime time) implements Value {
        public Time {
            time = time.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /** A day or span relative to today, such as {@code LAST_N_DAYS:30}; fits date and dateTime fields. */
    record RelativeDate(DateLiteral literal) implements Value {
        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /** SOQL's {@code null}: no value. */
    record Null() implements Value {
        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /** The placeholder of a value wherever a query is shown. */
    String HIDDEN = "?";

    /** The most digits of a number without an exponent. */
    int MAX_DIGITS = 64;

    /** Whether {@code number} has at most {@link #MAX_DIGITS} digits; does not write it. */
    static boolean isWritable(BigDecimal number) {
        long digitsBefore = (long) number.precision() - number.scale();
        return Math.max(digitsBefore, 0) + Math.max(number.scale(), 0) <= MAX_DIGITS;
    }

    private static void requireWritable(BigDecimal number) {
        if (!isWritable(number)) {
            throw new IllegalArgumentException("a number has at most %d digits".formatted(MAX_DIGITS));
        }
    }

    private static IllegalArgumentException unstorable() {
        return new IllegalArgumentException("a date lies between the years 1700 and 4000");
    }
}
