package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.bulk.CsvFormat;
import io.weir.adapter.out.sandbox.bulk.CsvFormat.Delimiter;
import io.weir.adapter.out.sandbox.bulk.CsvFormat.LineEnding;
import io.weir.adapter.out.sandbox.bulk.QueryJob;
import io.weir.adapter.out.sandbox.bulk.QueryJobs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonFormat;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.route.Routes;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Replies of the HTTP API to the query jobs of Bulk API 2.0, which has them from version 47 on. */
final class BulkReplies {
    private static final int FIRST_VERSION = 47;
    private static final int MAX_RECORDS = 50_000;

    private final SandboxOrg org;
    private final ApiLimits limits;
    private final QueryJobs jobs;

    BulkReplies(SandboxOrg org, ApiLimits limits) {
        this.org = org;
        this.limits = limits;
        this.jobs = new QueryJobs(org, this::rows);
    }

    private List<Row> rows(String soql, String version, boolean deleted) {
        return org.read(() -> QueryEvaluator.evaluate(
                        org,
                        SoqlParser.parse(soql, org),
                        version,
                        deleted ? QueryEvaluator.DeletedRecords.INCLUDED : QueryEvaluator.DeletedRecords.EXCLUDED)
                .rows());
    }

    /** Adds the resources of query jobs to {@code routes}. */
    void addTo(Routes routes) {
        routes.add("POST", "jobs/query", since47(this::create))
                .add("GET", "jobs/query", since47(_ -> all()))
                .add(
                        "GET",
                        "jobs/query/{id}",
                        since47(request -> jobs.poll(request.segment(2))
                                .map(job -> Reply.ok(described(job, true)))
                                .orElseGet(Reply::notFound)))
                .add("PATCH", "jobs/query/{id}", since47(request -> withJob(request, this::abort)))
                .add("DELETE", "jobs/query/{id}", since47(request -> withJob(request, (_, job) -> delete(job))))
                .add("GET", "jobs/query/{id}/results", since47(request -> withJob(request, this::results)));
    }

    private static Routes.Resource since47(Routes.Resource resource) {
        return request -> request.versionNumber() < FIRST_VERSION ? Reply.notFound() : resource.reply(request);
    }

    private Reply create(ApiRequest request) {
        try {
            if (!(Json.read(request.body()) instanceof Map<?, ?> body)) {
                return apiError(400, "The request body must be a JSON object");
            }
            String operation = text(body, "operation", "");
            if (!operation.equals("query") && !operation.equals("queryAll")) {
                return apiError(400, "Invalid operation: " + operation);
            }
            var delimiter = Delimiter.named(text(body, "columnDelimiter", "COMMA"));
            var lineEnding = LineEnding.named(text(body, "lineEnding", "LF"));
            boolean csv = text(body, "contentType", "CSV").equals("CSV");
            if (delimiter.isEmpty() || lineEnding.isEmpty() || !csv) {
                return apiError(400, "Invalid columnDelimiter, lineEnding or contentType");
            }
            var job = jobs.create(
                    text(body, "query", ""),
                    operation.equals("queryAll"),
                    new CsvFormat(delimiter.get(), lineEnding.get()),
                    request.version().substring(1));
            limits.countQueryJob();
            return Reply.ok(described(job, false));
        } catch (QueryRefusal refusal) {
            return bulkError(400, refusal.errorCode(), String.valueOf(refusal.getMessage()));
        } catch (JsonValue.Malformed notJson) {
            return apiError(400, "The request body is not valid JSON");
        }
    }

    private Reply all() {
        return Reply.ok(Json.object(
                "done",
                true,
                "records",
                jobs.all().stream().map(job -> described(job, false)).toList(),
                "nextRecordsUrl",
                null));
    }

