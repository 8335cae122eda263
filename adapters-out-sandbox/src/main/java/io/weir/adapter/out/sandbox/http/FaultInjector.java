package io.weir.adapter.out.sandbox.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.out.sandbox.fault.Fault;
import io.weir.adapter.out.sandbox.fault.FaultPlan;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.fault.RequestTraits;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.domain.port.FaultInjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/** Sends the sandbox's replies and injects the configured latency and faults. Thread-safe. */
final class FaultInjector implements FaultInjection {
    private static final Duration MAX_STALL = Duration.ofMinutes(1);

    private final FaultPlan plan;
    private final CountDownLatch closed = new CountDownLatch(1);

    FaultInjector(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    public boolean possible() {
        return true;
    }

    @Override
    public Map<String, String> faults() {
        return plan.faults().entries();
    }

    @Override
    public List<String> replace(Map<String, String> entries) {
        try {
            plan.replace(Faults.of(entries));
            return List.of();
        } catch (IllegalArgumentException invalid) {
            return List.of(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * Sends {@code reply} to {@code request}, unless a fault is injected.
     *
     * @param answered takes the status of the answer before it is sent, 0 if there is no answer, and the name of the fault
     */
    void send(
            ServerRequest request,
            ServerResponse response,
            RequestTraits traits,
            OrgState org,
            Supplier<Reply> reply,
            ObjIntConsumer<String> answered) {
        var draw = plan.draw(traits);
        await(draw.delay());
        if (draw.fault().isEmpty()) {
            send(reply.get(), "", request, response, answered);
            return;
        }
        var fault = draw.fault().get();
        switch (fault) {
            case Fault.ErrorResponse error -> send(error.reply(), fault.label(), request, response, answered);
            case Fault.State state -> send(stateReply(state, org), fault.label(), request, response, answered);
            case Fault.Transport transport -> fail(transport, request, response, reply, answered);
        }
    }

    static void send(
            Reply reply,
            String fault,
            ServerRequest request,
            ServerResponse response,
            ObjIntConsumer<String> answered) {
        answered.accept(fault, reply.status());
        reply.send(request, response);
    }

    /** Ends all stalls and delays; their connections close. */
    void close() {
        closed.countDown();
    }

    private Reply stateReply(Fault.State state, OrgState org) {
        return switch (state) {
            case SESSION_EXPIRED -> {
                org.sessions().closeAll();
                yield DataApi.unauthenticated();
            }
            case QUOTA_EXHAUSTED ->
                Reply.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
                        .withHeader("Sforce-Limit-Info", org.limits().exhaustedHeader());
        };
    }

    private void fail(
            Fault.Transport transport,
            ServerRequest request,
            ServerResponse response,
            Supplier<Reply> reply,
            ObjIntConsumer<String> answered) {
        String label = transport.label();
        switch (transport) {
            case DROP -> {
                answered.accept(label, 0);
                throw connectionClosed();
            }
            case STALL -> {
                answered.accept(label, 0);
                await(MAX_STALL);
                throw connectionClosed();
            }
            case STALL_BODY -> {
                sendHalf(reply.get(), label, response, answered);
                await(MAX_STALL);
                throw connectionClosed();
            }
            case TRUNCATE -> {
                sendHalf(reply.get(), label, response, answered);
                throw connectionClosed();
            }
            case NOT_JSON ->
                send(Reply.html(200, "<html><body>Log in</body></html>"), label, request, response, answered);
            case EMPTY_BODY -> send(Reply.empty(200), label, request, response, answered);
        }
    }

    private static void sendHalf(Reply reply, String fault, ServerResponse response, ObjIntConsumer<String> answered) {
        answered.accept(fault, reply.status());
        reply.sendHalf(response);
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
