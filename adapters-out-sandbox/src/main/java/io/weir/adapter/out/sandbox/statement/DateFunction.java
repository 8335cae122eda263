package io.weir.adapter.out.sandbox.statement;

/** The date functions of SOQL. All but {@link #DAY_ONLY} answer a number. */
public enum DateFunction {
    CALENDAR_MONTH,
    CALENDAR_QUARTER,
    CALENDAR_YEAR,
    DAY_IN_MONTH,
    DAY_IN_WEEK,
    DAY_IN_YEAR,
    DAY_ONLY,
    FISCAL_MONTH,
    FISCAL_QUARTER,
    FISCAL_YEAR,
    HOUR_IN_DAY,
    WEEK_IN_MONTH,
    WEEK_IN_YEAR
}
