package io.weir.adapter.out.salesforce.settings;

import java.util.List;

/**
 * The client secret of an app. Its text shows no value.
 *
 * @param current empty if the app needs no secret
 * @param next the secret to try if Salesforce refuses the current one during a rotation; else empty
 */
public record ClientSecret(String current, String next) {
    /** For flows and apps without a secret. */
    public static final ClientSecret NONE = new ClientSecret("", "");

    /** Throws {@link IllegalArgumentException} for a next secret without a current one. */
    public ClientSecret {
        if (current.isEmpty() && !next.isEmpty()) {
            throw new IllegalArgumentException("a next client secret needs a current one");
        }
    }

    /** A secret that is not being rotated; empty for an app without one. */
    public static ClientSecret of(String secret) {
        return new ClientSecret(secret, "");
    }

    /** One or two secrets, the current one first. Without a secret, the empty text alone. */
    public List<String> candidates() {
        return next.isEmpty() || next.equals(current) ? List.of(current) : List.of(current, next);
    }

    @Override
    public String toString() {
        return "ClientSecret[hidden]";
    }
}
