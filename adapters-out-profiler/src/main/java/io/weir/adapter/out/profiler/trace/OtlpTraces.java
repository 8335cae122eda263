package io.weir.adapter.out.profiler.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.domain.history.FinishedRequest;
import io.weir.domain.port.Traces;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Sends traces to a collector {@link BackgroundQueue in the background}. The spans of a request are made when it has
 * ended, from what Weir measures anyway. Spans that the collector does not accept in time are lost and counted.
 */
public final class OtlpTraces implements Traces, AutoCloseable {
    private static final String TRACEPARENT = "traceparent";

    /** Reads from a request that has no other header. */
    private static final TextMapGetter<String> HEADER =
            (traceparent, name) -> name.equals(TRACEPARENT) ? traceparent : null;

    private final Supplier<String> host;
    private final SpanExport export;
    private final BackgroundQueue<SpanData> waiting;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param host the host of the org */
    public OtlpTraces(TraceSettings settings, Supplier<String> host) {
        this.host = host;
        this.export = new SpanExport(settings.collector(), settings.queue());
        this.waiting = new BackgroundQueue<>(
                "weir-traces",
                "spans of traces",
                settings.queue().capacity(),
                settings.queue().pause(),
                settings.queue().batch(),
                export);
        var resource = Resource.getDefault().toBuilder();
        settings.resource().forEach(resource::put);
        this.provider = SdkTracerProvider.builder()
                .setResource(resource.build())
                .setSampler(sampler(settings.sampling()))
                .addSpanProcessor(new Queued(waiting))
                .build();
        this.tracer = provider.get("io.weir");
        // the first request does not wait until the library's classes are loaded
        var _ = begin("", Instant.EPOCH);
    }

    private static Sampler sampler(TraceSettings.Sampling sampling) {
        Sampler root;
        if (sampling.ratio() >= 1) {
            root = Sampler.alwaysOn();
        } else {
            root = sampling.ratio() <= 0 ? Sampler.alwaysOff() : Sampler.traceIdRatioBased(sampling.ratio());
        }
        return sampling.followsCaller() ? Sampler.parentBased(root) : root;
    }

    @Override
    public RequestTrace begin(String traceparent, Instant startedAt) {
        var span = tracer.spanBuilder("request")
                .setParent(parent(traceparent))
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(startedAt)
                .startSpan();
        return span.isRecording() ? new Recorded(span) : RequestTrace.NONE;
    }

    /**
     * The caller's span, whose {@code tracestate} is a text of the caller and therefore dropped. An id that is nearly
     * all decimal digits may be a telephone number or the id of a contact. Of random ids, one trace in 160,000 has at
     * most one letter and one span in 1,800 has none.
     */
    private static Context parent(String traceparent) {
        var context = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, HEADER);
        var parent = Span.fromContext(context).getSpanContext();
        return letters(parent.getTraceId()) <= 1 || letters(parent.getSpanId()) == 0 ? Context.root() : context;
    }

    private static long letters(String id) {
        return id.chars().filter(c -> c > '9').count();
    }

    /** How many spans were lost: too many waited, or the collector did not accept them. */
    public long dropped() {
        return waiting.dropped();
    }

    /** Sends the waiting spans, waits at most {@link SpanExport#FLUSH_TIME} for the collector, and stops. */
    @Override
    public void close() {
        provider.close();
        export.finish();
        waiting.close();
        export.close();
    }

    /** A request whose trace is reported. */
    private final class Recorded implements RequestTrace {
        private final Span span;

        Recorded(Span span) {
            this.span = span;
        }

        @Override
        public String id() {
            return span.getSpanContext().getTraceId();
        }

        @Override
        public void ended(FinishedRequest request) {
            new RequestSpans(tracer, host.get()).end(span, request);
        }
    }

    /** Hands spans that have ended to the queue. */
    private record Queued(BackgroundQueue<SpanData> waiting) implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // a span is complete when it ends
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            waiting.put(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
