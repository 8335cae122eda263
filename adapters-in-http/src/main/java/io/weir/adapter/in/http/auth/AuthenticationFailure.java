package io.weir.adapter.in.http.auth;

import java.util.Locale;

/** Why a request is not authenticated: for the log and a metric. A client learns only that it is not authenticated. */
enum AuthenticationFailure {
    /** The request has no credential. */
    MISSING,
    /** A header does not have the form of a credential, or the request has too many credentials of one kind. */
    MALFORMED,
    UNKNOWN_KEY,
    /** The user is unknown, or the password is wrong. */
    WRONG_PASSWORD,
    BAD_SIGNATURE,
    /** The signature's time is more than five minutes off. */
    STALE_SIGNATURE,
    REPLAYED,
    /** The signature is right, but whether it was used before cannot be determined now. */
    REPLAY_UNKNOWN,
    BAD_TOKEN,
    EXPIRED_TOKEN,
    UNKNOWN_CERTIFICATE,
    /** The credential is right, but it has expired. */
    EXPIRED,
    /** The credential is right, but its caller may not use it from this address. */
    WRONG_ADDRESS,
    /** The request has valid credentials of several callers. */
    AMBIGUOUS,
    /** Too many credentials are being checked at the moment. */
    BUSY;

    /** The name in the metric and the log. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
