package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SeriesQuery.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionHistory} says of the course of time. */
public abstract class HistorySeriesContract extends HistorySummaryContract {
    @Test
    void aPointSumsUpWhatRunsOfItsMinuteDid() {
        var history = emptyHistory();
        history.record(run("1", 0).took(10).made());
        history.record(run("2", 1).took(20).made());
        history.record(run("3", 59).took(90).outcome("salesforce_timeout").made());
        history.record(run("4", 60).took(40).made());
        history.record(run("5", 180).took(50).made());
        history.record(run("late", 300).made());

        var series = history.series(series(START.plusSeconds(20), START.plusSeconds(270), RunFilter.ALL));
        assertThat(series.since()).isEqualTo(START);
        assertThat(series.until()).isEqualTo(START.plusSeconds(300));
        assertThat(series.step()).isEqualTo(Step.MINUTE);
        assertThat(series.points())
                .as("minutes without a run are left out")
                .extracting(HistorySeries.Point::time)
                .containsExactly(START, START.plusSeconds(60), START.plusSeconds(180));
        var point = series.points().getFirst();
        assertThat(point.count()).isEqualTo(3);
        assertThat(point.failures()).isOne();
        assertThat(point.total()).isEqualTo(Duration.ofMillis(120));
        assertThat(point.max()).isEqualTo(Duration.ofMillis(90));
        assertMillis(point.percentiles().p50(), 20);
        assertMillis(point.percentiles().p95(), 90);
        assertMillis(point.percentiles().p99(), 90);
        assertThat(point.apiCalls()).isEqualTo(6);
        assertThat(point.rows()).isEqualTo(9);
    }

    @Test
    void aLongerPeriodHasLongerSteps() {
        var history = emptyHistory();
        history.record(run("1", -3_600).made());
        history.record(run("2", -1).made());
        history.record(run("3", 0).made());

        var hours = history.series(series(START.minus(Duration.ofHours(7)), START.plusSeconds(60), RunFilter.ALL));
        assertThat(hours.step()).isEqualTo(Step.HOUR);
        assertThat(hours.points()).extracting(HistorySeries.Point::count).containsExactly(2L, 1L);
        var days = history.series(series(START.minus(Duration.ofDays(15)), START.plusSeconds(60), RunFilter.ALL));
        assertThat(days.step()).isEqualTo(Step.DAY);
        assertThat(days.until()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(days.points()).extracting(HistorySeries.Point::count).containsExactly(3L);
    }

    @Test
    void aSeriesIsOfTheRunsThatTheFilterSelects() {
        var history = emptyHistory();
        history.record(run("1", 0).made());
        history.record(run("2", 1).action("open-cases").business("found").made());
        history.record(run("3", 2).caller("ivr").made());
        history.record(run("4", 3).shape(BY_EMAIL).made());
        history.record(run("5", 4).outcome("salesforce_timeout").made());

        var all = RunFilter.ALL;
        assertThat(count(history, all)).isEqualTo(5);
        assertThat(count(history, all.withAction("open-cases"))).isOne();
        assertThat(count(history, all.withBusinessOutcome("found"))).isOne();
        assertThat(count(history, all.withCaller("ivr"))).isOne();
        assertThat(count(
                        history, all.withShape(run("", 0).shape(BY_EMAIL).made().shapeId())))
                .isOne();
        assertThat(count(history, all.withOutcome("salesforce_timeout"))).isOne();
        assertThat(count(history, all.withAction("open-cases").withCaller("ivr")))
                .isZero();
        assertThat(count(history, all.withInstance("nobody"))).isZero();
    }

    private static long count(ExecutionHistory history, RunFilter runs) {
        return history.series(series(START, START.plusSeconds(60), runs)).points().stream()
                .mapToLong(HistorySeries.Point::count)
                .sum();
    }

    private static SeriesQuery series(Instant since, Instant until, RunFilter runs) {
        return new SeriesQuery(since, until, runs);
    }
}
