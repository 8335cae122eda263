package io.weir.adapter.out.sandbox.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.out.sandbox.fault.Fault;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.login.Sessions;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.domain.port.FaultInjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Sends the sandbox's replies and injects the configured latency and faults. Thread-safe. */
final class FaultInjector implements FaultInjection {
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
        } catch (IllegalArgumentException invalid) {
            return List.of(String.valueOf(invalid.getMessage()));
        }
    }

    /** Sends {@code reply} to a request of {@code kind}, unless a fault is injected. */
    void send(ServerRequest request, ServerResponse response, Fault.RequestKind kind, Supplier<Reply> reply) {
        var current = faults;
        Duration delay;
        Optional<Fault> fault;
        synchronized (random) {
            delay = current.latency().draw(random);
            fault = current.draw(kind, random);
        }
        await(delay);
        if (fault.isEmpty()) {
            reply.get().send(request, response);
            return;
        }
        switch (fault.get()) {
            case Fault.ErrorResponse error -> error.reply().send(request, response);
            case Fault.State state -> stateReply(state).send(request, response);
            case Fault.Transport transport -> fail(transport, request, response, reply);
        }
    }

    /** Ends all stalls and delays; their connections close. */
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

    private void fail(
            Fault.Transport transport, ServerRequest request, ServerResponse response, Supplier<Reply> reply) {
        switch (transport) {
            case DROP -> throw connectionClosed();
            case STALL -> {
                await(MAX_STALL);
                throw connectionClosed();
            }
            case STALL_BODY -> {
                reply.get().sendHalf(response);
                await(MAX_STALL);
                throw connectionClosed();
            }
            case TRUNCATE -> {
                reply.get().sendHalf(response);
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
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw connectionClosed();
        }
    }

    private static CloseConnectionException connectionClosed() {
        return new CloseConnectionException("fault injected by the sandbox");
    }
}
