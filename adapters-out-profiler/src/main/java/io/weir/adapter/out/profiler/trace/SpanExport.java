package io.weir.adapter.out.profiler.trace;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends spans to the collector, one batch at a time. Never throws, and never waits longer than the settings allow. */
final class SpanExport implements BackgroundQueue.Storage<SpanData>, AutoCloseable {
    /** How long {@link #finish} leaves for spans that wait. */
    static final Duration FLUSH_TIME = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String NO_ANSWER = "the collector does not answer";

    private final TraceSettings.Collector collector;
    private final TraceSettings.Queue queue;
    private SpanExporter exporter;
    private String trouble = NO_ANSWER;
    private volatile boolean finishing;
    private volatile long finishingSince;

    SpanExport(TraceSettings.Collector collector, TraceSettings.Queue queue) {
        this.collector = collector;
        this.queue = queue;
        this.exporter = exporter();
    }

    private SpanExporter exporter() {
        var builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.endpoint().toString())
                .setTimeout(collector.timeout())
                .setConnectTimeout(collector.timeout())
                .setCompression(collector.compressed() ? "gzip" : "none");
        collector.headers().forEach(builder::addHeader);
        if (!collector.certificates().isEmpty()) {
            builder.setTrustedCertificates(collector.certificates().getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    @Override
    public int keep(List<SpanData> spans) {
        int kept = 0;
        for (int at = 0; at < spans.size() && !isOver(); at += queue.batch()) {
            var batch = spans.subList(at, Math.min(at + queue.batch(), spans.size()));
            kept += sent(batch) ? batch.size() : 0;
        }
        return kept;
    }

    private boolean sent(List<SpanData> batch) {
        var result = exporter.export(List.copyOf(batch));
        long start = System.nanoTime();
        while (!result.isDone()
                && !isOver()
                && System.nanoTime() - start < queue.timeout().toNanos()) {
            result.join(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (result.isSuccess()) {
            return true;
        }
        trouble = trouble(result);
        if (!result.isDone()) {
            // its thread may read an answer that never ends
            exporter.shutdown();
            exporter = exporter();
        }
        return false;
    }

    private static String trouble(CompletableResultCode result) {
        return result.getFailureThrowable() instanceof HttpExportException failure && failure.getResponse() != null
                ? "the collector answers " + failure.getResponse().getStatusCode()
                : NO_ANSWER;
    }

    @Override
    public String trouble() {
        return trouble;
    }

    /** Leaves {@link #FLUSH_TIME} for all that is still to be sent. */
    void finish() {
        finishingSince = System.nanoTime();
        finishing = true;
    }

    private boolean isOver() {
        return finishing && System.nanoTime() - finishingSince >= FLUSH_TIME.toNanos();
    }

    /** Breaks off what is being sent. */
    @Override
    public void close() {
        exporter.shutdown();
    }
}
