package io.weir.adapter.out.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salesforce's OAuth token endpoint for one app and one user: client credentials {@code sandbox}/{@code sandbox}, or the
 * password flow for {@code sandbox@example.com}/{@code sandbox}, with or without a security token behind the password.
 */
final class TokenEndpoint {
    static final String CLIENT_ID = "sandbox";
    static final String CLIENT_SECRET = "sandbox";
    static final String USERNAME = "sandbox@example.com";
    static final String PASSWORD = "sandbox";

    private static final int MAX_SECURITY_TOKEN = 32;
    private static final String USER_ID = RecordId.of("005", 1);

    private final Sessions sessions;
    private final InstantSource clock;

    TokenEndpoint(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * @param authorization the Authorization header, empty for none
     */
    Reply token(Parameters form, String authorization, URI baseUri) {
        var client =
                basic(authorization).orElseGet(() -> new Client(form.value("client_id"), form.value("client_secret")));
        return switch (form.value("grant_type")) {
            case "client_credentials" -> refusal(client).orElseGet(() -> granted(baseUri));
            case "password" -> refusal(client).orElseGet(() -> byPassword(form, baseUri));
            default -> error("unsupported_grant_type", "grant type not supported");
        };
    }

    Reply revoke(Parameters form) {
        sessions.close(form.value("token"));
        return Reply.empty(200);
    }

    static Reply mustPost() {
        return error("invalid_request", "must use HTTP POST");
    }

    /** Who the one user is. */
    static Reply identity(URI baseUri) {
        return Reply.ok(Json.object(
                "id",
                identityUrl(baseUri),
                "user_id",
                USER_ID,
                "organization_id",
                organizationId(),
                "username",
                USERNAME,
                "display_name",
                "Sandbox User",
                "email",
                USERNAME,
                "active",
                true,
                "user_type",
                "STANDARD",
                "language",
                "en_US",
                "locale",
                "en_US",
                "utcOffset",
                0,
                "urls",
                Json.object(
                        "rest", baseUri + "/services/data/v{version}/",
                        "sobjects", baseUri + "/services/data/v{version}/sobjects/",
                        "query", baseUri + "/services/data/v{version}/query/")));
    }

    private Reply byPassword(Parameters form, URI baseUri) {
        if (form.first("username").isEmpty() || form.first("password").isEmpty()) {
            return error("invalid_request", "missing required parameter: username or password");
        }
        String password = form.value("password");
        boolean right = form.value("username").equalsIgnoreCase(USERNAME)
                && password.startsWith(PASSWORD)
                && password.length() <= PASSWORD.length() + MAX_SECURITY_TOKEN
                && password.chars().allMatch(Character::isLetterOrDigit);
        return right ? granted(baseUri) : error("invalid_grant", "authentication failure");
    }

    private static Optional<Reply> refusal(Client client) {
        if (!client.id().equals(CLIENT_ID)) {
            return Optional.of(error("invalid_client_id", "client identifier invalid"));
        }
        return client.secret().equals(CLIENT_SECRET)
                ? Optional.empty()
                : Optional.of(error("invalid_client", "invalid client credentials"));
    }

    private Reply granted(URI baseUri) {
        String issuedAt = Long.toString(clock.millis());
        return Reply.ok(Json.object(
                "access_token", sessions.open(),
                "signature", signature(identityUrl(baseUri) + issuedAt),
                "scope", "api",
                "instance_url", baseUri.toString(),
                "id", identityUrl(baseUri),
                "token_type", "Bearer",
                "issued_at", issuedAt));
    }

    private static Reply error(String error, String description) {
        return Reply.json(400, Json.object("error", error, "error_description", description));
    }

    private static String identityUrl(URI baseUri) {
        return baseUri + "/id/" + organizationId() + "/" + USER_ID;
    }

    private static String organizationId() {
        return RecordId.canonical(Sessions.ORG_ID).orElseThrow();
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
