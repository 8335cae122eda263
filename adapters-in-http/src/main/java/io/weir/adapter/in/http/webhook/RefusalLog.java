package io.weir.adapter.in.http.webhook;

import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.watch.LineBudget;
import io.weir.domain.history.AuditEntry;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs why a request of a flow is refused: place and rule, never a value or an undeclared name that it sent. The number
 * of lines is limited for each caller and code. Failed authentications have their own lines. Thread-safe.
 */
final class RefusalLog {
    private static final System.Logger LOG = System.getLogger("io.weir.refused");
    private static final Set<ErrorCode> LOGGED_ELSEWHERE = Set.of(ErrorCode.UNAUTHORIZED, ErrorCode.TOO_MANY_FAILURES);

    private final Map<Kind, LineBudget> lines = new ConcurrentHashMap<>();
    private final TimeMeter ticks;

    private record Kind(AuditEntry.CallerName caller, ErrorCode code) {}

    RefusalLog(TimeMeter ticks) {
        this.ticks = ticks;
    }

    /**
     * Logs {@code error} if it refuses the request, which is a status of 400 to 499.
     *
     * @param declared the names that the line may show
     */
    void refused(AuditedRequest request, ErrorAnswer error, Set<String> declared) {
        int status = error.code().status().code();
        if (status < 400 || status >= 500 || LOGGED_ELSEWHERE.contains(error.code())) {
            return;
        }
        String code = error.code().code();
        var caller = request.caller();
        String traceId = request.trail().traceId();
        lines.computeIfAbsent(new Kind(caller, error.code()), _ -> new LineBudget(ticks))
                .write(
                        () -> LOG.log(
                                Level.INFO,
                                "refused code={0} action={1} caller={2} request_id={3}{4} reason=\"{5}\"",
                                code,
                                request.asked(),
                                caller,
                                request.trail().requestId(),
                                traceId.isEmpty() ? "" : " trace_id=" + traceId,
                                RefusalReason.of(error, declared)),
                        more -> LOG.log(Level.INFO, "{0} more were refused code={1} caller={2}", more, code, caller));
    }
}
