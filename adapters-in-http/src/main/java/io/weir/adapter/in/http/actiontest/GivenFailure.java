package io.weir.adapter.in.http.actiontest;

import io.weir.adapter.in.http.json.Spelling;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.Arrays;

/** Why Salesforce does not answer in a test. Its name in a file is the error's code. */
public enum GivenFailure {
    UNAVAILABLE,
    THROTTLED,
    QUOTA_EXHAUSTED,
    QUERY_TIMED_OUT,
    DEADLINE_EXCEEDED,
    ACCESS_DENIED,
    UNEXPECTED_ERROR;

    /** A new exception. */
    public SalesforceFailure failure() {
        return switch (this) {
            case UNAVAILABLE -> new SalesforceFailure.Unavailable("Salesforce is down in this test", "", Duration.ZERO);
            case THROTTLED -> new SalesforceFailure.Throttled("Salesforce is busy in this test", "", Duration.ZERO);
            case QUOTA_EXHAUSTED -> new SalesforceFailure.QuotaExhausted("the API requests are spent in this test", "");
            case QUERY_TIMED_OUT -> new SalesforceFailure.QueryTimedOut("the query takes too long in this test", "");
            case DEADLINE_EXCEEDED -> new SalesforceFailure.DeadlineExceeded("the time is up in this test");
            case ACCESS_DENIED ->
                new SalesforceFailure.AccessDenied("the run-as user may not do this in this test", "");
            case UNEXPECTED_ERROR -> new SalesforceFailure.UnexpectedError("Salesforce fails in this test", "");
        };
    }

    private String code() {
        return failure().code();
    }

    /** The failure with the error code {@code code}; throws {@link IllegalArgumentException} for any other. */
    static GivenFailure of(String code) {
        return Arrays.stream(values())
                .filter(failure -> failure.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not known here; "
                        + Spelling.suggestion(
                                code,
                                Arrays.stream(values()).map(GivenFailure::code).toList())));
    }
}
