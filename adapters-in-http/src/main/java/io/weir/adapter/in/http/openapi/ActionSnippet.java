package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.action.RequestedVersion;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        /** The properties of a REST API action. */
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

    private String description() {
        return action.description().replaceAll("\\s+", " ");
    }

    /** How long the script waits, in milliseconds: longer than the action takes. */
    private long timeout() {
        return action.bounds().time().toMillis() + MARGIN_MILLIS;
    }

    private String restApi() {
        return """
            REST API action for %s v%d: %s

            | property | value |
            |---|---|
            | Verb | POST |
            | Address | %s |
            | Headers | {"Authorization":"Bearer {weirKey}","Content-Type":"application/json",\
            "X-Contact-Id":"{contactid}","X-Timeout-Ms":"%d"} |
            | Parameters | %s |
            | TimeOutInMilliSeconds | %d |
            | Response variable | weir |

            The key stands in the script as plain text; Integration Hub keeps it secret. \
            A value that may hold a quote goes into a
            dynamic object in a SNIPPET before, whose asjson() escapes it: --form snippet shows how.
            After it, branch on {weir.outcome}: %s. Connect OnError and Default to the usual way of the contact.
            """.formatted(
                action.name(), action.version(), description(), url(), timeout(), body(), timeout(), outcomes());
    }

    private String snippet() {
        var text = new StringBuilder();
        text.append("// %s v%d: %s\n".formatted(action.name(), action.version(), description()));
        text.append("// in: %s\n"
                .formatted(
                        action.inputs().isEmpty()
                                ? "nothing"
                                : action.inputs().stream()
                                        .map(input -> "%s%s"
                                                .formatted(variable(input), input.required() ? "" : " (may be blank)"))
                                        .collect(Collectors.joining(", "))));
        text.append("// out: weirOutcome, weir with the members %s\n".formatted(members()));
        text.append("// The key is plain text here; Integration Hub would keep it secret.\n");
        text.append("ASSIGN weirKey = \"put the key here\"\n");
        text.append("// asjson() escapes quotes and line ends in the values\n");
        text.append("DYNAMIC weirInputs\n");
        for (var input : action.inputs()) {
            text.append("ASSIGN weirInputs.%s = \"{%s}\"\n".formatted(input.name(), variable(input)));
        }
        text.append(
                action.inputs().isEmpty()
                        ? "ASSIGN weirBody = \"\\{\\}\"\n"
                        : "ASSIGN weirBody = \"{weirInputs.asjson()}\"\n");
        text.append("""
            ASSIGN weirProxy = GetRESTProxy()
            ASSIGN weirProxy.ContentType = "application/json"
            ASSIGN weirProxy.ProxyTimeoutSeconds = %d
            weirProxy.AddHeader("Authorization", "Bearer {weirKey}")
            weirProxy.AddHeader("X-Contact-Id", "{contactid}")
            weirProxy.AddHeader("X-Timeout-Ms", "%d")
            ASSIGN weirOutcome = "error"
            ASSIGN weir = weirProxy.MakeRestRequest("%s", weirBody, 0, "POST")
            IF weirProxy.StatusCode >= 200 & weirProxy.StatusCode < 300
            {
                // with always-200, an error is a 200 too: its outcome is error
                ASSIGN weirOutcome = weir.outcome
            }
            SELECT
            {
            """.formatted(seconds(), timeout(), url()));
        for (var branch : branches().toList()) {
            text.append("    CASE weirOutcome = \"%s\"\n    {\n        // %s\n    }\n"
                    .formatted(branch.outcome(), branch.meaning()));
        }
        text.append("""
                DEFAULT
                {
                    // error, time-out, no status: the contact goes its usual way
                }
            }
            """);
        return text.toString();
    }

    private String integrationHub() {
        return """
            Integration Hub request for %s v%d: %s

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
            """.formatted(
                action.name(), action.version(), description(), url(), timeout(), body(), timeout(), outcomes());
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

    private long seconds() {
        return Math.ceilDiv(timeout(), 1_000);
    }

    private record Branch(String outcome, String meaning) {}

    /** The body on one line, with the script's variables in it. */
    private String body() {
        return action.inputs().stream()
                .map(input -> "\"%s\":\"{%s}\"".formatted(input.name(), variable(input)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * The variable that a script has for {@code input}: CXone's own for the caller's number, which the first phone is
     * taken for.
     */
    private String variable(DeclaredInput input) {
        var phones = action.inputs().stream().filter(each -> each.type() instanceof InputType.Phone);
        return phones.findFirst().filter(input::equals).isPresent()
                ? "ANI"
                : input.name().value();
    }

    private String members() {
        var outputs = action.outputs().stream().map(output -> output.key().value());
        var rows = action.lists().stream()
                .flatMap(list -> list.outputs().stream().map(output -> list.member(1, output.key()) + "…"));
        return Stream.of(Stream.of("ok", "outcome", "count", "truncated", "invalid", "invalid_reason"), outputs, rows)
                .flatMap(members -> members)
                .collect(Collectors.joining(", "));
    }

    private String outcomes() {
        return branches().map(Branch::outcome).collect(Collectors.joining(", "));
    }

    /** The outcomes that a flow must know, each with what it means. */
    private Stream<Branch> branches() {
        return action.verdicts().stream().map(verdict -> new Branch(verdict.label(), meaning(verdict)));
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case FOUND -> "the members hold what was found";
            case NOT_FOUND -> "no record matches: the members are blank or have their defaults";
            case MULTIPLE -> "several fit, and none is shown";
            case DENIED -> "no: nothing is shown";
            case INVALID_INPUT -> "an input is wrong: invalid names it, invalid_reason says why; ask again";
            case NO_CALLER_ID -> "the number is withheld or invalid; ask for it";
        };
    }
}
