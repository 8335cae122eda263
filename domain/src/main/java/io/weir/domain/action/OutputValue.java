package io.weir.domain.action;

import io.weir.domain.filter.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A value in a data action's answer. No {@code toString} shows it. */
public sealed interface OutputValue {
    record Text(String text) implements OutputValue {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Bool(boolean bool) implements OutputValue {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Numeric(BigDecimal number) implements OutputValue {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Day(LocalDate date) implements OutputValue {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    record Moment(Instant instant) implements OutputValue {
        @Override
        public String toString() {
            return Value.HIDDEN;
        }
    }

    /** No value. */
    record Blank() implements OutputValue {}
}
