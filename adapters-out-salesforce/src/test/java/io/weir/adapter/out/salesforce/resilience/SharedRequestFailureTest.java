package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Failures of a shared request, and of one lookup in it. */
class SharedRequestFailureTest extends SharingTest {
    @Test
    void eachMemberHasItsOwnFailure() throws Exception {
        var queries = busy();
        org.failures.put(lookup(1).text(), () -> new QueryRejected("no such field", "INVALID_FIELD"));

        var answers = whileOneIsHeld(queries, lookups(3));

        assertThat(answers.get(0).get()).isEqualTo(RecordingOrg.page(lookup(0)));
        assertThat(failure(answers.get(1))).isInstanceOf(QueryRejected.class);
        assertThat(answers.get(2).get()).isEqualTo(RecordingOrg.page(lookup(2)));
        assertThat(org.sizes()).containsExactly(1, 3);
    }

    @Test
    void onlyTheMemberThatFailedRetryablyIsRepeated() throws Exception {
        var bulkhead = busy();
        var queries = new RetriedQueries(
                bulkhead, RetrySettings.defaults(), Clock.systemUTC(), new Random(2), _ -> {}, TestMeters.ALL);
        org.failures.put(lookup(1).text(), () -> new Unavailable("busy", "", Duration.ZERO));

        var answers = whileOneIsHeld(bulkhead, queries, lookups(3));

        assertThat(all(answers))
                .containsExactlyElementsOf(
                        lookups(3).stream().map(RecordingOrg::page).toList());
        assertThat(org.sizes()).containsExactly(1, 3, 1);
        assertThat(org.requests.getLast()).containsExactly(lookup(1).text());
    }

    @Test
    void aRequestThatFailsAsAWholeIsRepeatedOnceForEachAloneAndThenNoneIsShared() throws Exception {
        var queries = busy();
        org.outer = Optional.of(() -> new SalesforceFailure.Misconfigured("the composite was refused", ""));

        assertAllFound(queries, lookups(3));
        assertThat(org.sizes()).containsExactly(1, 3, 1, 1, 1);
        org.requests.clear();
        assertAllFound(queries, lookups(2));
        assertThat(org.sizes()).containsExactly(1, 1, 1);
        org.requests.clear();
        org.outer = Optional.empty();
        skipped = Duration.ofSeconds(30);
        assertAllFound(queries, lookups(2));

        assertThat(org.sizes()).containsExactly(1, 2);
        assertThat(queries.callsSaved()).isOne();
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongTheTimeInWhichNoneIsShared() throws Exception {
        var queries = busy();
        org.outer = Optional.of(() -> new SalesforceFailure.Misconfigured("the composite was refused", ""));
        assertAllFound(queries, lookups(2));
        org.requests.clear();
        org.outer = Optional.empty();
        skipped = Duration.ofHours(-1);
        assertAllFound(queries, lookups(2));

        assertThat(org.sizes()).containsExactly(1, 2);
    }

    @Test
    void whatEachWouldMeetAloneIsNotRepeated() throws Exception {
        var queries = busy();
        org.outer = Optional.of(() -> new SalesforceFailure.QuotaExhausted("used up", "REQUEST_LIMIT_EXCEEDED"));

        for (var answer : whileOneIsHeld(queries, lookups(3))) {
            assertThat(failure(answer)).isInstanceOf(SalesforceFailure.QuotaExhausted.class);
        }
        assertThat(org.sizes()).containsExactly(1, 3);
    }

    @Test
    void theBreakerCountsASharedRequestOnce() {
        var breaker = new BreakerQueries(
                org, new BreakerSettings(4, 100, Duration.ofHours(1)), Clock.systemUTC(), TestMeters.ALL);
        org.outer = Optional.of(FakeQueries::down);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> breaker.startTogether(lookups(5), StandIn.meter()))
                    .isInstanceOf(Unavailable.class);
        }
        assertThat(breaker.stateName()).isEqualTo("closed");
        assertThatThrownBy(() -> breaker.startTogether(lookups(5), StandIn.meter()))
                .isInstanceOf(Unavailable.class);
        assertThat(breaker.stateName()).isEqualTo("open");
    }

    @Test
    void oneWrongIdSendsOnlyLookupsByIdAlone() throws Exception {
        var queries = busy();
        makeQuick(queries, byId(0));
        org.requests.clear();
        org.outer = Optional.of(() -> new QueryRejected("an id is malformed", "MALFORMED_ID"));
        assertAllFound(queries, List.of(byId(1), byId(2)));
        assertThat(org.sizes()).containsExactly(1, 2, 1, 1);

        org.outer = Optional.empty();
        org.requests.clear();
        assertAllFound(queries, lookups(2));
        assertThat(org.sizes()).containsExactly(1, 2);
    }

    @Test
    void aBugIsThatOfEveryMemberAndLosesNoPermit() throws Exception {
        var queries = busy();
        org.outer = Optional.of(() -> {
            throw new IllegalStateException("a bug");
        });

        for (var answer : whileOneIsHeld(queries, lookups(2))) {
            assertThat(failure(answer)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(queries.running()).isZero();
    }

    private void assertAllFound(BulkheadQueries queries, List<Soql> soqls) throws Exception {
        assertThat(all(whileOneIsHeld(queries, soqls)))
                .hasSameSizeAs(soqls)
                .extracting(QueryPage::totalSize)
                .containsOnly(1);
    }
}
