package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.Credentials;
import java.time.InstantSource;

/** One flow's way to ask for a token. Thread-safe. */
interface Grant {
    /** What to post, written anew for each attempt; {@code clientSecret} may be empty. */
    TokenForm form(String clientSecret);

    /** Salesforce has answered with {@code answer}. */
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
                new Refreshing(id, new RefreshTokenInUse(token, store));
            case Credentials.UsernamePassword(var id, var _, var name, var password, var securityToken) ->
                secret -> TokenForm.of("password")
                        .with("client_id", id)
                        .with("client_secret", secret)
                        .with("username", name)
                        .with("password", password + securityToken);
        };
    }

    /** Learns from each answer whether Salesforce has replaced the token. */
    final class Refreshing implements Grant {
        private final String clientId;
        private final RefreshTokenInUse token;

        Refreshing(String clientId, RefreshTokenInUse token) {
            this.clientId = clientId;
            this.token = token;
        }

        @Override
        public TokenForm form(String clientSecret) {
            var form = TokenForm.of("refresh_token").with("client_id", clientId);
            return (clientSecret.isEmpty() ? form : form.with("client_secret", clientSecret))
                    .with("refresh_token", token.value());
        }

        @Override
        public void answered(TokenAnswer answer) {
            token.answered(answer.refreshToken());
        }
    }
}
