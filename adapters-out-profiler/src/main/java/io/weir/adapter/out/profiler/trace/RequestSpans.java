package io.weir.adapter.out.profiler.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.weir.domain.history.Execution;
import io.weir.domain.history.FinishedRequest;
import io.weir.domain.limit.Phase;
import java.time.Instant;

/**
 * The spans of one request: the request, its run, and the phases of the run. Names are OpenTelemetry's, and Weir's own
 * begin with {@code weir.}. Every value is from a closed set, a shape, a number or an id that the log shows too.
 *
 * @param host the host of the org
 */
record RequestSpans(Tracer tracer, String host) {
    private static final String SALESFORCE = "salesforce";
    private static final String SYSTEM = "db.system.name";
    private static final String ERROR = "error.type";
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    /** Ends {@code span}, which the start of {@code request} began, after the spans within it. */
    void end(Span span, FinishedRequest request) {
        var entry = request.entry();
        String outcome = entry.outcome().value();
        span.updateName((request.method() + " " + request.route()).stripTrailing());
        span.setAttribute("http.request.method", request.method());
        setUnlessEmpty(span, "http.route", request.route());
        if (request.status() > 0) {
            span.setAttribute("http.response.status_code", request.status());
        }
        span.setAttribute("weir.request_id", entry.requestId().value());
        span.setAttribute("weir.action", entry.asked().value());
        span.setAttribute("weir.caller", entry.caller().value());
        span.setAttribute("weir.outcome", outcome);
        setUnlessEmpty(span, "weir.business_outcome", entry.businessOutcome().value());
        if (request.status() >= FIRST_SERVER_ERROR || request.status() == 0) {
            failed(span, outcome);
        }
        var within = Context.root().with(span);
        request.run().ifPresent(run -> run(run, within));
        span.end(entry.startedAt().plus(request.duration()));
    }

    private void run(Execution run, Context parent) {
        var summary = QuerySummary.of(run.soqlShape());
        var span = span(summary.text().isEmpty() ? "run" : summary.text(), SpanKind.INTERNAL, parent, run.startedAt());
        span.setAttribute(SYSTEM, SALESFORCE);
        if (!summary.text().isEmpty()) {
            span.setAttribute("db.operation.name", "SELECT");
            setUnlessEmpty(span, "db.collection.name", summary.collection());
            span.setAttribute("db.query.summary", summary.text());
            span.setAttribute("db.query.text", run.soqlShape());
        }
        span.setAttribute("db.response.returned_rows", run.rows());
        span.setAttribute("weir.truncated", run.truncated());
        span.setAttribute("weir.served", run.served().label());
        span.setAttribute("weir.api_calls", run.apiCalls());
        span.setAttribute("weir.attempts", run.attempts());
        span.setAttribute("weir.outcome", run.outcome());
        if (!run.outcome().equals(Execution.ANSWERED)) {
            failed(span, run.outcome());
        }
        phases(run, Context.root().with(span));
        span.end(run.startedAt().plus(run.duration()));
    }

    /** An attempt after one that failed is a repetition. */
    private void phases(Execution run, Context parent) {
        int resends = 0;
        for (var phase : run.phases()) {
            boolean attempt = phase.kind() == Phase.Kind.ATTEMPT;
            var start = run.startedAt().plus(phase.start());
            var span = span(phase.kind().label(), attempt ? SpanKind.CLIENT : SpanKind.INTERNAL, parent, start);
            if (attempt) {
                resends = attempt(span, phase, resends) ? resends + 1 : 0;
            }
            span.end(start.plus(phase.duration()));
        }
    }

    /** Whether it failed. */
    private boolean attempt(Span span, Phase phase, int resends) {
        span.setAttribute(SYSTEM, SALESFORCE);
        span.setAttribute("server.address", host);
        if (resends > 0) {
            span.setAttribute("http.request.resend_count", resends);
        }
        String result = phase.result();
        if (result.isEmpty()) {
            return false;
        }
        boolean answered = Character.isDigit(result.charAt(0));
        boolean failed = !answered || Integer.parseInt(result) >= FIRST_ERROR;
        if (answered) {
            span.setAttribute("http.response.status_code", Integer.parseInt(result));
        }
        if (failed) {
            failed(span, result);
        }
        return failed;
    }

    private Span span(String name, SpanKind kind, Context parent, Instant start) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setStartTimestamp(start)
                .startSpan();
    }

    private static void failed(Span span, String type) {
        span.setAttribute(ERROR, type);
        span.setStatus(StatusCode.ERROR);
    }

    private static void setUnlessEmpty(Span span, String name, String value) {
        if (!value.isEmpty()) {
            span.setAttribute(name, value);
        }
    }
}
