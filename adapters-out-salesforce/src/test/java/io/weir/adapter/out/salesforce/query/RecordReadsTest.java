package io.weir.adapter.out.salesforce.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.query.CompositeQueries.Result;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Lookups by id that become one read of many records, against the sandbox over HTTP. */
class RecordReadsTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(
            SandboxOrg.contactCentre(Clock.systemUTC()), SandboxSettings.onPort(0), Clock.systemUTC(), new Random(1));
    private static final RestApi API =
            StandIn.adapter(SANDBOX.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox"));
    private static final RestSalesforceQueries QUERIES = new RestSalesforceQueries(API, new Random(3));
    private static final List<String> IDS = ids();

    @AfterContainer
    static void stop() {
        API.close();
        SANDBOX.stop();
    }

    private static List<String> ids() {
        var contacts = Query.ofFields("Contact", "Id").limitedTo(new Limit.AtMost(20));
        var ids = new ArrayList<String>();
        for (var row : QUERIES.start(Soql.of(contacts), StandIn.meter()).rows()) {
            ids.add((String) Objects.requireNonNull(row.value("Id")));
        }
        // short, of nobody, of another object, not an id at all
        ids.addAll(List.of(ids.getFirst().substring(0, 15), "003000000000000AAA", "001000000000001", "x' OR Id != '"));
        return ids;
    }

    @Provide
    Arbitrary<List<String>> someIds() {
        return Arbitraries.of(IDS).list().ofMinSize(2).ofMaxSize(12);
    }

    @Property(tries = 60)
    void eachLookupGetsWhatItWouldGetAlone(@ForAll("someIds") List<String> ids, @ForAll("fields") List<String> fields) {
        var lookups = ids.stream().map(id -> Soql.of(byId(id, fields))).toList();
        var reads = RecordRead.all(lookups);
        if (reads.isEmpty()) {
            assertThat(ids).contains("x' OR Id != '");
            return;
        }
        long before = SANDBOX.apiCalls();

        var together = QUERIES.startTogether(lookups, StandIn.meter());

        assertThat(SANDBOX.apiCalls() - before).isOne();
        for (int i = 0; i < lookups.size(); i++) {
            assertThat(together.get(i)).isEqualTo(new Result.Answered(QUERIES.start(lookups.get(i), StandIn.meter())));
        }
    }

    @Provide
    Arbitrary<List<String>> fields() {
        return Arbitraries.of("Id", "Name", "Phone", "LastName", "MobilePhone", "AccountId", "CreatedDate")
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 1)
    void aFieldThatIsNotThereFailsTheWholeRequest() {
        var lookups = IDS.subList(0, 2).stream()
                .map(id -> Soql.of(byId(id, List.of("Id", "Shoe_Size__c"))))
                .toList();

        assertThatExceptionOfType(SalesforceFailure.QueryRejected.class)
                .isThrownBy(() -> QUERIES.startTogether(lookups, StandIn.meter()));
    }

    @Property(tries = 1)
    void anyOtherQueryIsNoReadOfARecord() {
        var plain = byId(IDS.getFirst(), List.of("Id", "Name"));
        var id = FieldPath.parse("Id");
        var phone = Filter.Comparison.of(FieldPath.parse("Phone"), Operator.EQUAL, new Value.Text("1"));
        var order =
                new Ordering(new Operand.Field(FieldPath.parse("Name")), Ordering.Direction.ASC, Ordering.Nulls.FIRST);

        assertThat(RecordRead.of(plain)).isPresent();
        assertThat(RecordRead.of(plain.where(new Filter.Membership(id, List.of(new Value.Text(IDS.getFirst()))))))
                .isPresent();
        assertThat(List.of(
                        plain.where(new Filter.AllOf(List.of(plain.where(), phone))),
                        plain.where(phone),
                        plain.where(new Filter.Not(plain.where())),
                        plain.where(Filter.Comparison.of(id, Operator.NOT_EQUAL, new Value.Text(IDS.getFirst()))),
                        plain.orderedBy(List.of(order)),
                        plain.startingAt(1),
                        plain.limitedTo(new Limit.AtMost(0)),
                        plain.limitedTo(new Limit.Unlimited()),
                        byId(IDS.getFirst(), List.of("Id", "Account.Name"))))
                .allSatisfy(query -> assertThat(RecordRead.of(query)).isEmpty());
        assertThat(RecordRead.of(plain).orElseThrow().toString()).doesNotContain(IDS.getFirst());
    }

    @Property(tries = 1)
    void onlyReadsOfTheSameObjectAndFieldsJoin() {
        var one = Soql.of(byId(IDS.getFirst(), List.of("Id", "Name")));
        var other = Soql.of(byId(IDS.getFirst(), List.of("Name", "Id")));

        assertThat(RecordRead.all(List.of(one, one))).hasSize(2);
        assertThat(RecordRead.all(List.of(one, other))).isEmpty();
        assertThat(RecordRead.all(List.of(one, StandIn.ACCOUNTS))).isEmpty();
        assertThat(QUERIES.startTogether(List.of(one, other), StandIn.meter()))
                .extracting(result -> ((Result.Answered) result).page().rows())
                .extracting(rows -> rows.getFirst())
                .extracting(Row::size)
                .containsOnly(3);
    }

    private static Query byId(String id, List<String> fields) {
        return Query.ofFields("Contact", fields.toArray(String[]::new))
                .where(Filter.Comparison.of(FieldPath.parse("Id"), Operator.EQUAL, new Value.Text(id)))
                .limitedTo(new Limit.AtMost(51));
    }
}
