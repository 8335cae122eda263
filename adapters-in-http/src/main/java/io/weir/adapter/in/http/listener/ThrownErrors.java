package io.weir.adapter.in.http.listener;

import io.helidon.http.HttpException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ErrorHandler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.answer.UnexpectedErrors;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.domain.port.SalesforceFailure;
import java.io.UncheckedIOException;

/** Answers everything that a route throws, including {@link Error}s, in the form of Weir's errors. Thread-safe. */
public final class ThrownErrors implements ErrorHandler<Throwable> {
    @Override
    public void handle(ServerRequest request, ServerResponse response, Throwable thrown) {
        if (thrown instanceof UncheckedIOException) {
            throw new CloseConnectionException("the connection broke", thrown);
        }
        var error = switch (thrown) {
            case RequestRefused refused -> refused.answer();
            case SalesforceFailure failure -> ErrorAnswer.of(failure);
            case HttpException http -> ErrorAnswer.ofStatus(http.status());
            default -> UnexpectedErrors.describe(thrown, RequestIds.in(response.headers()));
        };
        if (response.isSent()) {
            throw new CloseConnectionException("the answer broke off", thrown);
        }
        Replies.send(request, response, error);
    }
}
