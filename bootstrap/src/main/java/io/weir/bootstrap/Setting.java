package io.weir.bootstrap;

import java.util.Optional;

/** Everything an operator can set: its key in YAML, its environment variable, and whether it is a secret. */
enum Setting {
    HOST("weir.host", "WEIR_HOST"),
    PORT("weir.port", "WEIR_PORT"),
    ADMIN_HOST("weir.admin.host", "WEIR_ADMIN_HOST"),
    ADMIN_PORT("weir.admin.port", "WEIR_ADMIN_PORT"),
    API_KEY("weir.api-key", "WEIR_API_KEY", true),
    AUTH("weir.auth", "WEIR_AUTH"),
    ROW_CAP("weir.row-cap", "WEIR_ROW_CAP"),
    TIME_LIMIT("weir.time-limit", "WEIR_TIME_LIMIT"),
    API_RESERVE("weir.api-reserve", "WEIR_API_RESERVE"),
    MAX_CONNECTIONS("weir.max-connections", "WEIR_MAX_CONNECTIONS"),
    DRAIN_DELAY("weir.drain-delay", "WEIR_DRAIN_DELAY"),
    SHUTDOWN_GRACE_PERIOD("weir.shutdown-grace-period", "WEIR_SHUTDOWN_GRACE_PERIOD"),
    HISTORY_CAPACITY("weir.history.capacity", "WEIR_HISTORY_CAPACITY"),
    SANDBOX_PORT("weir.sandbox.port", "WEIR_SANDBOX_PORT"),
    LOGIN_URL("weir.salesforce.login-url", "SF_LOGIN_URL"),
    AUTH_FLOW("weir.salesforce.auth-flow", "SF_AUTH_FLOW"),
    CLIENT_ID("weir.salesforce.client-id", "SF_CLIENT_ID"),
    CLIENT_SECRET("weir.salesforce.client-secret", "SF_CLIENT_SECRET", true),
    CLIENT_SECRET_NEXT("weir.salesforce.client-secret-next", "SF_CLIENT_SECRET_NEXT", true),
    USERNAME("weir.salesforce.username", "SF_USERNAME"),
    PASSWORD("weir.salesforce.password", "SF_PASSWORD", true),
    SECURITY_TOKEN("weir.salesforce.security-token", "SF_SECURITY_TOKEN", true),
    PRIVATE_KEY("weir.salesforce.private-key", "SF_PRIVATE_KEY", true),
    AUDIENCE("weir.salesforce.audience", "SF_AUDIENCE"),
    REFRESH_TOKEN("weir.salesforce.refresh-token", "SF_REFRESH_TOKEN", true),
    ALLOWED_HOSTS("weir.salesforce.allowed-hosts", "SF_ALLOWED_HOSTS"),
    API_VERSION("weir.salesforce.api-version", "SF_API_VERSION"),
    SCHEMA_REFRESH_TIME("weir.salesforce.schema-refresh-time", "SF_SCHEMA_REFRESH_TIME"),
    MAX_CALLS("weir.salesforce.max-calls", "SF_MAX_CALLS"),
    MAX_QUEUED_CALLS("weir.salesforce.max-queued-calls", "SF_MAX_QUEUED_CALLS"),
    MAX_ATTEMPTS("weir.salesforce.max-attempts", "SF_MAX_ATTEMPTS");

    private final String key;
    private final String variable;
    private final boolean secret;

    Setting(String key, String variable) {
        this(key, variable, false);
    }

    Setting(String key, String variable, boolean secret) {
        this.key = key;
        this.variable = variable;
        this.secret = secret;
    }

    /** The setting that YAML calls {@code key}. */
    static Optional<Setting> ofKey(String key) {
        for (var setting : values()) {
            if (setting.key.equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    String key() {
        return key;
    }

    /** The environment variable; the same name with {@code _FILE} behind it names a file that holds the value. */
    String variable() {
        return variable;
    }

    boolean secret() {
        return secret;
    }

    /** Both names, for messages. */
    @Override
    public String toString() {
        return variable + " (" + key + ")";
    }
}
