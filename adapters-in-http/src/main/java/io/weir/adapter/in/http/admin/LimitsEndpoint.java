package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Shows the org's limits as Salesforce tells them now, which costs an API call. Thread-safe. */
final class LimitsEndpoint implements Handler {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final OrgStatus org;
    private final InstantSource clock;
    private final Jsonb jsonb = JsonbBuilder.create();

    /** The answer. */
    public record Limits(List<OrgLimit> limits) {}

    LimitsEndpoint(OrgStatus org, InstantSource clock) {
        this.org = org;
        this.clock = clock;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        UrlParameters.of(request.query(), List.of());
        var body = new JsonBytes();
        jsonb.toJson(new Limits(org.limits(new RunMeter(Deadline.after(LONGEST, clock)))), body);
        Replies.send(response, body);
    }
}
