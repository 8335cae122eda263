package io.weir.adapter.in.http.auth;

import java.util.Locale;

/** Why somebody is not let in: for the log and a metric. Those who ask are told no more than that they are not known. */
enum AuthenticationFailure {
    /** No credential at all. */
    MISSING,
    /** Headers that hold no credential of any known form, or a list of them to try. */
    MALFORMED,
    UNKNOWN_KEY,
    /** Or a user that there is not. */
    WRONG_PASSWORD,
    BAD_SIGNATURE,
    /** The signature's time is more than five minutes off. */
    STALE_SIGNATURE,
    REPLAYED,
    BAD_TOKEN,
    EXPIRED_TOKEN,
    UNKNOWN_CERTIFICATE,
    /** The credential is right, and its end has passed. */
    EXPIRED,
    /** The credential is right, and used from where its caller does not live. */
    WRONG_ADDRESS,
    /** Credentials of several callers. */
    AMBIGUOUS,
    /** Too much is being checked to check this too. */
    BUSY;

    /** What the metric and the log call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
