package io.weir.adapter.in.http.webhook;

import io.github.bucket4j.TimeMeter;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.answer.UnexpectedErrors;
import io.weir.adapter.in.http.auth.AccessControl;
import io.weir.adapter.in.http.auth.AdmittedRequest;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestContext;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.Set;

/**
 * Serves the requests of flows: admits each one, lets an endpoint answer it, turns what it throws into an error, and
 * records audit, metrics and trace.
 *
 * <p>Thread-safe.
 */
public final class Webhook {
    private static final String BODY_NOT_RECEIVED = "body_not_received";

    private final AccessControl accessControl;
    private final RequestIds ids;
    private final RequestAudit audit;
    private final HttpMetrics metrics;
    private final RefusalLog refusals = new RefusalLog(TimeMeter.SYSTEM_NANOTIME);

    public Webhook(AccessControl accessControl, RequestIds ids, RequestAudit audit, HttpMetrics metrics) {
        this.accessControl = accessControl;
        this.ids = ids;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** What a request asks for, and the endpoint that answers it. */
    public interface Question {
        /** Its label in metrics: one of a closed set of names. */
        String label();

        /** Its name in the audit trail. */
        Asked asked();

        /** The largest accepted body, in bytes. */
        int maxBodyBytes();

        /** The names of its members, which the log may show. */
        Set<String> declared();

        /** The form in which {@code caller} gets errors. */
        ErrorForm errorsFor(AuthenticatedCaller caller);

        /** Answers {@code caller}; throws {@link RequestRefused} and {@link SalesforceFailure}. */
        Reply reply(AuthenticatedCaller caller, Exchange exchange);
    }

    /** The answer to a request. */
    public sealed interface Reply {
        /**
         * The result of a run.
         *
         * @param records the number of records of Salesforce
         * @param businessOutcome what a data action answered; empty for an ad-hoc query
         */
        record Answered(int records, String businessOutcome, JsonBytes body) implements Reply {
            /** The result of an ad-hoc query. */
            public Answered(int records, JsonBytes body) {
                this(records, "", body);
            }
        }

        /** What a run would do. */
        record DryRun(JsonBytes body) implements Reply {}

        /** The description of the API. */
        record Described(JsonBytes body) implements Reply {}

        record Refusal(ErrorAnswer error) implements Reply {}
    }

    /** One request and the answer to it. */
    public final class Exchange {
        private final ServerRequest request;
        private final ServerResponse response;
        private final AdmittedRequest admitted;
        private final AuditedRequest audited;
        private final long start;

        private Exchange(
                ServerRequest request,
                ServerResponse response,
                AdmittedRequest admitted,
                AuditedRequest audited,
                long start) {
            this.request = request;
            this.response = response;
            this.admitted = admitted;
            this.audited = audited;
            this.start = start;
        }

        public ServerRequest request() {
            return request;
        }

        /** The request's body; throws {@link RequestRefused}. */
        public String body() {
            return admitted.text();
        }

        /** What the run records about the request. */
        public RequestTrail trail() {
            return audited.trail();
        }

        /** The id of the request. */
        public String requestId() {
            return audited.trail().requestId().value();
        }

        /**
         * Timeout, request id and contact from the headers, or else from {@code said}. Records the id and the contact.
         * Values that cannot be read are added to {@code problems}.
         */
        public RequestContext context(RequestContext.Said said, Problems problems) {
            var context = RequestContext.of(request.headers(), said, requestId(), ids, problems);
            if (!context.requestId().equals(requestId())) {
                response.header(HeaderValues.create(RequestIds.HEADER, context.requestId()));
                audited.hasId(RequestId.made(context.requestId()));
            }
            switch (context.contact()) {
                case RequestContext.Contact.Known(var id) -> audited.isAbout(id);
                case RequestContext.Contact.Unknown() -> {}
            }
            return context;
        }

        /** The time that the run of the request with {@code context} may take. */
        public Duration remaining(RequestContext context) {
            return context.timeout().remaining(start);
        }
    }

    /** How a request ended: what is recorded, and how it is answered. */
    private record Completion(String outcome, String businessOutcome, int records, Runnable answer) {}

    /** Refuses every request with {@code error}. */
    public Handler refusing(Asked asked, ErrorAnswer error) {
        return (request, response) -> {
            var audited = audit.begin(request, response, asked);
            record(response, () -> audited.from(accessControl.clientOf(request), request.headers()));
            record(response, () -> audited.ended(error.code().code(), ""));
            record(response, () -> refusals.refused(audited, error, Set.of()));
            answer(request, response, audited, () -> Replies.send(request, response, error));
        };
    }

    /** Serves {@code request} with the endpoint {@code question}. */
    public void serve(ServerRequest request, ServerResponse response, Question question) {
        long start = System.nanoTime();
        metrics.begin();
        try {
            var audited = audit.begin(request, response, question.asked());
            var completion = completion(request, response, question, audited, start);
            String businessOutcome = businessOutcome(question, completion);
            record(response, () -> audited.ended(completion.outcome(), businessOutcome));
            record(
                    response,
                    () -> metrics.ended(
                            new HttpMetrics.Labels(
                                    question.label(), audited.caller().value(), completion.outcome(), businessOutcome),
                            completion.records(),
                            System.nanoTime() - start));
            answer(request, response, audited, completion.answer());
        } finally {
            metrics.end();
        }
    }

    /** What the data action answered; empty if {@code question} is not one that a data action answers. */
    private static String businessOutcome(Question question, Completion completion) {
        boolean isOfAction = !question.label().equals(HttpMetrics.AD_HOC)
                && !question.label().equals(HttpMetrics.OPEN_API);
        return isOfAction
                        && completion.businessOutcome().isEmpty()
                        && !completion.outcome().equals(HttpMetrics.DRY_RUN)
                ? Execution.ERROR
                : completion.businessOutcome();
    }

    /** Sends the answer and then reports the trace, if the request has one. */
    private static void answer(
            ServerRequest request, ServerResponse response, AuditedRequest audited, Runnable answer) {
        if (!audited.isTraced()) {
            answer.run();
            return;
        }
        int status = 0;
        try {
            answer.run();
            status = response.status().code();
        } finally {
            int sent = status;
            record(response, () -> audited.traced(request.prologue().method().text(), sent));
        }
    }

    /** Runs {@code recording}. An error in it costs neither another record nor the answer. */
    private static void record(ServerResponse response, Runnable recording) {
        try {
            recording.run();
        } catch (Throwable bug) {
            UnexpectedErrors.describe(bug, RequestIds.in(response.headers()));
        }
    }

    /** Processes {@code request}, whatever is thrown on the way. Sends nothing yet. */
    private Completion completion(
            ServerRequest request, ServerResponse response, Question question, AuditedRequest audited, long start) {
        try {
            return process(request, response, question, audited, start);
        } catch (CloseConnectionException closed) {
            return new Completion(BODY_NOT_RECEIVED, "", 0, () -> {
                throw closed;
            });
        } catch (Throwable bug) {
            var error = UnexpectedErrors.describe(bug, RequestIds.in(response.headers()));
            return refused(request, response, error, ErrorForm.PLAIN);
        }
    }

    private Completion process(
            ServerRequest request, ServerResponse response, Question question, AuditedRequest audited, long start) {
        var client = accessControl.clientOf(request);
        audited.from(client, request.headers());
        AuthenticatedCaller caller = null;
        Reply reply;
        try (var admitted =
                accessControl.admit(request, client, question.maxBodyBytes(), RequestIds.in(response.headers()))) {
            caller = admitted.caller();
            audited.by(caller);
            reply = question.reply(caller, new Exchange(request, response, admitted, audited, start));
        } catch (RequestRefused refused) {
            refused.caller().ifPresent(audited::by);
            reply = new Reply.Refusal(refused.answer());
        } catch (SalesforceFailure failure) {
            reply = new Reply.Refusal(ErrorAnswer.of(failure));
        } catch (CloseConnectionException closed) {
            throw closed;
        } catch (Throwable bug) {
            // not in completion(): an authenticated caller gets the error in its own form
            reply = new Reply.Refusal(UnexpectedErrors.describe(bug, RequestIds.in(response.headers())));
        }
        return switch (reply) {
            case Reply.Answered(var records, var businessOutcome, var body) ->
                sending(response, Execution.ANSWERED, businessOutcome, records, body);
            case Reply.DryRun(var body) -> sending(response, HttpMetrics.DRY_RUN, "", 0, body);
            case Reply.Described(var body) -> sending(response, Execution.ANSWERED, "", 0, body);
            case Reply.Refusal(var error) -> {
                record(response, () -> refusals.refused(audited, error, question.declared()));
                yield refused(request, response, error, caller == null ? ErrorForm.PLAIN : question.errorsFor(caller));
            }
        };
    }

    private static Completion sending(
            ServerResponse response, String outcome, String businessOutcome, int records, JsonBytes body) {
        return new Completion(outcome, businessOutcome, records, () -> Replies.send(response, body));
    }

    private static Completion refused(
            ServerRequest request, ServerResponse response, ErrorAnswer error, ErrorForm form) {
        var body = form.written(error, RequestIds.in(response.headers()));
        return new Completion(
                error.code().code(), "", 0, () -> Replies.send(request, response, error, form.errors(), body));
    }
}
