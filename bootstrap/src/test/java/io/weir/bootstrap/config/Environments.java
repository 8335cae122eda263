package io.weir.bootstrap.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Environment variables for tests of the configuration. */
final class Environments {
    /** A live org with one caller. */
    static final Map<String, String> LIVE = Map.of(
            "SF_LOGIN_URL", "https://acme.my.salesforce.com",
            "SF_CLIENT_ID", "the-id",
            "SF_CLIENT_SECRET", "the-secret",
            "WEIR_API_KEY", "the-key-of-at-least-32-characters");

    private Environments() {}

    /** The problems of the configuration; empty if it is valid. */
    static List<String> problems(Map<String, String> environment) {
        try {
            Config.from(environment);
            return List.of();
        } catch (InvalidConfig invalid) {
            return invalid.problems();
        }
    }

    static Map<String, String> with(Map<String, String> environment, String name, String value) {
        var changed = new HashMap<>(environment);
        changed.put(name, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> environment, String name) {
        var changed = new HashMap<>(environment);
        changed.remove(name);
        return changed;
    }
}
