package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.action.RequestedVersion;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.domain.action.DataAction;
import java.net.URI;
import java.util.stream.Collectors;

/**
 * The text that a flow author pastes into CXone Studio to call one data action.
 *
 * @param base the URL of Weir, as CXone calls it
 * @param parameters the parameters of the URL, with their question mark; empty for the newest version of the action
 */
public record ActionSnippet(DataAction action, URI base, String parameters) {
    /** What CXone adds to Weir's own time, so that Weir's answer is there before CXone gives up. */
    private static final int MARGIN_MILLIS = 200;

    /** How a script calls. */
    public enum Form {
        /** The properties of a REST API action, which NICE prefers. */
        REST_API,
        /** The text of a SNIPPET action. */
        SNIPPET,
        /** A request of Integration Hub, which keeps the key. */
        INTEGRATION_HUB
    }

    /** Texts that call the newest version of {@code action}, whatever that is. */
    public ActionSnippet(DataAction action, URI base) {
        this(action, base, "");
    }

    /** Texts that call this version of the action, also when there is a newer one. */
    public ActionSnippet ofThisVersion() {
        return new ActionSnippet(action, base, "?%s=%d".formatted(RequestedVersion.PARAMETER, action.version()));
    }

    /** The text for {@code form}, ending in a line end. */
    public String text(Form form) {
        return switch (form) {
            case REST_API -> restApi();
            case SNIPPET -> snippet();
            case INTEGRATION_HUB -> integrationHub();
        };
    }

    private String url() {
        String text = base.toString();
        return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                + Paths.ACTIONS
                + action.name()
                + parameters;
    }

    private String title() {
        return "%s v%d: %s"
                .formatted(action.name(), action.version(), action.description().replaceAll("\\s+", " "));
    }

    /** How long the script waits, in milliseconds: longer than the action takes. */
    private long timeout() {
        return action.bounds().time().toMillis() + MARGIN_MILLIS;
    }

    private String restApi() {
        return """
            REST API action for %s

            1. A SNIPPET at the start of the script gives every variable a value:

            %s
            2. The REST API action stands where the flow asks:

            | property | value |
            |---|---|
            | Verb | POST |
            | Address | %s |
            | Headers | {"Authorization":"Bearer {weirKey}","Content-Type":"application/json",\
            "X-Contact-Id":"{contactid}","X-Timeout-Ms":"%d"} |
            | Parameters | %s |
            | TimeOutInMilliSeconds | %d |
            | Response variable | %s |

            Connect OnError and Default to the usual way of the contact. A value that may hold a quote goes into a
            dynamic object in a SNIPPET before, whose asjson() escapes it: --form snippet shows how.

            3. A SNIPPET after its success takes the answer and branches:

            %s%s%s\
            """.formatted(
                        title(),
                        script().start(),
                        url(),
                        timeout(),
                        body(),
                        timeout(),
                        StudioScript.ANSWER,
                        StudioScript.NO_ANSWER_YET,
                        script().taking(),
                        script().branches());
    }

    private String snippet() {
        return """
            // SNIPPET for %s

            // 1. At the start of the script.
            %s
            // 2. Where the flow asks.
            %sASSIGN weirProxy = GetRESTProxy()
            ASSIGN weirProxy.ContentType = "application/json"
            ASSIGN weirProxy.ProxyTimeoutSeconds = %d
            weirProxy.AddHeader("Authorization", "Bearer {weirKey}")
            weirProxy.AddHeader("X-Contact-Id", "{contactid}")
            weirProxy.AddHeader("X-Timeout-Ms", "%d")
            %sASSIGN %s = weirProxy.MakeRestRequest("%s", weirBody, 0, "POST")
            IF weirProxy.StatusCode >= 200 & weirProxy.StatusCode < 300
            {
            %s}
            %s\
            """.formatted(
                        title(),
                        script().start(),
                        script().body(),
                        Math.ceilDiv(timeout(), 1_000),
                        timeout(),
                        StudioScript.NO_ANSWER_YET,
                        StudioScript.ANSWER,
                        url(),
                        script().taking().indent(4),
                        script().branches());
    }

    private String integrationHub() {
        return """
            Integration Hub request for %s

            Template: REST, POST allowed, authentication with a custom header, kept as a secret:
              Authorization: Bearer <the key that the operator gave you>

            | field | value |
            |---|---|
            | Method | POST |
            | URL | %s |
            | Headers | Content-Type: application/json; X-Contact-Id: {contactid}; X-Timeout-Ms: %d |
            | Body | %s |
            | Timeout | %d ms |

            In the script, CONNECTREQUEST with these values. OnSuccess: branch on outcome: %s.
            OnError, OnTimeout and Default: the contact goes its usual way.
            Give every variable a value at the start of the script, and take the answer: --form rest-api shows how.
            """.formatted(title(), url(), timeout(), body(), timeout(), outcomes());
    }

    /** A command that calls the action from a shell, with a possible request. */
    public String curl() {
        return """
            curl -sS %s \\
              -H "Authorization: Bearer $WEIR_API_KEY" -H 'Content-Type: application/json' -H 'X-Timeout-Ms: %d' \\
              -d '%s'
            """.formatted(
                        parameters.isEmpty() ? url() : "'%s'".formatted(url()),
                        timeout(),
                        ActionSchemas.requestExample(action).replace("'", "'\\''"));
    }

    private StudioScript script() {
        return new StudioScript(action);
    }

    /** The body on one line, with the script's variables in it. */
    private String body() {
        return action.inputs().stream()
                .map(input -> "\"%s\":\"{%s}\"".formatted(input.name(), script().variable(input)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String outcomes() {
        return action.verdicts().stream().map(verdict -> verdict.label()).collect(Collectors.joining(", "));
    }
}
