package io.weir.adapter.in.http.webhook;

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
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.history.AuditEntry.OutcomeCode;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * What all requests of flows have in common, whatever they ask: who asks, what is told when there is no answer, what is
 * measured.
 *
 * <p>Thread-safe.
 */
public final class Webhook {
    private static final OutcomeCode ANSWERED = new OutcomeCode(Execution.ANSWERED);
    private static final OutcomeCode REHEARSED = new OutcomeCode("dry_run");
    private static final OutcomeCode BODY_NOT_RECEIVED = new OutcomeCode("body_not_received");

    private final AccessControl accessControl;
    private final RequestIds ids;
    private final RequestAudit audit;
    private final HttpMetrics metrics;

    public Webhook(AccessControl accessControl, RequestIds ids, RequestAudit audit, HttpMetrics metrics) {
        this.accessControl = accessControl;
        this.ids = ids;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** What a request asks. */
    public interface Question {
        /** What metrics count it under: one of a closed set of names. */
        String label();

        /** What the audit calls it. */
        Asked asked();

        /** The largest body that it takes, in bytes. */
        int maxBodyBytes();

        /** How {@code caller} is told that there is no answer. */
        ErrorForm errorsFor(AuthenticatedCaller caller);

        /** What {@code caller} gets; throws {@link RequestRefused} and {@link SalesforceFailure}. */
        Reply reply(AuthenticatedCaller caller, Exchange exchange);
    }

    /** What became of a request. */
    public sealed interface Reply {
        /** An answer with so many of Salesforce's records. */
        record Answered(int records, JsonBytes body) implements Reply {}

        /** What a run would do. */
        record DryRun(JsonBytes body) implements Reply {}

        /** What may be asked. */
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

        /** What goes down to the run. */
        public RequestTrail trail() {
            return audited.trail();
        }

        /** What the request is known by. */
        public String requestId() {
            return audited.trail().requestId().value();
        }

        /**
         * How long the run may take, by what the request says of itself: by its headers, or by {@code said}. From now on it is
         * known by the id in there, and is about the contact. What cannot be read is noted in {@code problems}.
         */
        public Duration timeout(RequestContext.Said said, Problems problems) {
            var context = RequestContext.of(request.headers(), said, requestId(), ids, problems);
            if (!context.requestId().equals(requestId())) {
                response.header(HeaderValues.create(RequestIds.HEADER, context.requestId()));
                audited.isKnownBy(RequestId.made(context.requestId()));
            }
            switch (context.contact()) {
                case RequestContext.Contact.Known(var id) -> audited.isAbout(id);
                case RequestContext.Contact.Unknown() -> {}
            }
            return context.timeout().left(start);
        }
    }

    /** What a request comes to: what is recorded of it, and what is sent. */
    private record Completion(OutcomeCode outcome, LongConsumer observation, Runnable answer) {}

    /** Refuses every request with {@code error}. */
    public Handler refusing(Asked asked, ErrorAnswer error) {
        return (request, response) -> {
            var audited = audit.begin(response, asked);
            record(response, () -> audited.from(accessControl.clientOf(request), request.headers()));
            record(response, () -> audited.ended(error.code()));
            Replies.send(request, response, error);
        };
    }

    /** Answers {@code request}, which asks {@code question}. */
    public void serve(ServerRequest request, ServerResponse response, Question question) {
        long start = System.nanoTime();
        metrics.begin();
        try {
            var audited = audit.begin(response, question.asked());
            var completion = completion(request, response, question, audited, start);
            record(response, () -> audited.ended(completion.outcome()));
            record(response, () -> completion.observation().accept(System.nanoTime() - start));
            completion.answer().run();
        } finally {
            metrics.end();
        }
    }

    /** Keeps a record of a request; a bug in that costs this record, and neither another one nor the answer. */
    private static void record(ServerResponse response, Runnable recording) {
        try {
            recording.run();
        } catch (Throwable bug) {
            UnexpectedErrors.describe(bug, RequestIds.in(response.headers()));
        }
    }

    /** What {@code request} comes to, whatever is thrown on the way. Sends nothing yet. */
    private Completion completion(
            ServerRequest request, ServerResponse response, Question question, AuditedRequest audited, long start) {
        try {
            return tried(request, response, question, audited, start);
        } catch (CloseConnectionException gone) {
            return new Completion(BODY_NOT_RECEIVED, nanos -> metrics.unreceived(question.label(), nanos), () -> {
                throw gone;
            });
        } catch (Throwable bug) {
            var error = UnexpectedErrors.describe(bug, RequestIds.in(response.headers()));
            return refused(request, response, question, error, ErrorForm.PLAIN);
        }
    }

    private Completion tried(
            ServerRequest request, ServerResponse response, Question question, AuditedRequest audited, long start) {
        var client = accessControl.clientOf(request);
        audited.from(client, request.headers());
        AuthenticatedCaller caller = null;
        Reply reply;
        try (var admitted = accessControl.admit(request, client, question.maxBodyBytes())) {
            caller = admitted.caller();
            audited.by(new CallerName(caller.caller().name()));
            reply = question.reply(caller, new Exchange(request, response, admitted, audited, start));
        } catch (RequestRefused refused) {
            refused.caller()
                    .ifPresent(known -> audited.by(new CallerName(known.caller().name())));
            reply = new Reply.Refusal(refused.answer());
        } catch (SalesforceFailure failure) {
            reply = new Reply.Refusal(ErrorAnswer.of(failure));
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (Throwable bug) {
            // a caller that is known is told of it in its own form
            reply = new Reply.Refusal(UnexpectedErrors.describe(bug, RequestIds.in(response.headers())));
        }
        return switch (reply) {
            case Reply.Answered(var records, var body) ->
                new Completion(
                        ANSWERED,
                        nanos -> metrics.answered(question.label(), records, nanos),
                        () -> Replies.send(response, body));
            case Reply.DryRun(var body) ->
                new Completion(
                        REHEARSED,
                        nanos -> metrics.rehearsed(question.label(), nanos),
                        () -> Replies.send(response, body));
            case Reply.Described(var body) ->
                new Completion(
                        ANSWERED,
                        nanos -> metrics.described(question.label(), nanos),
                        () -> Replies.send(response, body));
            case Reply.Refusal(var error) ->
                refused(
                        request,
                        response,
                        question,
                        error,
                        caller == null ? ErrorForm.PLAIN : question.errorsFor(caller));
        };
    }

    private Completion refused(
            ServerRequest request, ServerResponse response, Question question, ErrorAnswer error, ErrorForm form) {
        var body = form.written(error, RequestIds.in(response.headers()));
        return new Completion(
                new OutcomeCode(error.code().code()),
                nanos -> metrics.refused(question.label(), error.code(), nanos),
                () -> Replies.send(request, response, error, form.errors(), body));
    }
}
