package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lookups share a request. */
class SharedRequestTest extends SharingTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @Test
    void fiveThatWaitShareARequest() throws Exception {
        var queries = busy();

        var answers = whileOneIsHeld(queries, lookups(12));

        assertThat(all(answers))
                .containsExactlyElementsOf(
                        lookups(12).stream().map(RecordingOrg::page).toList());
        assertThat(org.sizes()).containsExactly(1, 5, 5, 2);
        assertThat(queries.callsSaved()).isEqualTo(9);
        assertThat(queries.running()).isZero();
    }

    @Test
    void nothingSharesARequestIfThatIsOff() throws Exception {
        var queries = queries(CompositeMode.OFF, false, 1, Duration.ZERO);

        assertThat(all(whileOneIsHeld(queries, lookups(3)))).hasSize(3);

        assertThat(org.sizes()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void aLookupGoesAloneWhileThereIsRoom() throws Exception {
        var queries = queries(CompositeMode.BUSY, false, 2, NEVER);
        hold(queries);

        assertThat(queries.start(lookup(0), StandIn.meter())).isEqualTo(RecordingOrg.page(lookup(0)));
    }

    @Test
    void theFirstOfAQuietMinuteWaitsForNobody() {
        var queries = queries(CompositeMode.ALWAYS, false, 2, NEVER);

        assertThat(queries.start(lookup(0), StandIn.meter())).isEqualTo(RecordingOrg.page(lookup(0)));
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS, false", "BUSY, true"})
    void whileOthersRunALookupWaitsForFourAlwaysOrWhenRequestsAreShort(CompositeMode mode, boolean isShort)
            throws Exception {
        var queries = queries(mode, isShort, 10, NEVER);
        hold(queries);

        assertThat(all(ask(queries, lookups(5)))).hasSize(5);

        assertThat(org.sizes()).containsExactly(1, 5);
    }

    @Test
    void whileOthersRunALookupWaitsNoLongerThanTheWindow() throws Exception {
        var queries = queries(CompositeMode.ALWAYS, false, 10, Duration.ofMillis(1));
        hold(queries);

        assertThat(queries.start(lookup(0), StandIn.meter())).isEqualTo(RecordingOrg.page(lookup(0)));
    }

    @Test
    void aQueryOfAnotherKindDoesNotWaitForOthers() throws Exception {
        var queries = queries(CompositeMode.ALWAYS, false, 10, NEVER);
        hold(queries);
        var waiting = ask(queries, lookups(2));
        awaitWaiting(queries, 2);

        queries.start(StandIn.ACCOUNTS, StandIn.meter());

        assertThat(waiting).noneMatch(Future::isDone);
        assertThat(queries.waiting()).isEqualTo(2);
    }

    @Test
    void onlyKnownBoundedQueriesWithoutABraceShareARequest() throws Exception {
        var queries = busy();
        var unknown = Soql.of(Query.ofFields("Lead", "Id").limitedTo(new Limit.AtMost(1)));
        var unbounded = Soql.of(Query.ofFields("Lead", "Name"));
        var children = new SelectItem.Children(
                ChildQuery.of(new RelationshipName("Contacts"), List.of(new SelectItem.Field(FieldPath.parse("Id")))));
        var withChildren =
                Soql.of(Query.of(List.of(children), new ObjectName("Account")).limitedTo(new Limit.AtMost(1)));
        makeQuick(queries, unbounded);
        makeQuick(queries, withChildren);
        org.requests.clear();

        var alone = List.of(
                unknown,
                unbounded,
                withChildren,
                ScriptedOrg.lookup("@{r1.records[0].Phone}"),
                ScriptedOrg.lookup("%40%7Br1.x%7D"));
        assertThat(all(whileOneIsHeld(queries, alone))).hasSize(5);

        assertThat(org.sizes()).containsExactly(1, 1, 1, 1, 1, 1);
    }

    @Test
    void lookupsByIdShareARequestWhateverTheirNumber() throws Exception {
        var queries = busy();
        makeQuick(queries, byId(0));
        org.requests.clear();
        var soqls = new ArrayList<Soql>();
        for (int i = 0; i < 30; i++) {
            soqls.add(byId(i));
        }
        soqls.add(7, lookup(0));

        assertThat(all(whileOneIsHeld(queries, soqls)))
                .extracting(QueryPage::totalSize)
                .containsOnly(1);

        assertThat(org.sizes()).containsExactly(1, 30, 1);
        assertThat(queries.callsSaved()).isEqualTo(29);
    }
}
