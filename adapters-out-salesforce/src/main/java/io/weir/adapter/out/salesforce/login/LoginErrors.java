package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.LoginRefused;
import io.weir.domain.port.SalesforceFailure.Misconfigured;
import io.weir.domain.port.SalesforceFailure.Throttled;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.query.SalesforceMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Turns an error response of the token endpoint into one failure. */
public final class LoginErrors {
    /** Salesforce blocks logins for an hour. Earlier attempts only add failures. */
    private static final Duration RATE_LIMIT_PAUSE = Duration.ofMinutes(5);

    private static final Set<String> REFUSALS = Set.of(
            "invalid_grant",
            "invalid_client_id",
            "invalid_client",
            "invalid_client_credentials",
            "invalid_request",
            "invalid_scope",
            "unsupported_grant_type",
            "unauthorized_client",
            "app_not_found",
            "invalid_app_access",
            "inactive_user",
            "inactive_org");

    /** They concern the secret unless the description says that the client id is wrong. */
    private static final Set<String> SECRET_REFUSALS = Set.of("invalid_client", "invalid_client_credentials");

    private static final String WRONG_CLIENT_ID = "client identifier invalid";

    /** The advice for the operator, by words in Salesforce's description. */
    private static final List<Advice> ADVICE = List.of(
            new Advice(
                    "no client credentials user enabled", "the app has no run-as user for the client-credentials flow"),
            new Advice("not supported on this domain", "client credentials need the org's My Domain as login URL"),
            new Advice("user hasn't approved this consumer", "the user is not pre-authorized for the app"),
            new Advice("ip restricted", "the app or user may not log in from this network"),
            new Advice("invalid login hours", "the user may not log in at this hour"),
            new Advice("authentication failure", "user name, password or security token are wrong"),
            new Advice(WRONG_CLIENT_ID, "the client id is wrong"),
            new Advice("invalid client credentials", "the client secret is wrong"),
            new Advice("invalid assertion", "the private key does not belong to the certificate of the app"),
            new Advice(
                    "audience is invalid",
                    "the audience is not the org's: https://test.salesforce.com for a sandbox, else"
                            + " https://login.salesforce.com"),
            new Advice("expired authorization code", "the assertion came too late; this machine's clock may be slow"),
            new Advice(
                    "expired access/refresh token",
                    "the refresh token is used up or revoked; the user has to authorize the app again"),
            new Advice("not installed in this org", "the app is not installed in the org"));

    /** All known descriptions of Salesforce. */
    private static final List<String> DESCRIPTIONS = Stream.concat(
                    ADVICE.stream().map(Advice::description),
                    Stream.of(
                            "token request is already being processed",
                            "login rate exceeded",
                            "retry your request",
                            "must use http post",
                            "missing required parameter",
                            "grant type not supported",
                            "inactive user",
                            "inactive organization"))
            .toList();

    private record Advice(String description, String remedy) {}

    private LoginErrors() {}

    /** Whether {@code code} is an OAuth error code that Salesforce is known to use. */
    public static boolean isKnown(String code) {
        return REFUSALS.contains(code) || code.equals("rate_limit_exceeded") || code.equals("unknown_error");
    }

    /** Whether another login of the same client is running. No other refusal is worth a repetition. */
    static boolean isBeingProcessed(List<ErrorEntry> entries) {
        return entries.stream()
                .anyMatch(entry -> lower(entry.message()).contains("request is already being processed"));
    }

    /** Whether Salesforce refuses the client secret, rather than the user, the password or the token. */
    static boolean isSecretRefused(List<ErrorEntry> entries) {
        return entries.stream()
                .anyMatch(entry -> SECRET_REFUSALS.contains(entry.code())
                        && !lower(entry.message()).contains(WRONG_CLIENT_ID));
    }

    /** The failure for a response with {@code status} and {@code entries}. */
    static SalesforceFailure of(int status, List<ErrorEntry> entries, Duration retryAfter) {
        for (var entry : entries) {
            String code = entry.code();
            var said = said(entry);
            if (code.equals("rate_limit_exceeded")) {
                return new Throttled(
                        "Salesforce refuses logins for a while, because there were too many",
                        code,
                        said,
                        RATE_LIMIT_PAUSE);
            }
            if (code.equals("unknown_error") || isBeingProcessed(entries)) {
                return new Unavailable(
                        "Salesforce could not log Weir in; it may be able to in a moment", code, said, retryAfter);
            }
            if (REFUSALS.contains(code)) {
                return new LoginRefused("Salesforce refuses the login: " + advice(entry), code, said);
            }
        }
        return byStatus(status, entries.isEmpty() ? "" : entries.getFirst().code(), retryAfter);
    }

    private static SalesforceFailure byStatus(int status, String code, Duration retryAfter) {
        return switch (status) {
            case 429 -> new Throttled("Salesforce asks for fewer logins", code, retryAfter);
            case 408 -> new Unavailable("the login reached Salesforce too slowly", code, retryAfter);
            case 420 -> new Unavailable("Salesforce's edge has no route to the login host", code, retryAfter);
            case 400, 401, 403 -> new LoginRefused("Salesforce refuses the login", code);
            default ->
                status >= 500
                        ? new Unavailable("Salesforce's login is unavailable (%d)".formatted(status), code, retryAfter)
                        : new Misconfigured("there is no token endpoint at the login URL (%d)".formatted(status), code);
        };
    }

    /** The known description in {@code entry}. Unknown ones are hidden: they may quote the request. */
    private static SalesforceMessage said(ErrorEntry entry) {
        String description = lower(entry.message()).strip();
        return DESCRIPTIONS.stream()
                .filter(description::contains)
                .findFirst()
                .<SalesforceMessage>map(SalesforceMessage.Known::new)
                .orElse(new SalesforceMessage.Nothing());
    }

    private static String advice(ErrorEntry entry) {
        String description = lower(entry.message());
        return ADVICE.stream()
                .filter(advice -> description.contains(advice.description()))
                .map(Advice::remedy)
                .findFirst()
                .orElse("check client id, secret or key, user and the app's policies");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
