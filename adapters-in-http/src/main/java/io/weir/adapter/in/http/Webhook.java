package io.weir.adapter.in.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.domain.port.SalesforceFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of flows have in common, whatever they ask: who asks, what is told when there is no answer, what is
 * measured.
 *
 * <p>Thread-safe.
 */
final class Webhook {
    private static final System.Logger LOG = System.getLogger(Webhook.class.getName());

    private final Doorkeeper doorkeeper;
    private final HttpMetrics metrics;

    Webhook(Doorkeeper doorkeeper, HttpMetrics metrics) {
        this.doorkeeper = doorkeeper;
        this.metrics = metrics;
    }

    /** What a request asks. */
    interface Question {
        /** What metrics count it under: one of a closed set of names. */
        String label();

        /** The largest body that it takes, in bytes. */
        int maxBodyBytes();

        /** How {@code caller} is told that there is no answer. */
        ErrorForm errorsFor(KnownCaller caller);

        /** What {@code caller} gets; throws {@link RequestRefused} and {@link SalesforceFailure}. */
        Reply reply(KnownCaller caller, Exchange exchange);
    }

    /** What became of a request. */
    sealed interface Reply {
        /** An answer with so many of Salesforce's records. */
        record Answered(int records, JsonBytes body) implements Reply {}

        /** What a run would do. */
        record Rehearsed(JsonBytes body) implements Reply {}

        /** What may be asked. */
        record Described(JsonBytes body) implements Reply {}

        record Refusal(ErrorAnswer error) implements Reply {}
    }

    /**
     * One request and the answer to it.
     *
     * @param body reads the request's body; throws {@link RequestRefused}
     * @param start when it came in, as nano time
     */
    record Exchange(ServerRequest request, ServerResponse response, Supplier<String> body, long start) {
        /** What the request is known by so far. */
        String requestId() {
            return RequestIds.in(response.headers());
        }

        /** What the request says of itself; from now on it is known by the id in there. */
        RequestContext context(RequestContext.Said said) {
            var context = RequestContext.of(request.headers(), said, requestId());
            if (!context.requestId().equals(requestId())) {
                response.header(HeaderValues.create(RequestIds.HEADER, context.requestId()));
            }
            return context;
        }
    }

    /** Answers {@code request}, which asks {@code question}. */
    void serve(ServerRequest request, ServerResponse response, Question question) {
        metrics.begin();
        try {
            answer(question, request, response, System.nanoTime());
        } finally {
            metrics.end();
        }
    }

    private void answer(Question question, ServerRequest request, ServerResponse response, long start) {
        KnownCaller caller = null;
        Reply reply;
        try (var visit = doorkeeper.admit(request, question.maxBodyBytes())) {
            caller = visit.caller();
            reply = question.reply(caller, new Exchange(request, response, visit::text, start));
        } catch (RequestRefused refused) {
            reply = new Reply.Refusal(refused.answer());
        } catch (SalesforceFailure failure) {
            reply = new Reply.Refusal(ErrorAnswer.of(failure));
        } catch (CloseConnectionException gone) {
            metrics.unreceived(question.label(), System.nanoTime() - start);
            throw gone;
        } catch (RuntimeException bug) {
            reply = new Reply.Refusal(Bugs.told(bug, RequestIds.in(response.headers()), LOG));
        }
        var errors = caller == null ? ErrorForm.PLAIN : question.errorsFor(caller);
        send(reply, question.label(), errors, request, response, System.nanoTime() - start);
    }

    private void send(
            Reply reply, String label, ErrorForm errors, ServerRequest request, ServerResponse response, long nanos) {
        switch (reply) {
            case Reply.Answered(var records, var body) -> {
                metrics.answered(label, records, nanos);
                Replies.send(response, body);
            }
            case Reply.Rehearsed(var body) -> {
                metrics.rehearsed(label, nanos);
                Replies.send(response, body);
            }
            case Reply.Described(var body) -> {
                metrics.described(label, nanos);
                Replies.send(response, body);
            }
            case Reply.Refusal(var error) -> {
                metrics.refused(label, error.code(), nanos);
                Replies.send(request, response, error, errors);
            }
        }
    }
}
