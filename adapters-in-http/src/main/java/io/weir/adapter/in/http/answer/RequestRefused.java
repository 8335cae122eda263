package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.json.InvalidJson;
import io.weir.adapter.in.http.json.MalformedJson;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that gets no further than this adapter, with what its caller is told. */
public final class RequestRefused extends RuntimeException {
    private final transient ErrorAnswer answer;
    private final transient @Nullable AuthenticatedCaller caller;

    public RequestRefused(ErrorAnswer answer) {
        this(answer, null);
    }

    private RequestRefused(ErrorAnswer answer, @Nullable AuthenticatedCaller caller) {
        // no stack trace: this is an answer to a caller, and callers may send many of them
        super(answer.code().code(), null, false, false);
        this.answer = answer;
        this.caller = caller;
    }

    /** {@code caller} is known, and is not let in now. */
    public static RequestRefused of(AuthenticatedCaller caller, ErrorAnswer answer) {
        return new RequestRefused(answer, caller);
    }

    public RequestRefused(ErrorCode code, String detail) {
        this(ErrorAnswer.of(code, detail));
    }

    /** The result of {@code reading}; throws {@link RequestRefused} if it throws {@link MalformedJson} or {@link InvalidJson}. */
    public static <T> T onInvalidJson(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedJson malformed) {
            throw new RequestRefused(ErrorCode.MALFORMED_JSON, String.valueOf(malformed.getMessage()));
        } catch (InvalidJson invalid) {
            throw new RequestRefused(ErrorAnswer.invalid(invalid.problems()));
        }
    }

    public ErrorAnswer answer() {
        return answer;
    }

    /** Who is not let in; empty where that is not known, or already was when the request was let in. */
    public Optional<AuthenticatedCaller> caller() {
        return Optional.ofNullable(caller);
    }
}
