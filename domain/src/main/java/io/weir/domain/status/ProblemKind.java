package io.weir.domain.status;

import java.util.Locale;

/** The kinds of problems that an operator must look at, worst first. */
public enum ProblemKind {
    /** Salesforce fails, so that Weir sends it no requests. */
    BREAKER_OPEN,
    /** Salesforce refuses Weir's login. */
    LOGIN_REFUSED,
    /** The org's daily API requests are used up. */
    QUOTA_EXHAUSTED,
    /** Only the reserve of API requests is left. */
    RESERVE_REACHED,
    /** The org's daily API requests will be used up within hours. */
    QUOTA_RUNS_OUT,
    /** The journal of writes cannot be written, so that only what Salesforce refuses twice is written there. */
    WRITE_JOURNAL_UNAVAILABLE,
    /** Four fifths of the org's daily API requests are used. */
    QUOTA_LOW,
    /** The ledger of API requests cannot be reached. */
    LEDGER_UNAVAILABLE,
    /** The org does not describe its objects. */
    SCHEMA_UNAVAILABLE,
    /** Weir is warming up, or about to stop. */
    NOT_READY,
    /** Weir became ready before its warm-up was complete. */
    WARM_UP_INCOMPLETE,
    /** The store of the history cannot be used. */
    STORE_UNAVAILABLE,
    /** Signed requests cannot be compared with those that other Weirs received. */
    REPLAY_GUARD_ALONE,
    /** The configuration has changed and cannot be used. */
    CONFIG_STALE,
    /** The folder of data actions has changed and cannot be used. */
    ACTIONS_STALE,
    /** Data actions do not suit the org. */
    ACTIONS_UNSUITABLE,
    /** A caller's limits refuse much of what it asks. */
    CALLER_LIMITED,
    /** Audit entries are being lost. */
    AUDIT_LOST,
    /** Entries of the history are being lost. */
    HISTORY_LOST,
    /** A credential of a caller expires soon, or has expired. */
    CREDENTIAL_EXPIRES;

    /** The name in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
