package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Alias;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SalesforceQueries} must do. Each implementation extends this in its tests, on the sandbox's contact
 * centre in pages of {@link #PAGE_SIZE} rows.
 */
public abstract class SalesforceQueriesContract {
    /** The most rows of a page. */
    protected static final int PAGE_SIZE = 200;

    private final RunMeter meter = new RunMeter(new Deadline(Instant.MAX));

    /** The contact centre's org, answering pages of {@link #PAGE_SIZE} rows. */
    protected abstract SalesforceQueries contactCentre();

    @Test
    void findsTheContactWithAPhoneNumber() {
        var rows = rows(Query.ofFields("Contact", "Id", "Name", "Phone", "Account.Name", "Account.BillingState")
                .where(equal("Phone", "+14155550100")));

        assertThat(rows).hasSize(1);
        var contact = rows.getFirst();
        assertThat(contact.names()).containsExactly("attributes", "Id", "Name", "Phone", "Account");
        assertThat(contact.value("Name")).isEqualTo("Ada Okonkwo");
        assertThat((String) contact.value("Id")).startsWith("003").hasSize(18);
        var attributes = nested(contact, "attributes");
        assertThat(attributes.value("type")).isEqualTo("Contact");
        assertThat((String) attributes.value("url")).endsWith("/sobjects/Contact/" + contact.value("Id"));
        var account = nested(contact, "Account");
        assertThat(account.names()).containsExactly("attributes", "Name", "BillingState");
        assertThat(account.value("Name")).isEqualTo("Harbour Lights Energy");
        assertThat(account.value("BillingState")).isEqualTo("CA");
    }

    @Test
    void quotesAndBackslashesInTextAreData() {
        assertThat(lastNames(equal("LastName", "O'Neil"))).containsOnly("O'Neil");
        assertThat(lastNames(equal("LastName", "Back\\slash"))).containsExactly("Back\\slash");
        assertThat(lastNames(equal("LastName", "D'Arcy\\'s"))).containsExactly("D'Arcy\\'s");
        assertThat(lastNames(equal("FirstName", "Quentin \"Q\""))).containsExactly("D'Arcy\\'s");
        assertThat(lastNames(equal("LastName", "' OR Id != null OR LastName = '")))
                .isEmpty();
        assertThat(lastNames(equal("LastName", "\\' OR Id != null OR LastName = \\'")))
                .isEmpty();
    }

    @Test
    void aQueryMayBeAsLongAsSoqlMay() {
        var names = new ArrayList<Value>(List.of(new Value.Text("O'Neil"), new Value.Text("D'Arcy\\'s")));
        for (int i = 0; i < 1_900; i++) {
            names.add(new Value.Text("@{r.x} & nobody's name %41 + " + "ä".repeat(15) + i));
        }
        var query =
                Query.ofFields("Contact", "LastName").where(new Filter.Membership(FieldPath.parse("LastName"), names));
        assertThat(Soql.of(query).text()).hasSizeBetween(90_000, 100_000);

        assertThat(rows(query))
                .extracting(row -> row.value("LastName"))
                .containsOnly("O'Neil", "D'Arcy\\'s")
                .contains("O'Neil", "D'Arcy\\'s");
    }

    @Test
    void wildcardsInTextAreData() {
        var literally = new Filter.Like(FieldPath.parse("LastName"), LikePattern.startingWith("100%_"));
        var asPattern = new Filter.Like(FieldPath.parse("LastName"), LikePattern.parse("100%_"));

        assertThat(lastNames(literally)).containsExactly("100%_Sure");
        assertThat(lastNames(asPattern)).containsExactlyInAnyOrder("100%_Sure", "100XYSure");
        assertThat(lastNames(equal("LastName", "100%"))).isEmpty();
    }

    @Test
    void charactersOutsideTheBasicPlaneAreKept() {
        assertThat(lastNames(equal("LastName", "Tanaka 😀"))).containsExactly("Tanaka 😀");
        assertThat(lastNames(equal("LastName", "Łukasz-Müller"))).containsExactly("Łukasz-Müller");
    }

    @Test
    void textIsComparedInAnyCase() {
        assertThat(lastNames(equal("LastName", "łUKASZ-mÜLLER"))).containsExactly("Łukasz-Müller");
    }

    @Test
    void aParentThatIsNotThereIsNull() {
        var rows = rows(Query.ofFields("Contact", "Account.Name", "Account.Owner.Name", "LastName")
                .where(equal("LastName", "Alone")));

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().names()).containsExactly("attributes", "Account", "LastName");
        assertThat(rows.getFirst().value("Account")).isNull();
    }

    @Test
    void severalPagesLoseAndDoubleNoRow() {
        int total = start(count("Contact", new Filter.Everything())).totalSize();
        var query = Query.ofFields("Contact", "Id").orderedBy(List.of(ascending("Id")));

        var ids = rows(query).stream().map(row -> (String) row.value("Id")).toList();

        assertThat(total).isGreaterThan(5 * PAGE_SIZE);
        assertThat(ids).hasSize(total).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void everyPageTellsTheSizeOfTheWholeResult() {
        var first = start(Query.ofFields("Contact", "Id").limitedTo(new Limit.AtMost(PAGE_SIZE + 1)));
        var second = contactCentre().resume(first.next().orElseThrow(), meter);

        assertThat(first.rows()).hasSize(PAGE_SIZE);
        assertThat(second.rows()).hasSize(1);
        assertThat(List.of(first.totalSize(), second.totalSize())).containsOnly(PAGE_SIZE + 1);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void aPageCanBeAskedForAgain() {
        var cursor = start(Query.ofFields("Contact", "Id")).next().orElseThrow();

        assertThat(contactCentre().resume(cursor, meter).rows())
                .isEqualTo(contactCentre().resume(cursor, meter).rows());
    }

    @Test
    void everyPageIsOneApiCall() {
        rows(Query.ofFields("Contact", "Id").limitedTo(new Limit.AtMost(3 * PAGE_SIZE)));

        assertThat(meter.apiCalls()).isEqualTo(3);
        assertThat(meter.attempts()).isEqualTo(3);
    }

    @Test
    void pagesThatComeWithAnotherAreThoseOfTheQueriesAlone() {
        var found = limited("Contact", equal("LastName", "O'Neil"));
        var paged = Soql.of(Query.ofFields("Contact", "LastName")
                .orderedBy(List.of(ascending("Id")))
                .limitedTo(new Limit.AtMost(PAGE_SIZE + 1)));
        var refused = Soql.of(Query.ofFields("Contact", "Shoe_Size__c").limitedTo(new Limit.AtMost(1)));
        var others = List.of(paged, refused, limited("Lead", equal("LastName", "Nobody has this name")));
        var org = contactCentre();
        others.forEach(other -> known(org, other));
        known(org, found);
        int before = meter.apiCalls();

        var started = org.startAll(
                found,
                others.stream()
                        .map(other -> new SalesforceQueries.Prefetch(other, true))
                        .toList(),
                meter);

        assertThat(meter.apiCalls() - before).isEqualTo(1);
        assertThat(started.page()).isEqualTo(org.start(found, meter));
        assertThat(started.prefetched()).hasSize(others.size());
        assertThat(started.prefetched().get(1)).as("a failure of another query").isEmpty();
        for (int other : List.of(0, 2)) {
            var page = started.prefetched().get(other);
            assertThat(page.isPresent()).isEqualTo(org.prefetches());
            if (page.isPresent()) {
                assertThat(rows(org, page.get())).isEqualTo(rows(org, org.start(others.get(other), meter)));
            }
        }
    }

    /** Asks {@code soql} until the org knows how long it takes. */
    private void known(SalesforceQueries org, Soql soql) {
        for (int i = 0; i < 20; i++) {
            try {
                org.start(soql, meter);
            } catch (SalesforceFailure.QueryRejected refused) {
                assertThat(soql.text()).contains("Shoe_Size__c");
            }
        }
    }

    private static Soql limited(String object, Filter filter) {
        return Soql.of(Query.ofFields(object, "Id", "LastName").where(filter).limitedTo(new Limit.AtMost(51)));
    }

    @Test
    void countsRowsWithoutReadingThem() {
        var page = start(count("Contact", equal("LastName", "O'Neil")));

        assertThat(page.rows()).isEmpty();
        assertThat(page.next()).isEmpty();
        assertThat(page.totalSize())
                .isEqualTo(lastNames(equal("LastName", "O'Neil")).size());
    }

    @Test
    void nothingFoundIsAnEmptyPage() {
        var page = start(Query.ofFields("Contact", "Id").where(equal("LastName", "Nobody has this name")));

        assertThat(page).isEqualTo(new QueryPage(List.of(), 0, Optional.empty()));
    }

    @Test
    void ordersAndLimits() {
        var key = new Ordering(field("LastName"), Ordering.Direction.DESC, Ordering.Nulls.LAST);
        var query = Query.ofFields("Contact", "LastName").orderedBy(List.of(key));

        var all = rows(query);
        var few = rows(query.limitedTo(new Limit.AtMost(3)));

        assertThat(few).isEqualTo(all.subList(0, 3));
        assertThat(rows(query.startingAt(2).limitedTo(new Limit.AtMost(3)))).isEqualTo(all.subList(2, 5));
    }

    @Test
    void missingValuesGoWhereTheQueryWantsThem() {
        var first = new Ordering(field("Email"), Ordering.Direction.ASC, Ordering.Nulls.FIRST);
        var last = new Ordering(field("Email"), Ordering.Direction.ASC, Ordering.Nulls.LAST);

        assertThat(emails(first).getFirst().value("Email")).isNull();
        assertThat(emails(last).getFirst().value("Email")).isNotNull();
    }

    @Test
    void numbersKeepEveryDigit() {
        var revenue = new BigDecimal("1234567890123456.70");
        var rows = rows(Query.ofFields("Account", "AnnualRevenue")
                .where(Filter.Comparison.of(
                        FieldPath.parse("AnnualRevenue"), Operator.EQUAL, new Value.Decimal(revenue))));

        assertThat(rows).extracting(row -> row.value("AnnualRevenue")).containsExactly(revenue);
    }

    @Test
    void childrenAreAResultOfTheirOwnAndNullIfThereAreNone() {
        var children = new SelectItem.Children(ChildQuery.of(
                new RelationshipName("Contacts"), List.of(new SelectItem.Field(FieldPath.parse("LastName")))));
        var query = Query.of(
                        List.of(new SelectItem.Field(FieldPath.parse("Name")), children), new ObjectName("Account"))
                .where(equal("Name", "Harbour Lights Energy"));
        var noChildren = new SelectItem.Children(new ChildQuery(
                new RelationshipName("Contacts"),
                List.of(new SelectItem.Field(FieldPath.parse("LastName"))),
                equal("LastName", "Nobody has this name"),
                List.of(),
                new Limit.Unlimited(),
                0));

        var contacts = nested(rows(query).getFirst(), "Contacts");
        var names = ((List<?>) Objects.requireNonNull(contacts.value("records")))
                .stream().map(Row.class::cast).map(row -> row.value("LastName")).toList();

        assertThat(contacts.names()).containsExactly("totalSize", "done", "records");
        assertThat(contacts.value("totalSize")).isEqualTo((long) names.size());
        assertThat(contacts.value("done")).isEqualTo(true);
        assertThat(names).contains("Okonkwo");
        assertThat(rows(Query.of(List.of(noChildren), new ObjectName("Account")).limitedTo(new Limit.AtMost(1))))
                .extracting(row -> row.value("Contacts"))
                .containsOnlyNulls();
    }

    @Test
    void groupsAreAggregateResults() {
        var origin = FieldPath.parse("Origin");
        var many = new SelectItem.Aggregated(
                new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id")), new Alias("many"));
        var rows = rows(new Query(
                List.of(new SelectItem.Field(origin), many),
                new ObjectName("Case"),
                new Filter.Everything(),
                List.of(origin),
                new Filter.Everything(),
                List.of(),
                new Limit.Unlimited(),
                0));
        int total = start(count("Case", new Filter.Everything())).totalSize();

        assertThat(rows)
                .hasSizeGreaterThan(2)
                .allSatisfy(row -> assertThat(row.names()).containsExactly("attributes", "Origin", "many"));
        assertThat(rows.stream().mapToLong(row -> (Long) row.value("many")).sum())
                .isEqualTo(total);
        assertThat(nested(rows.getFirst(), "attributes").value("type")).isEqualTo("AggregateResult");
    }

    @Test
    void refusesAnUnknownField() {
        assertThatThrownBy(() -> start(Query.ofFields("Contact", "Id", "Shoe_Size__c")))
                .isInstanceOfSatisfying(
                        SalesforceFailure.QueryRejected.class,
                        rejected -> assertThat(rejected.salesforceCode()).contains("INVALID_FIELD"));
    }

    @Test
    void refusesAnUnknownObject() {
        assertThatThrownBy(() -> start(Query.ofFields("Spaceship__c", "Id")))
                .isInstanceOfSatisfying(
                        SalesforceFailure.QueryRejected.class,
                        rejected -> assertThat(rejected.salesforceCode()).contains("INVALID_TYPE"));
    }

    @Test
    void doesNotEchoTheQueryInARefusal() {
        assertThatThrownBy(() -> start(Query.ofFields("Contact", "Id").where(equal("Shoe_Size__c", "s3cret"))))
                .isInstanceOf(SalesforceFailure.QueryRejected.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesACursorOfNoResult() {
        assertThatThrownBy(() -> contactCentre().resume(foreignCursor(), meter))
                .isInstanceOf(SalesforceFailure.CursorLost.class);
    }

    /** A cursor of the right form that no result has. */
    protected PageCursor foreignCursor() {
        return new PageCursor("/services/data/v66.0/query/0r8000000000000AAA-2000");
    }

    private QueryPage start(Query query) {
        return contactCentre().start(Soql.of(query), meter);
    }

    private List<Row> rows(Query query) {
        var org = contactCentre();
        return rows(org, org.start(Soql.of(query), meter));
    }

    /** The rows of {@code first} and of the pages after it. */
    private List<Row> rows(SalesforceQueries org, QueryPage first) {
        var page = first;
        var rows = new ArrayList<>(page.rows());
        while (page.next().isPresent()) {
            page = org.resume(page.next().get(), meter);
            rows.addAll(page.rows());
        }
        return rows;
    }

    private static Row nested(Row row, String name) {
        return (Row) Objects.requireNonNull(row.value(name), name);
    }

    private List<Object> lastNames(Filter filter) {
        return rows(Query.ofFields("Contact", "LastName").where(filter)).stream()
                .map(row -> row.value("LastName"))
                .map(Object.class::cast)
                .toList();
    }

    private List<Row> emails(Ordering key) {
        return rows(Query.ofFields("Contact", "Email").orderedBy(List.of(key)).limitedTo(new Limit.AtMost(1)));
    }

    private static Query count(String object, Filter filter) {
        return Query.of(List.of(new SelectItem.RowCount()), new ObjectName(object))
                .where(filter);
    }

    private static Filter equal(String field, String text) {
        return Filter.Comparison.of(FieldPath.parse(field), Operator.EQUAL, new Value.Text(text));
    }

    private static Operand field(String path) {
        return new Operand.Field(FieldPath.parse(path));
    }

    private static Ordering ascending(String field) {
        return new Ordering(field(field), Ordering.Direction.ASC, Ordering.Nulls.FIRST);
    }
}
