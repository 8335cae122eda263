package io.weir.bootstrap.config;

import io.weir.adapter.out.salesforce.settings.Audience;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import io.weir.adapter.out.salesforce.settings.SigningKey;
import java.net.URI;
import java.util.Set;

/** Reads the credentials of the configured login flow, and records every problem. */
final class CredentialsReader {
    private static final Set<String> SHARED_LOGIN_HOSTS = Set.of("login.salesforce.com", "test.salesforce.com");

    /** Replaces invalid credentials while the rest of the configuration is checked. */
    private static final Credentials NONE = new Credentials.ClientCredentials("", ClientSecret.NONE);

    private final SettingValues settings;
    private final String flow;

    CredentialsReader(SettingValues settings) {
        this.settings = settings;
        this.flow = settings.text(Setting.AUTH_FLOW);
    }

    Credentials credentials(URI loginUri) {
        return switch (flow) {
            case "client-credentials" -> clientCredentials(loginUri);
            case "jwt-bearer" -> jwtBearer(loginUri);
            case "refresh-token" -> refreshToken();
            case "password" ->
                new Credentials.UsernamePassword(
                        required(Setting.CLIENT_ID),
                        requiredSecret(),
                        required(Setting.USERNAME),
                        required(Setting.PASSWORD),
                        settings.text(Setting.SECURITY_TOKEN));
            default -> {
                settings.problem(
                        Setting.AUTH_FLOW,
                        "'%s' is none of the flows that Weir knows: client-credentials, jwt-bearer, refresh-token, "
                                        .formatted(flow)
                                + "password");
                yield NONE;
            }
        };
    }

    private Credentials clientCredentials(URI loginUri) {
        if (loginUri.getHost() != null && SHARED_LOGIN_HOSTS.contains(loginUri.getHost())) {
            settings.problem(
                    Setting.LOGIN_URL,
                    "the client-credentials flow works on the org's My Domain only, such as"
                            + " https://acme.my.salesforce.com");
        }
        return new Credentials.ClientCredentials(required(Setting.CLIENT_ID), requiredSecret());
    }

    private Credentials jwtBearer(URI loginUri) {
        String clientId = required(Setting.CLIENT_ID);
        String username = required(Setting.USERNAME);
        required(Setting.PRIVATE_KEY);
        var key = settings.read(Setting.PRIVATE_KEY, SigningKey::ofPem);
        var audience = settings.read(Setting.AUDIENCE, Audience::new).orElse(Audience.defaultFor(loginUri));
        return key.<Credentials>map(signingKey -> new Credentials.JwtBearer(clientId, username, signingKey, audience))
                .orElse(NONE);
    }

    private Credentials refreshToken() {
        var store = settings.file(Setting.REFRESH_TOKEN)
                .<TokenStore>map(TokenStore.InFile::new)
                .orElseGet(TokenStore.InMemory::new);
        return new Credentials.RefreshToken(
                required(Setting.CLIENT_ID), secret(), required(Setting.REFRESH_TOKEN), store);
    }

    private ClientSecret requiredSecret() {
        return required(Setting.CLIENT_SECRET).isEmpty() ? ClientSecret.NONE : secret();
    }

    private ClientSecret secret() {
        var current = settings.value(Setting.CLIENT_SECRET);
        var next = settings.value(Setting.CLIENT_SECRET_NEXT);
        if (current.isEmpty() && next.isPresent()) {
            settings.problem(
                    Setting.CLIENT_SECRET_NEXT,
                    "is set but %s is not; the next secret comes after one that is in use"
                            .formatted(Setting.CLIENT_SECRET));
            return ClientSecret.NONE;
        }
        return new ClientSecret(current.orElse(""), next.orElse(""));
    }

    private String required(Setting setting) {
        var value = settings.value(setting);
        if (value.isEmpty()) {
            settings.problem("%s is missing; the %s flow needs it".formatted(setting, flow));
        }
        return value.orElse("");
    }
}
