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
final class FaultyWire implements FaultDrill {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final RandomGenerator random;
    private final Sessions sessions;
    private final LimitReplies limits;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Faults faults;

    FaultyWire(Faults faults, RandomGenerator random, Sessions sessions, LimitReplies limits) {
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
    void send(ServerRequest request, ServerResponse response, Fault.Place place, Supplier<Reply> answer) {
        var now = faults;
        Duration pause;
        Optional<Fault> fault;
        synchronized (random) {
            pause = now.latency().next(random);
            fault = now.next(place, random);
        }
        waitFor(pause);
        if (fault.isEmpty()) {
            answer.get().send(request, response);
            return;
        }
        switch (fault.get()) {
            case Fault.Refusal refusal -> refusal.reply().send(request, response);
            case Fault.State state -> reply(state).send(request, response);
            case Fault.Wire wire -> fail(wire, request, response, answer);
        }
    }

    /** Ends every silence. */
    void close() {
        closed.countDown();
    }

    private Reply reply(Fault.State state) {
        return switch (state) {
            case SESSION_EXPIRED -> {
                sessions.closeAll();
                yield DataApi.unauthenticated();
            }
            case QUOTA_EXHAUSTED ->
                Reply.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
                        .with("Sforce-Limit-Info", limits.spentHeader());
        };
    }

    private void fail(Fault.Wire wire, ServerRequest request, ServerResponse response, Supplier<Reply> answer) {
        switch (wire) {
            case DROP -> throw hungUp();
            case STALL -> {
                waitFor(LONGEST_SILENCE);
                throw hungUp();
            }
            case STALL_BODY -> {
                answer.get().sendHalf(response);
                waitFor(LONGEST_SILENCE);
                throw hungUp();
            }
            case TRUNCATE -> {
                answer.get().sendHalf(response);
                throw hungUp();
            }
            case NOT_JSON -> Reply.html(200, "<html><body>Log in</body></html>").send(request, response);
            case EMPTY_BODY -> Reply.empty(200).send(request, response);
        }
    }

    private void waitFor(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw hungUp();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw hungUp();
        }
    }

    private static CloseConnectionException hungUp() {
        return new CloseConnectionException("the sandbox was told to fail");
    }
}
