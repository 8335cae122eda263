package io.weir.adapter.in.http.action;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.RequestContext;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.json.InputJson;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import java.time.Duration;

/**
 * The operator's dry runs: what a run of a data action would do. Unlike a caller's, they are in no log, audit, metric
 * or history. Thread-safe.
 */
public final class ActionDryRun {
    private static final Caller OPERATOR = Caller.unrestricted("operator", QueryPolicy.DEFAULT);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ActionUseCases actions;
    private final ActionRequestReader reader;
    private final RequestBody bodies;
    private final RequestIds ids;

    public ActionDryRun(ActionUseCases actions, UnknownInputs unknownInputs, RequestBody bodies, RequestIds ids) {
        this.actions = actions;
        this.reader = new ActionRequestReader(unknownInputs);
        this.bodies = bodies;
        this.ids = ids;
    }

    /** What a run of {@code action} with the body of {@code request} would do; throws {@link RequestRefused}. */
    public DryRunJson of(DataAction action, ServerRequest request, Profile profile) {
        long start = System.nanoTime();
        String body = bodies.textOf(request, InputJson.MAX_REQUEST);
        var read = RequestRefused.onInvalidJson(() -> reader.read(body, action));
        var context = RequestContext.of(request.headers(), read.said(), "", ids, read.problems());
        var time = context.timeout().remaining(start);
        RequestRefused.ifAny(read.problems());
        var run = new RunDataAction.Request(
                action,
                read.inputs(),
                OPERATOR,
                new RequestTrail(RequestId.made("dry-run"), ContactHash.NONE),
                time.compareTo(LONGEST) < 0 ? time : LONGEST,
                context.contact().known());
        return DryRunJson.of(action, actions.dryRun().dryRun(run), profile);
    }
}
