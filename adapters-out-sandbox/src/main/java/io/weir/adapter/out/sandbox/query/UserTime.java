package io.weir.adapter.out.sandbox.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Today's date where the running user is.
 *
 * @param zone the user's time zone
 */
record UserTime(LocalDate today, ZoneId zone) {
    /** The first moment of {@code day} for the user. */
    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
