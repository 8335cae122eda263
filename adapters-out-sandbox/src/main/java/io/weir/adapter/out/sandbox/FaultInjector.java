package io.weir.adapter.out.sandbox;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.domain.port.FaultDrill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Sends the sandbox's answers, or fails to in the ways that it was told. Thread-safe. */
final class FaultInjector implements FaultDrill {
    private static final Duration MAX_STALL = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private final Sessions sessions;
    private final ApiLimits limits;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Faults faults;

    FaultInjector(Faults faults, RandomGenerator random, Sessions sessions, ApiLimits limits) {
        this.faults = faults;
        this.random = random;
        this.sessions = sessions;
        this.limits = limits;
    }

    @Override
    public boolean possible() {
        return true;
    }

    @Override
    public Map<String, String> faults() {
        return faults.entries();
    }

    @Override
    public List<String> replace(Map<String, String> entries) {
        try {
            faults = Faults.of(entries);
            return List.of();
        } catch (IllegalArgumentException wrong) {
            return List.of(String.valueOf(wrong.getMessage()));
        }
    }

    /** Answers a request that went to {@code place} with {@code answer}, or with what it meets instead. */
    void send(ServerRequest request, ServerResponse response, Fault.RequestKind place, Supplier<Reply> answer) {
        var now = faults;
        Duration pause;
        Optional<Fault> fault;
        synchronized (random) {
            pause = now.latency().draw(random);
            fault = now.draw(place, random);
        }
        await(pause);
        if (fault.isEmpty()) {
            answer.get().send(request, response);
            return;
        }
        switch (fault.get()) {
            case Fault.ErrorResponse refusal -> refusal.reply().send(request, response);
            case Fault.State state -> stateReply(state).send(request, response);
            case Fault.Transport wire -> fail(wire, request, response, answer);
        }
    }

    /** Ends every silence. */
    void close() {
        closed.countDown();
    }

    private Reply stateReply(Fault.State state) {
        return switch (state) {
            case SESSION_EXPIRED -> {
                sessions.closeAll();
                yield DataApi.unauthenticated();
            }
            case QUOTA_EXHAUSTED ->
                Reply.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
                        .withHeader("Sforce-Limit-Info", limits.exhaustedHeader());
        };
    }

    private void fail(Fault.Transport wire, ServerRequest request, ServerResponse response, Supplier<Reply> answer) {
        switch (wire) {
            case DROP -> throw connectionClosed();
            case STALL -> {
                await(MAX_STALL);
                throw connectionClosed();
            }
            case STALL_BODY -> {
                answer.get().sendHalf(response);
                await(MAX_STALL);
                throw connectionClosed();
            }
            case TRUNCATE -> {
                answer.get().sendHalf(response);
                throw connectionClosed();
            }
            case NOT_JSON -> Reply.html(200, "<html><body>Log in</body></html>").send(request, response);
            case EMPTY_BODY -> Reply.empty(200).send(request, response);
        }
    }

    private void await(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw connectionClosed();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw connectionClosed();
        }
    }

    private static CloseConnectionException connectionClosed() {
        return new CloseConnectionException("the sandbox was told to fail");
    }
}
