package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts API requests against the org's daily allocation and reports the org's limits. Thread-safe. */
final class ApiLimits {
    private static final long MAX_QUERY_JOBS = 10_000;

    private final long max;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong queryJobs = new AtomicLong();

    /**
     * @param max the requests that the org may make in a day; not enforced, as in Salesforce
     */
    ApiLimits(long max) {
        this.max = max;
    }

    void countRequest() {
        countRequests(1);
    }

    void countRequests(int number) {
        used.addAndGet(number);
    }

    void countQueryJob() {
        queryJobs.incrementAndGet();
    }

    long used() {
        return used.get();
    }

    /** The value of the header {@code Sforce-Limit-Info}. */
    String header() {
        return "api-usage=%d/%d".formatted(used.get(), max);
    }

    /** The value of the header {@code Sforce-Limit-Info} when the allocation is exhausted. */
    String exhaustedHeader() {
        return "api-usage=%d/%d".formatted(Math.max(max, used.get()), max);
    }

    Reply limits() {
        var limits = Json.object("DailyApiRequests", limit(max, Math.max(0, max - used.get())));
        limits.put("DailyAsyncApexExecutions", limit(250_000, 250_000));
        limits.put("DailyBulkApiBatches", limit(15_000, 15_000));
        limits.put("DailyBulkV2QueryFileStorageMB", limit(976_562, 976_562));
        limits.put("DailyBulkV2QueryJobs", limit(MAX_QUERY_JOBS, Math.max(0, MAX_QUERY_JOBS - queryJobs.get())));
        limits.put("DataStorageMB", limit(5, 4));
        limits.put("FileStorageMB", limit(20, 20));
        limits.put("HourlyTimeBasedWorkflow", limit(1_000, 1_000));
        limits.put("MassEmail", limit(5_000, 5_000));
        var permissionSets = limit(1_500, 1_499);
        permissionSets.put("CreateCustom", limit(1_000, 999));
        limits.put("PermissionSets", permissionSets);
        limits.put("SingleEmail", limit(5_000, 5_000));
        return Reply.ok(limits);
    }

    private static Map<String, @Nullable Object> limit(long max, long remaining) {
        return Json.object("Max", max, "Remaining", remaining);
    }
}
