package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.admin.ProfilerParameters.refused;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.RequestRefused;
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
            ProfilerParameters.SINCE,
            ProfilerParameters.UNTIL,
            ProfilerParameters.ACTION,
            ProfilerParameters.CALLER,
            ProfilerParameters.SHAPE,
            ProfilerParameters.OUTCOME,
            ProfilerParameters.INSTANCE,
            ORDER,
            ProfilerParameters.LIMIT);

    private SummaryParameters() {}

    /** The statistics that {@code query} asks for; throws {@link RequestRefused} for what a summary cannot have. */
    static SummaryQuery of(UriQuery query, Instant now) {
        var parameters = new ProfilerParameters(UrlParameters.of(query, PARAMETERS), now);
        var until = parameters.time(ProfilerParameters.UNTIL).orElse(now);
        var since = parameters.time(ProfilerParameters.SINCE).orElseGet(() -> until.minus(PERIOD));
        if (!since.isBefore(until)) {
            throw refused("until, or now without it, is later than since");
        }
        if (Duration.between(since, until).compareTo(SummaryQuery.LONGEST) > 0) {
            throw refused("a summary is of at most %d days".formatted(SummaryQuery.LONGEST.toDays()));
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
