package io.weir.adapter.out.salesforce.settings;

import java.nio.file.Path;

/** The credentials with which Weir logs in to Salesforce. No {@code toString} shows a secret. */
public sealed interface Credentials {
    /** The secret of the app; {@link ClientSecret#NONE} for a flow without one. */
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
     * The OAuth JWT bearer flow. It sends no secret: the app's key signs the name of the user to log in.
     *
     * @param username the user whose rights Weir gets, pre-authorized for the app
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
     * The OAuth refresh-token flow. Salesforce may replace the token at each login, and then refuses the old one.
     *
     * @param token the first token
     * @param store where a replacement is kept
     */
    record RefreshToken(String clientId, ClientSecret clientSecret, String token, TokenStore store)
            implements Credentials {
        @Override
        public String toString() {
            return "RefreshToken[hidden]";
        }
    }

    /** Where the replacement of a refresh token is kept. */
    sealed interface TokenStore {
        /** In memory only. After a restart Weir has only the first token, which Salesforce may refuse. */
        record InMemory() implements TokenStore {}

        /**
         * In the file of the first token. It is read before each login, because another process may have replaced the
         * token. Its folder must be writable.
         */
        record InFile(Path path) implements TokenStore {}
    }

    /**
     * The OAuth password flow, which Salesforce is switching off.
     *
     * @param securityToken appended to the password, as Salesforce requires from unknown networks; else empty
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