    private Reply abort(ApiRequest request, QueryJob job) {
        boolean abort;
        try {
            abort = Json.read(request.body()) instanceof Map<?, ?> body
                    && text(body, "state", "").equals(QueryJob.State.ABORTED.label());
        } catch (JsonValue.Malformed notJson) {
            abort = false;
        }
        if (!abort) {
            return apiError(400, "The only state that a query job can be set to is Aborted");
        }
        return switch (job.state()) {
            case UPLOAD_COMPLETE, IN_PROGRESS -> Reply.ok(described(jobs.abort(job), false));
            case JOB_COMPLETE -> invalidState("Aborting already Completed Job not allowed");
            case FAILED -> invalidState("Aborting already Failed Job not allowed");
            case ABORTED -> invalidState("Aborting already Aborted Job not allowed");
        };
    }

    private Reply delete(QueryJob job) {
        if (!job.state().terminal()) {
            return apiError(400, "Error encountered when deleting the job because the job is not terminated");
        }
        jobs.delete(job);
        return Reply.empty(204);
    }

    private Reply results(ApiRequest request, QueryJob job) {
        if (!job.version().equals(request.version().substring(1))) {
            return apiError(409, "The results must be requested with the API version of the job: " + job.version());
        }
        if (job.state() != QueryJob.State.JOB_COMPLETE) {
            return invalidState("can only download query results of successfully completed bulk job with status:"
                    + " JOB_COMPLETE. Current status: " + job.state().name());
        }
        int maxRecords = maxRecords(request.parameter("maxRecords"));
        if (maxRecords < 1) {
            return apiError(400, "maxRecords must be a positive number");
        }
        return jobs.results(job, request.parameter("locator"), maxRecords)
                .map(part -> Reply.csv(part.csv())
                        .withHeader("Sforce-NumberOfRecords", Integer.toString(part.records()))
                        .withHeader("Sforce-Locator", part.next().orElse("null")))
                .orElseGet(() -> apiError(400, "Invalid locator"));
    }

    private static int maxRecords(String text) {
        if (text.isEmpty()) {
            return MAX_RECORDS;
        }
        try {
            return Math.min(MAX_RECORDS, Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private Reply withJob(ApiRequest request, BiFunction<ApiRequest, QueryJob, Reply> reply) {
        return jobs.find(request.segment(2))
                .map(job -> reply.apply(request, job))
                .orElseGet(Reply::notFound);
    }

    private Map<String, @Nullable Object> described(QueryJob job, boolean inDetail) {
        var described = Json.object(
                "id", job.id(),
                "operation", job.deleted() ? "queryAll" : "query",
                "object", job.object(),
                "createdById", org.runningUser().id(),
                "createdDate", JsonFormat.dateTime(job.created()),
                "systemModstamp", JsonFormat.dateTime(job.modified()),
                "state", job.state().label(),
                "concurrencyMode", "Parallel",
                "contentType", "CSV",
                "apiVersion", new BigDecimal(job.version()),
                "jobType", "V2Query",
                "lineEnding", job.format().lineEnding().name(),
                "columnDelimiter", job.format().delimiter().name());
        if (inDetail) {
            described.put("numberRecordsProcessed", job.rows().size());
            described.put("retries", 0);
            described.put(
                    "totalProcessingTime",
                    Duration.between(job.created(), job.modified()).toMillis());
            described.put("isPkChunkingSupported", true);
            if (!job.errorMessage().isEmpty()) {
                described.put("errorMessage", job.errorMessage());
            }
        }
        return described;
    }

    private static String text(Map<?, ?> object, String name, String otherwise) {
        return object.get(name) instanceof String text ? text : otherwise;
    }

    private static Reply invalidState(String message) {
        return bulkError(400, "INVALIDJOBSTATE", message);
    }

    private static Reply apiError(int status, String message) {
        return bulkError(status, "API_ERROR", message);
    }

    /** An error as Bulk API 2.0 writes it: the code comes first. */
    private static Reply bulkError(int status, String errorCode, String message) {
        return Reply.json(status, List.of(Json.object("errorCode", errorCode, "message", message)));
    }
}
