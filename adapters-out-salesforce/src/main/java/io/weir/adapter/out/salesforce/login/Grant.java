package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.Credentials;
import java.time.InstantSource;

/** How one OAuth flow requests a token. Thread-safe. */
interface Grant {
    /** The form to post, made for each attempt; {@code clientSecret} may be empty. */
    TokenForm form(String clientSecret);

    /** Learns from a successful login. */
    default void answered(TokenAnswer answer) {}

    /** The grant for the flow of {@code credentials}. */
    static Grant of(Credentials credentials, InstantSource clock) {
        return switch (credentials) {
            case Credentials.ClientCredentials(var id, var _) ->
                secret ->
                        TokenForm.of("client_credentials").with("client_id", id).with("client_secret", secret);
            case Credentials.JwtBearer bearer ->
                _ -> TokenForm.of("urn:ietf:params:oauth:grant-type:jwt-bearer")
                        .with("assertion", JwtAssertion.of(bearer, clock.instant()));
            case Credentials.RefreshToken(var id, var _, var token, var store) ->
                new RefreshTokenGrant(id, token, store);
            case Credentials.UsernamePassword(var id, var _, var name, var password, var securityToken) ->
                secret -> TokenForm.of("password")
                        .with("client_id", id)
                        .with("client_secret", secret)
                        .with("username", name)
                        .with("password", password + securityToken);
        };
    }
}
