package io.weir.bootstrap;

import java.util.Optional;

/** Everything an operator can set: its key in YAML, its environment variable, and what it holds. */
enum Setting {
    HOST("weir.host", "WEIR_HOST"),
    PORT("weir.port", "WEIR_PORT"),
    ADMIN_HOST("weir.admin.host", "WEIR_ADMIN_HOST"),
    ADMIN_PORT("weir.admin.port", "WEIR_ADMIN_PORT"),
    API_KEY("weir.api-key", "WEIR_API_KEY", Kind.SECRET),
    AUTH("weir.auth", "WEIR_AUTH"),
    ROW_CAP("weir.row-cap", "WEIR_ROW_CAP"),
    TIME_LIMIT("weir.time-limit", "WEIR_TIME_LIMIT"),
    ALLOWED_OBJECTS("weir.query.allowed-objects", "WEIR_QUERY_ALLOWED_OBJECTS", Kind.LIST),
    DENIED_OBJECTS("weir.query.denied-objects", "WEIR_QUERY_DENIED_OBJECTS", Kind.LIST),
    ALLOWED_FIELDS("weir.query.allowed-fields", "WEIR_QUERY_ALLOWED_FIELDS", Kind.LIST),
    DENIED_FIELDS("weir.query.denied-fields", "WEIR_QUERY_DENIED_FIELDS", Kind.LIST),
    UNFILTERED_ALLOWED("weir.query.unfiltered-allowed", "WEIR_QUERY_UNFILTERED_ALLOWED"),
    MAX_CONDITION_DEPTH("weir.query.max-condition-depth", "WEIR_QUERY_MAX_CONDITION_DEPTH"),
    MAX_CONDITIONS("weir.query.max-conditions", "WEIR_QUERY_MAX_CONDITIONS"),
    MAX_LIST_VALUES("weir.query.max-list-values", "WEIR_QUERY_MAX_LIST_VALUES"),
    API_RESERVE("weir.api-reserve", "WEIR_API_RESERVE"),
    MAX_CONNECTIONS("weir.max-connections", "WEIR_MAX_CONNECTIONS"),
    DRAIN_DELAY("weir.drain-delay", "WEIR_DRAIN_DELAY"),
    SHUTDOWN_GRACE_PERIOD("weir.shutdown-grace-period", "WEIR_SHUTDOWN_GRACE_PERIOD"),
    HISTORY_CAPACITY("weir.history.capacity", "WEIR_HISTORY_CAPACITY"),
    CONTACT_KEY("weir.history.contact-key", "WEIR_CONTACT_KEY", Kind.SECRET),
    AUDIT_ENABLED("weir.audit.enabled", "WEIR_AUDIT_ENABLED"),
    AUDIT_FILE("weir.audit.file", "WEIR_AUDIT_FILE"),
    SANDBOX_PORT("weir.sandbox.port", "WEIR_SANDBOX_PORT"),
    LOGIN_URL("weir.salesforce.login-url", "SF_LOGIN_URL"),
    AUTH_FLOW("weir.salesforce.auth-flow", "SF_AUTH_FLOW"),
    CLIENT_ID("weir.salesforce.client-id", "SF_CLIENT_ID"),
    CLIENT_SECRET("weir.salesforce.client-secret", "SF_CLIENT_SECRET", Kind.SECRET),
    CLIENT_SECRET_NEXT("weir.salesforce.client-secret-next", "SF_CLIENT_SECRET_NEXT", Kind.SECRET),
    USERNAME("weir.salesforce.username", "SF_USERNAME"),
    PASSWORD("weir.salesforce.password", "SF_PASSWORD", Kind.SECRET),
    SECURITY_TOKEN("weir.salesforce.security-token", "SF_SECURITY_TOKEN", Kind.SECRET),
    PRIVATE_KEY("weir.salesforce.private-key", "SF_PRIVATE_KEY", Kind.SECRET),
    AUDIENCE("weir.salesforce.audience", "SF_AUDIENCE"),
    REFRESH_TOKEN("weir.salesforce.refresh-token", "SF_REFRESH_TOKEN", Kind.SECRET),
    ALLOWED_HOSTS("weir.salesforce.allowed-hosts", "SF_ALLOWED_HOSTS", Kind.LIST),
    API_VERSION("weir.salesforce.api-version", "SF_API_VERSION"),
    SCHEMA_REFRESH_TIME("weir.salesforce.schema-refresh-time", "SF_SCHEMA_REFRESH_TIME"),
    MAX_CALLS("weir.salesforce.max-calls", "SF_MAX_CALLS"),
    MAX_QUEUED_CALLS("weir.salesforce.max-queued-calls", "SF_MAX_QUEUED_CALLS"),
    MAX_ATTEMPTS("weir.salesforce.max-attempts", "SF_MAX_ATTEMPTS");

    /** What a setting holds. */
    private enum Kind {
        VALUE,
        SECRET,
        LIST
    }

    private final String key;
    private final String variable;
    private final Kind kind;

    Setting(String key, String variable) {
        this(key, variable, Kind.VALUE);
    }

    Setting(String key, String variable, Kind kind) {
        this.key = key;
        this.variable = variable;
        this.kind = kind;
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
        return kind == Kind.SECRET;
    }

    /** Whether it holds several values: a list in YAML, with commas between them in a variable. */
    boolean list() {
        return kind == Kind.LIST;
    }

    /** Both names, for messages. */
    @Override
    public String toString() {
        return variable + " (" + key + ")";
    }
}
