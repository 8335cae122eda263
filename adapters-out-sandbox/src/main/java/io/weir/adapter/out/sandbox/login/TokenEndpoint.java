package io.weir.adapter.out.sandbox.login;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce's OAuth token endpoint for one app, {@code sandbox}/{@code sandbox}, and one user,
 * {@code sandbox@example.com}/{@code sandbox}. Supports the client credentials flow, the password flow with an optional
 * security token after the password, the JWT bearer flow with the keys of the app, and refresh tokens.
 */
public final class TokenEndpoint {
    public static final String CLIENT_ID = "sandbox";
    public static final String CLIENT_SECRET = "sandbox";
    public static final String PASSWORD = "sandbox";

    private static final Set<String> AUDIENCES = Set.of("https://login.salesforce.com", "https://test.salesforce.com");

    private final Identity identity;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final List<RSAPublicKey> appKeys;
    private final InstantSource clock;

    public TokenEndpoint(
            Identity identity,
            Sessions sessions,
            RefreshTokens refreshTokens,
            List<RSAPublicKey> appKeys,
            InstantSource clock) {
        this.identity = identity;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.appKeys = appKeys;
        this.clock = clock;
    }

    /**
     * Answers a request for a token.
     *
     * @param authorization the header {@code Authorization}; empty if it is missing
     */
    public Reply token(Parameters form, String authorization, URI baseUri) {
        var client =
                basic(authorization).orElseGet(() -> new Client(form.value("client_id"), form.value("client_secret")));
        return switch (form.value("grant_type")) {
            case "client_credentials" -> refusal(client).orElseGet(() -> tokenReply(baseUri));
            case "password" -> refusal(client).orElseGet(() -> passwordFlow(form, baseUri));
            case "refresh_token" -> refreshTokenFlow(form, client, baseUri);
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> jwtBearerFlow(form, baseUri);
            default -> error("unsupported_grant_type", "grant type not supported");
        };
    }

    public Reply revoke(Parameters form) {
        sessions.close(form.value("token"));
        refreshTokens.revoke(form.value("token"));
        return Reply.empty(200);
    }

    public static Reply postRequired() {
        return error("invalid_request", "must use HTTP POST");
    }

    /** The refusal of a form that cannot be decoded. */
    public static Reply brokenForm() {
        return error("invalid_request", "invalid percent-encoding in the form");
    }

    private Reply passwordFlow(Parameters form, URI baseUri) {
        if (form.first("username").isEmpty() || form.first("password").isEmpty()) {
            return error("invalid_request", "missing required parameter: username or password");
        }
        return identity.isUser(form.value("username"), form.value("password"))
                ? tokenReply(baseUri)
                : error("invalid_grant", "authentication failure");
    }

    private Reply refreshTokenFlow(Parameters form, Client client, URI baseUri) {
        if (form.first("refresh_token").isEmpty()) {
            return error("invalid_request", "missing required parameter: refresh_token");
        }
        // The client secret is optional here, but a wrong one is rejected.
        var refusal = refusal(client.secret().isEmpty() ? new Client(client.id(), CLIENT_SECRET) : client);
        return refusal.orElseGet(() -> refreshTokens
                .use(form.value("refresh_token"))
                .map(next -> {
                    var answer = token(baseUri);
                    answer.put("refresh_token", next);
                    return Reply.ok(answer);
                })
                .orElseGet(() -> error("invalid_grant", "expired access/refresh token")));
    }

    private Reply jwtBearerFlow(Parameters form, URI baseUri) {
        if (form.first("assertion").isEmpty()) {
            return error("invalid_request", "missing required parameter: assertion");
        }
        return BearerClaims.verified(form.value("assertion"), appKeys)
                .map(claims -> refusal(claims, baseUri).orElseGet(() -> tokenReply(baseUri)))
                .orElseGet(() -> error("invalid_grant", "invalid assertion"));
    }

    private Optional<Reply> refusal(BearerClaims claims, URI baseUri) {
        if (!claims.issuer().equals(CLIENT_ID)) {
            return Optional.of(error("invalid_client_id", "client identifier invalid"));
        }
        if (!AUDIENCES.contains(claims.audience()) && !claims.audience().equals(baseUri.toString())) {
            return Optional.of(error("invalid_grant", "audience is invalid"));
        }
        if (claims.expiry() <= clock.instant().getEpochSecond()) {
            return Optional.of(error("invalid_grant", "expired authorization code"));
        }
        return claims.subject().equalsIgnoreCase(identity.user().username())
                ? Optional.empty()
                : Optional.of(error("invalid_grant", "user hasn't approved this consumer"));
    }

    private static Optional<Reply> refusal(Client client) {
        if (!client.id().equals(CLIENT_ID)) {
            return Optional.of(error("invalid_client_id", "client identifier invalid"));
        }
        return client.secret().equals(CLIENT_SECRET)
                ? Optional.empty()
                : Optional.of(error("invalid_client", "invalid client credentials"));
    }

    private Reply tokenReply(URI baseUri) {
        return Reply.ok(token(baseUri));
    }

    private Map<String, @Nullable Object> token(URI baseUri) {
        String issuedAt = Long.toString(clock.millis());
        return Json.object(
                "access_token", sessions.open(),
                "signature", signature(identity.url(baseUri) + issuedAt),
                "scope", "api",
                "instance_url", baseUri.toString(),
                "id", identity.url(baseUri),
                "token_type", "Bearer",
                "issued_at", issuedAt);
    }

    private static Reply error(String error, String description) {
        return Reply.json(400, Json.object("error", error, "error_description", description));
    }

    private static String signature(String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static Optional<Client> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Client(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }
}
