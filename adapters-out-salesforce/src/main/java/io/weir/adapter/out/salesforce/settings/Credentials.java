package io.weir.adapter.out.salesforce.settings;

import java.nio.file.Path;

/** How Weir proves to Salesforce who it is. No {@code toString} shows a secret. */
public sealed interface Credentials {
    /** What the app proves itself with; {@link ClientSecret#NONE} where a flow does without. */
    ClientSecret clientSecret();

    /** The OAuth client-credentials flow; its login URL is the org's My Domain. */
    record ClientCredentials(String clientId, ClientSecret clientSecret) implements Credentials {
        /** With a secret that is not being rotated. */
        public ClientCredentials(String clientId, String clientSecret) {
            this(clientId, ClientSecret.of(clientSecret));
        }

        @Override
        public String toString() {
            return "ClientCredentials[hidden]";
        }
    }

    /**
     * The OAuth JWT bearer flow: no secret travels, the app's key signs who is to be logged in.
     *
     * @param username the user whose rights Weir has, pre-authorized for the app
     */
    record JwtBearer(String clientId, String username, SigningKey key, Audience audience) implements Credentials {
        @Override
        public ClientSecret clientSecret() {
            return ClientSecret.NONE;
        }

        @Override
        public String toString() {
            return "JwtBearer[hidden]";
        }
    }

    /**
     * The OAuth refresh-token flow. Salesforce may replace the token at each login, and then takes the old one no more.
     *
     * @param token the one to begin with
     * @param store where a replacement goes
     */
    record RefreshToken(String clientId, ClientSecret clientSecret, String token, TokenStore store)
            implements Credentials {
        @Override
        public String toString() {
            return "RefreshToken[hidden]";
        }
    }

    /** Where a refresh token is kept that Salesforce gave in place of another. */
    sealed interface TokenStore {
        /** Nowhere: after a restart Weir has nothing but the token that Salesforce no longer takes. */
        record InMemory() implements TokenStore {}

        /**
         * In the file that the first token came from. It is read again before each login, because another process may have
         * replaced the token; its folder must be writable.
         */
        record InFile(Path path) implements TokenStore {}
    }

    /**
     * The OAuth password flow, which Salesforce is switching off.
     *
     * @param securityToken appended to the password, as Salesforce wants it from unknown networks; empty for none
     */
    record UsernamePassword(
            String clientId, ClientSecret clientSecret, String username, String password, String securityToken)
            implements Credentials {
        @Override
        public String toString() {
            return "UsernamePassword[hidden]";
        }
    }
}
