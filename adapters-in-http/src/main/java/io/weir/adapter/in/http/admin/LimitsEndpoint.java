package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Shows the org's current limits, at the cost of one API request. Thread-safe. */
record LimitsEndpoint(OrgStatus org, InstantSource clock) {
    private static final Duration TIME = Duration.ofSeconds(10);

    /** The answer. Public for JSON binding only. */
    public record Limits(List<OrgLimit> limits) {}

    Limits limits(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        return new Limits(org.limits(new RunMeter(Deadline.after(TIME, clock))));
    }
}
