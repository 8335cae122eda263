package io.weir.adapter.out.salesforce.settings;

import java.util.List;

/**
 * What an app proves itself with. Its text shows nothing.
 *
 * @param current empty where the app needs no secret
 * @param next the one to try when Salesforce refuses the current one, while the app's secret is being rotated; else empty
 */
public record ClientSecret(String current, String next) {
    /** For flows and apps that do without. */
    public static final ClientSecret NONE = new ClientSecret("", "");

    /** Throws {@link IllegalArgumentException} for a next secret without a current one. */
    public ClientSecret {
        if (current.isEmpty() && !next.isEmpty()) {
            throw new IllegalArgumentException("a next client secret needs a current one");
        }
    }

    /** A secret that is not being rotated; the empty text for none. */
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
