package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads which statistics a URL asks for. */
final class SummaryParameters {
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int GROUPS = 100;
    private static final String BY = "by";
    private static final String ORDER = "order";
    private static final List<String> PARAMETERS = List.of(
            BY,
            RunParameters.SINCE,
            RunParameters.UNTIL,
            RunParameters.ACTION,
            RunParameters.CALLER,
            RunParameters.SHAPE,
            RunParameters.OUTCOME,
            RunParameters.INSTANCE,
            ORDER,
            RunParameters.LIMIT);

    private SummaryParameters() {}

    /** The statistics that {@code query} asks for; throws {@link InvalidParameter} for what a summary cannot have. */
    static SummaryQuery of(UriQuery query, Instant now) {
        var parameters = new RunParameters(UrlParameters.of(query, PARAMETERS)::value, now);
        var until = parameters.time(RunParameters.UNTIL).orElse(now);
        var since = parameters.time(RunParameters.SINCE).orElseGet(() -> until.minus(PERIOD));
        if (!since.isBefore(until)) {
            throw new InvalidParameter(
                    RunParameters.SINCE, "is not before until, which is now if it is absent; name an earlier time");
        }
        if (Duration.between(since, until).compareTo(SummaryQuery.LONGEST) > 0) {
            throw new InvalidParameter(
                    RunParameters.SINCE,
                    "is more than %d days before until, which is now if it is absent; name a later time"
                            .formatted(SummaryQuery.LONGEST.toDays()));
        }
        return new SummaryQuery(
                parameters.choice(BY, By.class).orElse(By.ACTION),
                since,
                until,
                parameters.runs(),
                parameters.choice(ORDER, Order.class).orElse(Order.TIME),
                parameters.limit(GROUPS));
    }
}
