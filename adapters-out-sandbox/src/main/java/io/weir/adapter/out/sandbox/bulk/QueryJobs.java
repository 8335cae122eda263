package io.weir.adapter.out.sandbox.bulk;

import io.weir.adapter.out.sandbox.bulk.QueryJob.State;
import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.Row;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The query jobs of the org. Holds up to 1,000 jobs and forgets the oldest. Thread-safe.
 *
 * <p>Polling moves a job on, so that tests need not wait: the first request for its state finds it in progress, the
 * second one complete. The records are those at the time of the second.
 */
public final class QueryJobs {
    private static final int MAX_JOBS = 1_000;
    private static final String KEY_PREFIX = "750";

    private final SandboxOrg org;
    private final Evaluator evaluator;
    private final LinkedHashMap<String, QueryJob> jobs = new LinkedHashMap<>();
    private int lastNumber;

    /** Evaluates queries; throws {@link QueryRefusal} if the org refuses one. */
    public interface Evaluator {
        /**
         * The rows of {@code soql}.
         *
         * @param version the version of the API, such as {@code 66.0}
         * @param deleted whether records in the recycle bin are included
         */
        List<Row> rows(String soql, String version, boolean deleted);
    }

    /**
     * A part of a result.
     *
     * @param records the number of records in {@code csv}
     * @param next the locator of the next part; empty for the last one
     */
    public record Part(String csv, int records, Optional<String> next) {}

    public QueryJobs(SandboxOrg org, Evaluator evaluator) {
        this.org = org;
        this.evaluator = evaluator;
    }

    /** Creates a job; throws {@link QueryRefusal} if {@code soql} cannot be the query of a job. */
    public synchronized QueryJob create(String soql, boolean deleted, CsvFormat format, String version) {
        evaluator.rows(soql, version, deleted);
        var statement = SoqlParser.parse(soql, org);
        var columns = BulkColumns.of(org, statement);
        lastNumber++;
        String object = statement.from().value();
        var now = org.now();
        var job = new QueryJob(
                RecordId.of(KEY_PREFIX, lastNumber),
                version,
                deleted,
                org.describe(object).map(found -> found.name().value()).orElse(object),
                soql,
                columns,
                format,
                now,
                now,
                State.UPLOAD_COMPLETE,
                List.of(),
                "");
        jobs.put(job.id(), job);
        if (jobs.size() > MAX_JOBS) {
            jobs.pollFirstEntry();
        }
        return job;
    }

    /** The job {@code id} after the next step of its work. */
    public synchronized Optional<QueryJob> poll(String id) {
        return find(id).map(this::nextStep);
    }

    /** The job {@code id} as it is. */
    public synchronized Optional<QueryJob> find(String id) {
        return RecordId.canonical(id).map(jobs::get);
    }

    /** All jobs as they are, the oldest first. */
    public synchronized List<QueryJob> all() {
        return List.copyOf(jobs.values());
    }

    /** Aborts {@code job}, which must not be in a terminal state. */
    public synchronized QueryJob abort(QueryJob job) {
        return changed(job.in(State.ABORTED, org.now()));
    }

    /** Deletes {@code job} and its result. */
    public synchronized void delete(QueryJob job) {
        jobs.remove(job.id());
    }

    /**
     * The part of the result of {@code job} at {@code locator}, which is empty for the first part; an empty result if
     * the locator is invalid.
     *
     * @param maxRecords the maximum number of records in the part, at least 1
     */
    public Optional<Part> results(QueryJob job, String locator, int maxRecords) {
        return offset(locator)
                .filter(offset -> offset == 0 || offset < job.rows().size())
                .map(offset -> {
                    int end = (int) Math.min(job.rows().size(), (long) offset + maxRecords);
                    var rows = job.rows().subList(offset, end);
                    return new Part(
                            job.format().write(job.columns(), rows),
                            rows.size(),
                            end < job.rows().size() ? Optional.of(locator(end)) : Optional.empty());
                });
    }

    private QueryJob nextStep(QueryJob job) {
        return switch (job.state()) {
            case UPLOAD_COMPLETE -> changed(job.in(State.IN_PROGRESS, org.now()));
            case IN_PROGRESS -> changed(evaluated(job));
            case JOB_COMPLETE, FAILED, ABORTED -> job;
        };
    }

    private QueryJob evaluated(QueryJob job) {
        try {
            return job.complete(evaluator.rows(job.query(), job.version(), job.deleted()), org.now());
        } catch (QueryRefusal refusal) {
            return job.failed(refusal.errorCode() + ": " + refusal.getMessage(), org.now());
        }
    }

    private QueryJob changed(QueryJob job) {
        jobs.replace(job.id(), job);
        return job;
    }

    private static String locator(int offset) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(offset).getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<Integer> offset(String locator) {
        if (locator.isEmpty()) {
            return Optional.of(0);
        }
        try {
            int offset = Integer.parseInt(new String(Base64.getDecoder().decode(locator), StandardCharsets.US_ASCII));
            return offset > 0 ? Optional.of(offset) : Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
