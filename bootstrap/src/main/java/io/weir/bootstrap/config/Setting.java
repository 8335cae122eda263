package io.weir.bootstrap.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All settings: the key in YAML, the environment variable, and the kind of value. */
public enum Setting {
    HOST("weir.host", "WEIR_HOST"),
    PORT("weir.port", "WEIR_PORT"),
    ADMIN_HOST("weir.admin.host", "WEIR_ADMIN_HOST"),
    ADMIN_PORT("weir.admin.port", "WEIR_ADMIN_PORT"),
    ADMIN_API_KEY("weir.admin.api-key", "WEIR_ADMIN_API_KEY", Kind.SECRET),
    ADMIN_ALLOWED_HOSTS("weir.admin.allowed-hosts", "WEIR_ADMIN_ALLOWED_HOSTS", Kind.LIST),
    ADMIN_STATUS_ENABLED("weir.admin.status-enabled", "WEIR_ADMIN_STATUS_ENABLED"),
    ADMIN_CALLERS_ENABLED("weir.admin.callers-enabled", "WEIR_ADMIN_CALLERS_ENABLED"),
    ADMIN_ACTIONS_ENABLED("weir.admin.actions-enabled", "WEIR_ADMIN_ACTIONS_ENABLED"),
    ADMIN_PROFILER_ENABLED("weir.admin.profiler-enabled", "WEIR_ADMIN_PROFILER_ENABLED"),
    ADMIN_LIMITS_ENABLED("weir.admin.limits-enabled", "WEIR_ADMIN_LIMITS_ENABLED"),
    ADMIN_EXPLAIN_ENABLED("weir.admin.explain-enabled", "WEIR_ADMIN_EXPLAIN_ENABLED"),
    ADMIN_METRICS_ENABLED("weir.admin.metrics-enabled", "WEIR_ADMIN_METRICS_ENABLED"),
    ADMIN_HEALTH_ENABLED("weir.admin.health-enabled", "WEIR_ADMIN_HEALTH_ENABLED"),
    ADMIN_CONSOLE_ENABLED("weir.admin.console-enabled", "WEIR_ADMIN_CONSOLE_ENABLED"),
    HEALTH_ON_DATA_LISTENER("weir.health-on-data-listener", "WEIR_HEALTH_ON_DATA_LISTENER"),
    TLS_CERTIFICATE("weir.tls.certificate", "WEIR_TLS_CERTIFICATE"),
    TLS_KEY("weir.tls.key", "WEIR_TLS_KEY"),
    TLS_KEY_PASSWORD("weir.tls.key-password", "WEIR_TLS_KEY_PASSWORD", Kind.SECRET),
    TLS_KEY_STORE("weir.tls.key-store", "WEIR_TLS_KEY_STORE"),
    TLS_KEY_STORE_PASSWORD("weir.tls.key-store-password", "WEIR_TLS_KEY_STORE_PASSWORD", Kind.SECRET),
    TLS_CLIENT_CERTIFICATES("weir.tls.client-certificates", "WEIR_TLS_CLIENT_CERTIFICATES"),
    TLS_CLIENT_TRUST("weir.tls.client-trust", "WEIR_TLS_CLIENT_TRUST"),
    ADMIN_TLS_CERTIFICATE("weir.admin.tls.certificate", "WEIR_ADMIN_TLS_CERTIFICATE"),
    ADMIN_TLS_KEY("weir.admin.tls.key", "WEIR_ADMIN_TLS_KEY"),
    ADMIN_TLS_KEY_PASSWORD("weir.admin.tls.key-password", "WEIR_ADMIN_TLS_KEY_PASSWORD", Kind.SECRET),
    ADMIN_TLS_KEY_STORE("weir.admin.tls.key-store", "WEIR_ADMIN_TLS_KEY_STORE"),
    ADMIN_TLS_KEY_STORE_PASSWORD("weir.admin.tls.key-store-password", "WEIR_ADMIN_TLS_KEY_STORE_PASSWORD", Kind.SECRET),
    ADMIN_TLS_CLIENT_CERTIFICATES("weir.admin.tls.client-certificates", "WEIR_ADMIN_TLS_CLIENT_CERTIFICATES"),
    ADMIN_TLS_CLIENT_TRUST("weir.admin.tls.client-trust", "WEIR_ADMIN_TLS_CLIENT_TRUST"),
    API_KEY("weir.api-key", "WEIR_API_KEY", Kind.SECRET),
    AUTH("weir.auth", "WEIR_AUTH"),
    ACTIONS("weir.actions", "WEIR_ACTIONS"),
    PROFILE("weir.profile", "WEIR_PROFILE"),
    ERRORS("weir.errors", "WEIR_ERRORS"),
    MAX_ANSWER_BYTES("weir.max-answer-bytes", "WEIR_MAX_ANSWER_BYTES"),
    UNKNOWN_INPUTS("weir.unknown-inputs", "WEIR_UNKNOWN_INPUTS"),
    TRUSTED_PROXIES("weir.trusted-proxies", "WEIR_TRUSTED_PROXIES", Kind.LIST),
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
    WRITE_ALLOWED("weir.write.allowed", "WEIR_WRITE_ALLOWED", Kind.LIST),
    API_RESERVE("weir.api-reserve", "WEIR_API_RESERVE"),
    API_FLOOR_LOW("weir.api-floor-low", "WEIR_API_FLOOR_LOW"),
    API_FLOOR_HIGH("weir.api-floor-high", "WEIR_API_FLOOR_HIGH"),
    MAX_CONNECTIONS("weir.max-connections", "WEIR_MAX_CONNECTIONS"),
    WARM_UP_TIME("weir.warm-up-time", "WEIR_WARM_UP_TIME"),
    DRAIN_DELAY("weir.drain-delay", "WEIR_DRAIN_DELAY"),
    SHUTDOWN_GRACE_PERIOD("weir.shutdown-grace-period", "WEIR_SHUTDOWN_GRACE_PERIOD"),
    INSTANCE("weir.instance", "WEIR_INSTANCE"),
    DATA("weir.data", "WEIR_DATA"),
    STORE_ENABLED("weir.store.enabled", "WEIR_STORE_ENABLED"),
    STORE_URL("weir.store.url", "WEIR_STORE_URL"),
    STORE_USERNAME("weir.store.username", "WEIR_STORE_USERNAME"),
    STORE_PASSWORD("weir.store.password", "WEIR_STORE_PASSWORD", Kind.SECRET),
    STORE_KEY("weir.store.key", "WEIR_STORE_KEY", Kind.SECRET),
    REPLAY_GUARD("weir.replay-guard", "WEIR_REPLAY_GUARD"),
    HISTORY_CAPACITY("weir.history.capacity", "WEIR_HISTORY_CAPACITY"),
    HISTORY_SLOW_THRESHOLD("weir.history.slow-threshold", "WEIR_HISTORY_SLOW_THRESHOLD"),
    HISTORY_DAYS("weir.history.days", "WEIR_HISTORY_DAYS"),
    HISTORY_MAX_MB("weir.history.max-mb", "WEIR_HISTORY_MAX_MB"),
    ADVICE_PLANS_A_DAY("weir.advice.plans-a-day", "WEIR_ADVICE_PLANS_A_DAY"),
    CONTACT_KEY("weir.history.contact-key", "WEIR_CONTACT_KEY", Kind.SECRET),
    AUDIT_ENABLED("weir.audit.enabled", "WEIR_AUDIT_ENABLED"),
    AUDIT_FILE("weir.audit.file", "WEIR_AUDIT_FILE"),
    LOG_FORMAT("weir.log.format", "WEIR_LOG_FORMAT"),
    LOG_LEVEL("weir.log.level", "WEIR_LOG_LEVEL"),
    SANDBOX_PORT("weir.sandbox.port", "WEIR_SANDBOX_PORT"),
    SANDBOX_ORG("weir.sandbox.org", "WEIR_SANDBOX_ORG"),
    SANDBOX_FAULTS("weir.sandbox.faults", "WEIR_SANDBOX_FAULTS", Kind.LIST),
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
    COMPOSITE("weir.salesforce.composite", "SF_COMPOSITE"),
    MAX_ATTEMPTS("weir.salesforce.max-attempts", "SF_MAX_ATTEMPTS"),
    RETRY_FIRST_WAIT("weir.salesforce.retry.first-wait", "SF_RETRY_FIRST_WAIT"),
    RETRY_LONGEST_WAIT("weir.salesforce.retry.longest-wait", "SF_RETRY_LONGEST_WAIT"),
    RETRY_SHARE("weir.salesforce.retry.share", "SF_RETRY_SHARE"),
    RETRY_FLOOR("weir.salesforce.retry.floor", "SF_RETRY_FLOOR"),
    BREAKER_VOLUME("weir.salesforce.breaker.volume", "SF_BREAKER_VOLUME"),
    BREAKER_ERROR_RATIO("weir.salesforce.breaker.error-ratio", "SF_BREAKER_ERROR_RATIO"),
    BREAKER_DELAY("weir.salesforce.breaker.delay", "SF_BREAKER_DELAY");

    /** The kind of value. */
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

    /** The keys of all settings in YAML. */
    static List<String> keys() {
        return Stream.of(values()).map(setting -> setting.key).toList();
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

    /** The environment variable; with the suffix {@code _FILE}, it names a file that holds the value. */
    public String variable() {
        return variable;
    }

    /** Whether it is a secret, which belongs into a file. */
    public boolean secret() {
        return kind == Kind.SECRET;
    }

    /** Whether it holds a list; in a variable, commas separate its values. */
    boolean list() {
        return kind == Kind.LIST;
    }

    /** Both names, for messages. */
    @Override
    public String toString() {
        return variable + " (" + key + ")";
    }
}
