package io.weir.adapter.out.sandbox.function;

import io.weir.adapter.out.sandbox.statement.DateFunction;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.schema.FieldType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * SOQL's date functions, in an org whose fiscal year is the calendar year. The parts of a dateTime are those in UTC, or
 * in the user's time zone if {@code convertTimezone()} says so.
 */
public final class DateParts {
    private static final int DAYS = 7;
    private static final int MONTHS = 3;

    private DateParts() {}

    /** The type of the function's value. Refuses the function if {@code field} is not of a type that it takes. */
    public static FieldType type(Term.DatePart part, FieldType field) {
        boolean suits = switch (part.function()) {
            case DAY_ONLY, HOUR_IN_DAY -> field == FieldType.DATETIME;
            case CALENDAR_MONTH,
                    CALENDAR_QUARTER,
                    CALENDAR_YEAR,
                    DAY_IN_MONTH,
                    DAY_IN_WEEK,
                    DAY_IN_YEAR,
                    FISCAL_MONTH,
                    FISCAL_QUARTER,
                    FISCAL_YEAR,
                    WEEK_IN_MONTH,
                    WEEK_IN_YEAR -> field == FieldType.DATETIME || (field == FieldType.DATE && !part.converted());
        };
        if (!suits) {
            throw QueryRefusal.malformed("field %s does not support the date function %s"
                    .formatted(part.path(), part.converted() ? "convertTimezone" : part.function()));
        }
        return part.function() == DateFunction.DAY_ONLY ? FieldType.DATE : FieldType.INT;
    }

    /**
     * The value of {@code part} for a stored date or dateTime; null for null.
     *
     * @param zone the user's time zone
     */
    public static @Nullable Object value(Term.DatePart part, @Nullable Object stored, ZoneId zone) {
        return switch (stored) {
            case LocalDate date -> value(part.function(), date.atStartOfDay());
            case Instant instant ->
                value(part.function(), LocalDateTime.ofInstant(instant, part.converted() ? zone : ZoneOffset.UTC));
            case null, default -> null;
        };
    }

    private static Object value(DateFunction function, LocalDateTime time) {
        return switch (function) {
            case CALENDAR_MONTH, FISCAL_MONTH -> (long) time.getMonthValue();
            case CALENDAR_QUARTER, FISCAL_QUARTER -> (time.getMonthValue() - 1L) / MONTHS + 1;
            case CALENDAR_YEAR, FISCAL_YEAR -> (long) time.getYear();
            case DAY_IN_MONTH -> (long) time.getDayOfMonth();
            case DAY_IN_WEEK -> time.getDayOfWeek().getValue() % DAYS + 1L;
            case DAY_IN_YEAR -> (long) time.getDayOfYear();
            case DAY_ONLY -> time.toLocalDate();
            case HOUR_IN_DAY -> (long) time.getHour();
            case WEEK_IN_MONTH -> (time.getDayOfMonth() - 1L) / DAYS + 1;
            case WEEK_IN_YEAR -> (time.getDayOfYear() - 1L) / DAYS + 1;
        };
    }
}
