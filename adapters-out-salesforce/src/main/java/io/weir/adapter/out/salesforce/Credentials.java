package io.weir.adapter.out.salesforce;

/** How Weir proves to Salesforce who it is. No {@code toString} shows a secret. */
public sealed interface Credentials {
    /** The OAuth client-credentials flow; its login URL is the org's My Domain. */
    record ClientCredentials(String clientId, String clientSecret) implements Credentials {
        @Override
        public String toString() {
            return "ClientCredentials[hidden]";
        }
    }

    /**
     * The OAuth password flow, which Salesforce is switching off.
     *
     * @param securityToken appended to the password, as Salesforce wants it from unknown networks; empty for none
     */
    record UsernamePassword(
            String clientId, String clientSecret, String username, String password, String securityToken)
            implements Credentials {
        @Override
        public String toString() {
            return "UsernamePassword[hidden]";
        }
    }
}
