package io.weir.adapter.in.http;

/** A request that gets no further than this adapter, with what its caller is told. */
final class RequestRefused extends RuntimeException {
    private final transient ErrorAnswer answer;

    RequestRefused(ErrorAnswer answer) {
        // no stack trace: this is an answer to a caller, and callers may send many of them
        super(answer.code().code(), null, false, false);
        this.answer = answer;
    }

    RequestRefused(ErrorCode code, String detail) {
        this(ErrorAnswer.of(code, detail));
    }

    ErrorAnswer answer() {
        return answer;
    }
}
