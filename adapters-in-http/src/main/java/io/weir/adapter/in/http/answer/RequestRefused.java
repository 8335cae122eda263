package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.json.InvalidJson;
import io.weir.adapter.in.http.json.MalformedJson;
import io.weir.adapter.in.http.json.Problems;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Thrown for a request that this adapter refuses, with the error for its caller. */
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

    /** For a {@code caller} that is known, and is not admitted now. */
    public static RequestRefused of(AuthenticatedCaller caller, ErrorAnswer answer) {
        return new RequestRefused(answer, caller);
    }

    public RequestRefused(ErrorCode code, String detail) {
        this(ErrorAnswer.of(code, detail));
    }

    /**
     * The result of {@code reading}; throws {@link RequestRefused} if it throws {@link MalformedJson} or
     * {@link InvalidJson}.
     */
    public static <T> T onInvalidJson(Supplier<T> reading) {
        return onInvalidJson(ErrorCode.INVALID_REQUEST, reading);
    }

    /** The same, with {@code invalid} as the code for {@link InvalidJson}. */
    public static <T> T onInvalidJson(ErrorCode invalid, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedJson malformed) {
            throw new RequestRefused(ErrorCode.MALFORMED_JSON, String.valueOf(malformed.getMessage()));
        } catch (InvalidJson misshapen) {
            throw new RequestRefused(ErrorAnswer.listing(invalid, misshapen.problems()));
        }
    }

    /** Throws {@link RequestRefused} if there are {@code problems}. */
    public static void ifAny(Problems problems) {
        if (!problems.isEmpty()) {
            throw new RequestRefused(ErrorAnswer.invalid(problems.all()));
        }
    }

    public ErrorAnswer answer() {
        return answer;
    }

    /** The caller that is not admitted; empty if it is not known, or was admitted. */
    public Optional<AuthenticatedCaller> caller() {
        return Optional.ofNullable(caller);
    }
}
