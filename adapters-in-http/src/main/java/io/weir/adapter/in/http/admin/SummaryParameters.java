package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads which statistics, or which course of time, a URL asks for. */
final class SummaryParameters {
    private static final int GROUPS = 100;
    private static final String BY = "by";
    private static final String ORDER = "order";
    private static final List<String> OF_SERIES = List.of(
            RunParameters.SINCE,
            RunParameters.UNTIL,
            RunParameters.ACTION,
            RunParameters.CALLER,
            RunParameters.SHAPE,
            RunParameters.OUTCOME,
            RunParameters.BUSINESS_OUTCOME,
            RunParameters.INSTANCE);
    private static final List<String> PARAMETERS = Stream.of(
                    List.of(BY), OF_SERIES, List.of(ORDER, RunParameters.LIMIT))
            .flatMap(List::stream)
            .toList();

    private SummaryParameters() {}

    /** The series that {@code query} asks for; throws {@link InvalidParameter} for what a series cannot have. */
    static SeriesQuery series(UriQuery query, Instant now) {
        var parameters = new RunParameters(UrlParameters.of(query, OF_SERIES)::value, now);
        var past = parameters.past();
        return new SeriesQuery(past.since(), past.until(), parameters.runs());
    }

    /** The statistics that {@code query} asks for; throws {@link InvalidParameter} for what a summary cannot have. */
    static SummaryQuery of(UriQuery query, Instant now) {
        var parameters = new RunParameters(UrlParameters.of(query, PARAMETERS)::value, now);
        var past = parameters.past();
        return new SummaryQuery(
                parameters.choice(BY, By.class).orElse(By.ACTION),
                past.since(),
                past.until(),
                parameters.runs(),
                parameters.choice(ORDER, Order.class).orElse(Order.TIME),
                parameters.limit(GROUPS));
    }
}
