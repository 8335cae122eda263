package io.weir.adapter.out.sandbox.fault;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A fault that the sandbox can inject. */
public sealed interface Fault {
    /** The name in the configuration. */
    String label();

    /** Whether this fault can affect requests of kind {@code kind}. */
    boolean appliesTo(RequestKind kind);

    private static String label(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a request, by its path. */
    enum RequestKind {
        /** Any request below {@code /services/data}; the faults of this kind apply to all kinds but {@link #LOGIN}. */
        DATA(""),
        /** The first page of a query. */
        QUERY("query:"),
        /** The second or a later page of a result. */
        PAGE("page:"),
        /** A search. */
        SEARCH("search:"),
        /** A description of objects. */
        DESCRIBE("describe:"),
        /** Reads a record by its id. */
        RECORD("record:"),
        /** Creates, changes or deletes a record. */
        WRITE("write:"),
        /** Several requests in one. */
        COMPOSITE("composite:"),
        /** A job of the Bulk API. */
        BULK("bulk:"),
        /** A request to the token endpoint. */
        LOGIN("login:");

        private final String prefix;

        RequestKind(String prefix) {
            this.prefix = prefix;
        }

        /** The prefix of a fault's name that limits the fault to this kind. */
        String prefix() {
            return prefix;
        }

        /** Whether a fault of this kind applies to requests of kind {@code request}. */
        boolean covers(RequestKind request) {
            return this == request || (this == DATA && request != LOGIN);
        }

        /** Whether requests of this kind say which objects they concern. */
        boolean namesObjects() {
            return this != LOGIN && this != PAGE;
        }
    }

    /** A fault of the connection or the response body, independent of the request. */
    enum Transport implements Fault {
        /** Closes the connection without a response. */
        DROP,
        /** Sends nothing for up to a minute, then closes the connection. */
        STALL,
        /** Sends the headers and half of the body, then nothing for up to a minute. */
        STALL_BODY,
        /** Sends the headers and half of the body, then closes the connection. */
        TRUNCATE,
        /** Sends an HTML page with status 200, like the login page of a proxy. */
        NOT_JSON,
        /** Sends status 200 without a body. */
        EMPTY_BODY;

        @Override
        public String label() {
            return Fault.label(name());
        }

        @Override
        public boolean appliesTo(RequestKind kind) {
            return true;
        }
    }

    /** A fault of the session or of the API allocation. */
    enum State implements Fault {
        /** Invalidates all access tokens. */
        SESSION_EXPIRED,
        /** Reports the daily API allocation as exhausted, in the error and in {@code Sforce-Limit-Info}. */
        QUOTA_EXHAUSTED;

        @Override
        public String label() {
            return Fault.label(name());
        }

        @Override
        public boolean appliesTo(RequestKind kind) {
            return kind != RequestKind.LOGIN;
        }
    }

    /** An error response of the API, of the token endpoint, or of a proxy in front of them. */
    record ErrorResponse(String label, Origin origin, Reply reply) implements Fault {
        @Override
        public boolean appliesTo(RequestKind kind) {
            return switch (origin) {
                case API -> kind != RequestKind.LOGIN;
                case OAUTH -> kind == RequestKind.LOGIN;
                case EDGE -> true;
            };
        }
    }

    /** An error of the API in Salesforce's format. */
    static Fault apiError(int status, String errorCode, String message) {
        return ErrorResponses.api(status, errorCode, message);
    }

    /** The component that sends an error response. */
    enum Origin {
        API,
        OAUTH,
        EDGE
    }

    /** The fault called {@code label}; empty if the name is unknown. */
    static Optional<Fault> withLabel(String label) {
        return all().filter(fault -> fault.label().equals(label)).findFirst();
    }

    /** All faults. */
    static Stream<Fault> all() {
        return Stream.of(Stream.of(Transport.values()), Stream.of(State.values()), ErrorResponses.ALL.stream())
                .flatMap(faults -> faults);
    }

    /** Salesforce's documented error responses, one per error code or status. */
    final class ErrorResponses {
        static final List<Fault> ALL = List.of(
                api(400, "MALFORMED_QUERY", "unexpected token: the operator requested this error"),
                api(400, "INVALID_FIELD", "No such column 'Injected__c' on entity 'Contact'."),
                api(400, "INVALID_TYPE", "sObject type 'Injected__c' is not supported."),
                api(
                        400,
                        "QUERY_TOO_COMPLICATED",
                        "Query is either selecting too many fields or the filter is too complex"),
                api(400, "QUERY_TIMEOUT", "Your query request was running for too long."),
                api(400, "INVALID_QUERY_LOCATOR", "invalid query locator"),
                api(400, "REQUEST_RUNNING_TOO_LONG", "Your request was running for too long, and has been stopped."),
                api(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"),
                api("access-declined", 400, "INVALID_FIELD", "Access Declined"),
                api(400, "UNSUPPORTED_API_VERSION", "Invalid Api version specified on URI"),
                api(
                        "session-useless",
                        401,
                        "INVALID_SESSION_ID",
                        "This session is not valid for use with the REST API"),
                api(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE"),
                api(
                        "concurrent-requests",
                        403,
                        "REQUEST_LIMIT_EXCEEDED",
                        "ConcurrentRequests (Concurrent API Requests) Limit exceeded."),
                api(403, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner"),
                api(403, "INSUFFICIENT_ACCESS", "insufficient access rights on this resource"),
                api(403, "TXN_SECURITY_METERING_ERROR", "The transaction security policy could not be evaluated"),
                api(404, "NOT_FOUND", "The requested resource does not exist"),
                api(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. Please include this ErrorId"),
                api(503, "SERVER_UNAVAILABLE", "Server Unavailable"),
                api(503, "ORG_IN_MAINTENANCE", "This organization is in maintenance"),
                oauth("invalid-grant", "invalid_grant", "authentication failure"),
                oauth("invalid-client", "invalid_client", "invalid client credentials"),
                oauth("being-processed", "invalid_grant", "token request is already being processed"),
                oauth("rate-limit-exceeded", "rate_limit_exceeded", "login rate exceeded"),
                oauth("unknown-error", "unknown_error", "retry your request"),
                edge("406", Reply.empty(406)),
                edge("410", Reply.html(410, "<h1>Gone</h1>")),
                edge("420", Reply.html(420, "<h1>No routing information</h1>")),
                edge("429", Reply.html(429, "<h1>Too Many Requests</h1>").withHeader("Retry-After", "1")),
                edge(
                        "431",
                        Reply.html(431, "<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>")),
                edge("500", Reply.empty(500)),
                edge("502", Reply.html(502, "<h1>Bad Gateway</h1>")),
                edge("503", Reply.html(503, "<h1>Down for maintenance</h1>")),
                edge("504", Reply.html(504, "<h1>Gateway Timeout</h1>")));

        private ErrorResponses() {}

        private static Fault api(int status, String code, String message) {
            return api(Fault.label(code), status, code, message);
        }

        private static Fault api(String label, int status, String code, String message) {
            return new ErrorResponse(label, Origin.API, Reply.error(status, code, message));
        }

        private static Fault oauth(String label, String error, String description) {
            return new ErrorResponse(
                    label,
                    Origin.OAUTH,
                    Reply.json(400, Json.object("error", error, "error_description", description)));
        }

        private static Fault edge(String label, Reply reply) {
            return new ErrorResponse(label, Origin.EDGE, reply);
        }
    }
}
