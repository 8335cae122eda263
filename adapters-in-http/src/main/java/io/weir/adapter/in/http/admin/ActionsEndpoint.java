package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.action.ActionDryRun;
import io.weir.adapter.in.http.action.DryRunJson;
import io.weir.adapter.in.http.action.RequestedVersion;
import io.weir.adapter.in.http.admin.ActionJson.ActionsJson;
import io.weir.adapter.in.http.admin.ActionJson.SnippetsJson;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.adapter.in.http.openapi.ActionSnippet;
import io.weir.application.check.CheckActions;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.NearestNames;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Shows the data actions as they are declared, and what a run of one would do. A dry run is the operator's: nothing of
 * its inputs is logged, counted or kept. Thread-safe.
 */
final class ActionsEndpoint {
    static final String NAME = "name";
    private static final String DRY_RUN = "dry_run";
    private static final String PROFILE = "profile";
    private static final URI EXAMPLE = URI.create("https://weir.example.com");
    private static final Duration PLANNING_TIME = Duration.ofSeconds(1);

    private final AdminServer.ActionInsight actions;
    private final ActionCatalog catalog;
    private final ActionDryRun dryRun;
    private final InstantSource clock;

    /** Declarations are shown as they are written, whatever the org has. */
    private final CheckActions planning = new CheckActions(SchemaCatalog.NONE);

    ActionsEndpoint(AdminServer.ActionInsight actions, ActionDryRun dryRun, InstantSource clock) {
        this.actions = actions;
        this.catalog = actions.useCases().catalog();
        this.dryRun = dryRun;
        this.clock = clock;
    }

    ActionsJson all(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        return new ActionsJson(catalog.all().stream().map(this::json).toList());
    }

    /** The action that the path names, with the schemas of its requests and answers, and texts that call it. */
    ActionJson one(ServerRequest request) {
        var profile = profile(UrlParameters.of(request.query(), List.of(PROFILE, RequestedVersion.PARAMETER)));
        var action = named(request);
        var snippet = snippet(action);
        return json(action)
                .with(
                        object(ActionSchemas.requestSchema(action, actions.unknownInputs())),
                        object(ActionSchemas.answerSchema(action, profile)),
                        SnippetsJson.of(snippet));
    }

    /** What a run of the action that the path names would do. */
    DryRunJson dryRun(ServerRequest request) {
        var parameters = UrlParameters.of(request.query(), List.of(DRY_RUN, PROFILE, RequestedVersion.PARAMETER));
        if (!parameters.flag(DRY_RUN)) {
            throw new RequestRefused(
                    ErrorCode.INVALID_REQUEST,
                    "data actions run on the data listener; here they are tried: add ?dry_run=true");
        }
        return dryRun.of(named(request), request, profile(parameters));
    }

    private ActionJson json(DataAction action) {
        return ActionJson.of(
                action,
                planning.shapes(action, Deadline.after(PLANNING_TIME, clock)),
                actions.problems().apply(action.id()));
    }

    /** Texts that call a former version name it. */
    private ActionSnippet snippet(DataAction action) {
        return catalog.named(action.name()).filter(action::equals).isPresent()
                ? new ActionSnippet(action, EXAMPLE)
                : new ActionSnippet(action, EXAMPLE).ofThisVersion();
    }

    private DataAction named(ServerRequest request) {
        String name = request.path().pathParameters().get(NAME);
        var names = catalog.names().stream().map(ActionName::value).toList();
        if (!names.contains(name)) {
            throw new RequestRefused(ErrorAnswer.unknownAction(NearestNames.to(name, names)));
        }
        var newest = catalog.named(new ActionName(name))
                .orElseThrow(() -> new RequestRefused(ErrorAnswer.unknownAction(List.of())));
        return RequestedVersion.of(request).in(catalog, newest);
    }

    private static Profile profile(UrlParameters parameters) {
        return parameters.value(PROFILE).map(Profile::named).orElse(Profile.CXONE);
    }

    private static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
