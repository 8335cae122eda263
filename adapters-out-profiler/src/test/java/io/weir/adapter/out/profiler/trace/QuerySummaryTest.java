package io.weir.adapter.out.profiler.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuerySummaryTest {
    @Test
    void namesTheObjectOfTheQuery() {
        assertThat(QuerySummary.of(
                        "SELECT Id, (SELECT Id FROM Cases) FROM Contact WHERE Id IN (SELECT ContactId FROM Case)"))
                .isEqualTo(new QuerySummary("SELECT Contact", "Contact"));
    }

    @Test
    void namesTheObjectsOfAllQueries() {
        assertThat(QuerySummary.of("SELECT Id FROM Contact WHERE Phone = ?; SELECT COUNT() FROM Case"))
                .isEqualTo(new QuerySummary("SELECT Contact SELECT Case", ""));
        assertThat(QuerySummary.of("SELECT Id FROM Case; SELECT Id FROM Case WHERE Id = ?"))
                .isEqualTo(new QuerySummary("SELECT Case SELECT Case", "Case"));
    }

    @Test
    void isShortForAnyNumberOfQueries() {
        assertThat(QuerySummary.of("SELECT Id FROM Case; ".repeat(1_000)).text())
                .hasSizeLessThan(255);
    }

    @Test
    void isEmptyWithoutAQuery() {
        assertThat(QuerySummary.of("")).isEqualTo(new QuerySummary("", ""));
    }
}
