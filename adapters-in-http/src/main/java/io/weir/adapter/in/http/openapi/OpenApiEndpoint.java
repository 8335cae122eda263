package io.weir.adapter.in.http.openapi;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.caller.AccessScheme;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.webhook.HttpMetrics;
import io.weir.adapter.in.http.webhook.Webhook;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.port.ActionCatalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * {@code GET /openapi}: the description of what the caller may use. {@code ?profile=json} or {@code ?profile=cxone}
 * describes the answers of another profile than the caller's.
 *
 * <p>The latest descriptions are kept until the catalog or the schemes change. Thread-safe.
 */
public final class OpenApiEndpoint implements Handler, Webhook.Question {
    public static final String PATH = Paths.OPEN_API;
    private static final String PROFILE = "profile";
    /** Descriptions of many actions are large, and callers with rights of their own have one each. */
    private static final int MOST_KEPT = 16;

    private static final List<String> PARAMETERS = List.of(PROFILE);

    private final Webhook webhook;
    private final ActionCatalog catalog;
    private final UnknownInputs unknownInputs;
    private final Supplier<List<AccessScheme>> schemes;
    private final String version;
    private volatile Descriptions latest;

    /**
     * @param schemes how callers authenticate; none if they need not
     * @param version of Weir
     */
    public OpenApiEndpoint(
            Webhook webhook,
            ActionCatalog catalog,
            UnknownInputs unknownInputs,
            Supplier<List<AccessScheme>> schemes,
            String version) {
        this.webhook = webhook;
        this.catalog = catalog;
        this.unknownInputs = unknownInputs;
        this.schemes = schemes;
        this.version = version;
        this.latest = new Descriptions(catalog.all(), schemes.get());
    }

    /** The parameters of a description. */
    private record Key(NameRules actions, NameRules writes, boolean adHoc, Profile profile, Errors errors) {}

    /** The descriptions of one state of the catalog and the callers. */
    private static final class Descriptions {
        private final List<DataAction> actions;
        private final List<AccessScheme> schemes;
        private final Map<Key, byte[]> byKey = new ConcurrentHashMap<>();

        Descriptions(List<DataAction> actions, List<AccessScheme> schemes) {
            this.actions = actions;
            this.schemes = schemes;
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        webhook.serve(request, response, this);
    }

    @Override
    public String label() {
        return HttpMetrics.OPEN_API;
    }

    @Override
    public Asked asked() {
        return Asked.OPEN_API;
    }

    @Override
    public int maxBodyBytes() {
        return 0;
    }

    @Override
    public Set<String> declared() {
        return Set.copyOf(PARAMETERS);
    }

    @Override
    public ErrorForm errorsFor(AuthenticatedCaller caller) {
        return ErrorForm.PLAIN;
    }

    @Override
    public Webhook.Reply reply(AuthenticatedCaller caller, Webhook.Exchange exchange) {
        var style = caller.style();
        var profile = UrlParameters.of(exchange.request().query(), PARAMETERS)
                .value(PROFILE)
                .map(Profile::named)
                .orElse(style.profile());
        byte[] description = described(caller.caller(), profile, style.errors());
        var body = new JsonBytes();
        body.write(description, 0, description.length);
        return new Webhook.Reply.Described(body);
    }

    private byte[] described(Caller caller, Profile profile, Errors errors) {
        var now = latest;
        var actions = catalog.all();
        var accessSchemes = schemes.get();
        if (!now.actions.equals(actions) || !now.schemes.equals(accessSchemes)) {
            now = new Descriptions(actions, accessSchemes);
            latest = now;
        }
        var key = new Key(
                caller.actions(), caller.writes(), caller.adHoc() instanceof Caller.AdHoc.Within, profile, errors);
        if (now.byKey.size() >= MOST_KEPT) {
            now.byKey.clear();
        }
        return now.byKey.computeIfAbsent(
                key,
                view -> OpenApi.described(new OpenApi.View(
                        actions.stream()
                                .filter(action -> action.isOpenTo(caller))
                                .toList(),
                        view.adHoc(),
                        view.profile(),
                        view.errors(),
                        unknownInputs,
                        accessSchemes,
                        version)));
    }
}
