package io.weir.adapter.in.http.action;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.webhook.HttpMetrics;
import io.weir.adapter.in.http.webhook.Webhook;
import io.weir.adapter.in.http.webhook.Webhook.Reply;
import io.weir.application.action.DryRunDataAction.DryRunResult;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.caller.ActionName;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.schema.NearestNames;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator's data actions over HTTP, each at its name: flat inputs in, a flat answer out. {@code ?dry_run=true}
 * describes a run without running.
 *
 * <p>Thread-safe.
 */
public final class ActionEndpoint implements Handler {
    private static final String DRY_RUN = "dry_run";
    private static final List<String> PARAMETERS = List.of(DRY_RUN, RequestedVersion.PARAMETER);

    private final Webhook webhook;
    private final ActionUseCases actions;
    private final HttpMetrics metrics;
    private final ActionRequestReader reader;
    private final Jsonb jsonb = JsonbBuilder.create(
            new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

    public ActionEndpoint(Webhook webhook, UnknownInputs unknownInputs, ActionUseCases actions, HttpMetrics metrics) {
        this.webhook = webhook;
        this.actions = actions;
        this.metrics = metrics;
        this.reader = new ActionRequestReader(unknownInputs);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        webhook.serve(request, response, question(request));
    }

    /** What {@code request} asks, whose path {@link Paths#isOfAction is that of a data action} and has no escapes. */
    private Webhook.Question question(ServerRequest request) {
        String name = request.path().rawPath().substring(Paths.ACTIONS.length());
        if (!ActionName.isActionName(name)) {
            return new Unknown(name);
        }
        return actions.catalog()
                .named(new ActionName(name))
                .map(newest -> question(newest, RequestedVersion.of(request)))
                .orElseGet(() -> new Unknown(name));
    }

    private Webhook.Question question(DataAction newest, RequestedVersion version) {
        return switch (version.of(actions.catalog(), newest)) {
            case RequestedVersion.Found.Served(var action) -> new Known(action);
            case RequestedVersion.Found.NotServed(var error) -> new UnknownVersion(newest, error);
        };
    }

    /** An unknown data action. */
    private final class Unknown implements Webhook.Question {
        private final String name;

        Unknown(String name) {
            this.name = name;
        }

        @Override
        public String label() {
            return HttpMetrics.UNKNOWN_ACTION;
        }

        @Override
        public Asked asked() {
            return Asked.UNKNOWN;
        }

        @Override
        public Set<String> declared() {
            return Set.of();
        }

        @Override
        public int maxBodyBytes() {
            return InputJson.MAX_REQUEST;
        }

        @Override
        public ErrorForm errorsFor(AuthenticatedCaller caller) {
            return ErrorForm.ofAction(caller.style());
        }

        @Override
        public Reply reply(AuthenticatedCaller caller, Webhook.Exchange exchange) {
            var runnable = actions.catalog().names().stream()
                    .flatMap(known -> actions.catalog().named(known).stream())
                    .filter(known -> known.isOpenTo(caller.caller()))
                    .map(known -> known.name().value())
                    .toList();
            return new Reply.Refusal(ErrorAnswer.unknownAction(NearestNames.to(name, runnable)));
        }
    }

    /** A data action of the catalog, as it was when the request arrived. */
    private class Known implements Webhook.Question {
        private final DataAction action;

        Known(DataAction action) {
            this.action = action;
        }

        @Override
        public String label() {
            return action.name().value();
        }

        @Override
        public Asked asked() {
            return new Asked(action.name().value(), action.version());
        }

        @Override
        public Set<String> declared() {
            return Stream.concat(
                            action.inputs().stream().map(input -> input.name().value()),
                            Stream.concat(DeclaredInput.RESERVED.stream(), PARAMETERS.stream()))
                    .collect(Collectors.toSet());
        }

        @Override
        public int maxBodyBytes() {
            return InputJson.MAX_REQUEST;
        }

        @Override
        public ErrorForm errorsFor(AuthenticatedCaller caller) {
            return action.isOpenTo(caller.caller())
                    ? ErrorForm.ofAction(caller.style(), action)
                    : ErrorForm.ofAction(caller.style());
        }

        @Override
        public Reply reply(AuthenticatedCaller caller, Webhook.Exchange exchange) {
            if (!caller.caller().mayRun(action.name())) {
                // before anything is read: errors would show the declaration
                return ActionReply.forbidden();
            }
            if (!action.isOpenTo(caller.caller())) {
                return ActionReply.mayNotWrite();
            }
            return admitted(caller, exchange);
        }

        Reply admitted(AuthenticatedCaller caller, Webhook.Exchange exchange) {
            boolean dryRun =
                    UrlParameters.of(exchange.request().query(), PARAMETERS).flag(DRY_RUN);
            String body = exchange.body();
            var read = RequestRefused.onInvalidJson(() -> reader.read(body, action));
            var context = exchange.context(read.said(), read.problems());
            RequestRefused.ifAny(read.problems());
            metrics.unknownInputs(label(), read.ignored());
            var run = new RunDataAction.Request(
                    action,
                    read.inputs(),
                    caller.caller(),
                    exchange.trail(),
                    exchange.remaining(context),
                    context.contact().known());
            return dryRun
                    ? reply(actions.dryRun().dryRun(run), caller.style().profile())
                    : ActionReply.of(
                            action, actions.run().run(run), caller.style().profile(), exchange.requestId());
        }

        private Reply reply(DryRunResult result, AnswerStyle.Profile profile) {
            var body = new JsonBytes();
            jsonb.toJson(DryRunJson.of(action, result, profile), body);
            return new Reply.DryRun(body);
        }
    }

    /** A data action in a version that is not served. Errors have the members of its newest version. */
    private final class UnknownVersion extends Known {
        private final DataAction newest;
        private final ErrorAnswer error;

        UnknownVersion(DataAction newest, ErrorAnswer error) {
            super(newest);
            this.newest = newest;
            this.error = error;
        }

        @Override
        public Asked asked() {
            return new Asked(newest.name().value());
        }

        @Override
        Reply admitted(AuthenticatedCaller caller, Webhook.Exchange exchange) {
            return new Reply.Refusal(error);
        }
    }
}
