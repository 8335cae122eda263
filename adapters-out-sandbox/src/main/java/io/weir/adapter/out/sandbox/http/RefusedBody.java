package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Reply;

/** The body of a request cannot be read. */
final class RefusedBody extends RuntimeException {
    private final transient Reply reply;

    RefusedBody(int status, String errorCode, String message) {
        super(message);
        this.reply = Reply.error(status, errorCode, message);
    }

    Reply reply() {
        return reply;
    }
}
