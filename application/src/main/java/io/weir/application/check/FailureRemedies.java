package io.weir.application.check;

import io.weir.domain.port.SalesforceFailure;

/** What an operator should do about a failure. */
final class FailureRemedies {
    private FailureRemedies() {}

    static String of(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.LoginRefused _ ->
                "correct the credentials or the app in Salesforce; Setup > Login History of the run-as user says more";
            case SalesforceFailure.AccessDenied _ ->
                "give the run-as user \"API Enabled\" and read access by a permission set, and the app the scope api";
            case SalesforceFailure.Misconfigured _ -> "check SF_LOGIN_URL and SF_API_VERSION";
            case SalesforceFailure.WriteRejected _ -> "correct the values that the action writes";
            case SalesforceFailure.AutomationFailed _ ->
                "read the debug log of the run-as user: a trigger or a flow of the org failed";
            case SalesforceFailure.QueryRejected _ -> "give the run-as user read access to the object and the field";
            case SalesforceFailure.QuotaExhausted _ ->
                "wait, or buy API requests: Setup > Company Information says how many are used";
            case SalesforceFailure.Unavailable _, SalesforceFailure.DeadlineExceeded _ ->
                "check SF_LOGIN_URL, the network, its proxies and firewalls, and status.salesforce.com";
            case SalesforceFailure.Throttled _, SalesforceFailure.CallRefused _ -> "wait a little and try again";
            case SalesforceFailure.Unreadable _ ->
                "check that SF_LOGIN_URL is the org's My Domain and that no proxy answers in its place";
            case SalesforceFailure.SessionExpired _,
                    SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.CursorLost _ -> "try again; if it persists, contact Salesforce support";
        };
    }
}
