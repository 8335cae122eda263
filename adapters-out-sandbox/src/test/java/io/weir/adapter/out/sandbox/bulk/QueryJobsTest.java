package io.weir.adapter.out.sandbox.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.SmallOrg;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueryJobsTest {
    private static final CsvFormat FORMAT = new CsvFormat(CsvFormat.Delimiter.COMMA, CsvFormat.LineEnding.LF);

    @Test
    void failsIfTheOrgRefusesTheQueryLater() {
        var evaluations = new AtomicInteger();
        var jobs = new QueryJobs(SmallOrg.create(), (_, _, _) -> {
            if (evaluations.getAndIncrement() > 0) {
                throw new QueryRefusal("QUERY_TIMEOUT", "Your query request was running for too long.");
            }
            return List.of();
        });
        var job = jobs.create("SELECT Id FROM Thing__c", false, FORMAT, "66.0");
        jobs.poll(job.id());

        var failed = jobs.poll(job.id()).orElseThrow();

        assertThat(failed.state()).isEqualTo(QueryJob.State.FAILED);
        assertThat(failed.errorMessage()).isEqualTo("QUERY_TIMEOUT: Your query request was running for too long.");
    }

    @Test
    void forgetsTheOldestOfManyJobs() {
        var jobs = new QueryJobs(SmallOrg.create(), (_, _, _) -> List.of());
        var first = jobs.create("SELECT Id FROM Thing__c", false, FORMAT, "66.0");
        for (int i = 0; i < 1_000; i++) {
            jobs.create("SELECT Id FROM Thing__c", false, FORMAT, "66.0");
        }

        assertThat(jobs.find(first.id())).isEmpty();
        assertThat(jobs.all()).hasSize(1_000);
    }
}
