package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.Row;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.query.SearchTerms;
import io.weir.domain.query.Sosl;
import io.weir.domain.schema.FieldPath;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SalesforceSearches} must do. Each implementation extends this in its tests, on the sandbox's contact
 * centre without an index delay.
 */
public abstract class SalesforceSearchesContract {
    private static final Query CONTACTS = Query.ofFields("Contact", "Id", "Name", "Phone", "Account.Name");
    private static final Query ACCOUNTS = Query.ofFields("Account", "Name");

    private final RunMeter meter = new RunMeter(new Deadline(Instant.MAX));

    protected abstract SalesforceSearches contactCentre();

    @Test
    void findsTheContactWithANumberInDigits() {
        for (String digits : List.of("4155550100", "14155550100")) {
            var rows = search(SearchTerms.numbers(List.of(digits)), SearchGroup.PHONE, CONTACTS);

            assertThat(rows).hasSize(1);
            var contact = rows.getFirst();
            assertThat(contact.names()).containsExactly("attributes", "Id", "Name", "Phone", "Account");
            assertThat(contact.value("Name")).isEqualTo("Ada Okonkwo");
            assertThat(nested(contact, "attributes").value("type")).isEqualTo("Contact");
            assertThat(nested(contact, "Account").value("Name")).isEqualTo("Harbour Lights Energy");
        }
        assertThat(meter.apiCalls()).isEqualTo(2);
        assertThat(meter.attempts()).isEqualTo(2);
    }

    @Test
    void findsRecordsOfAllObjectsWithinTheirFiltersAndLimits() {
        var few = CONTACTS.limitedTo(new Limit.AtMost(3));
        var none = ACCOUNTS.where(
                Filter.Comparison.of(FieldPath.parse("Name"), Operator.EQUAL, new Value.Text("nobody's")));

        var rows = search(SearchTerms.words("Energy"), SearchGroup.NAME, ACCOUNTS.limitedTo(new Limit.AtMost(2)), few);
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat((String) row.value("Name")).contains("Energy"));
        assertThat(search(SearchTerms.words("Energy"), SearchGroup.NAME, none)).isEmpty();
    }

    @Test
    void whatIsReservedInSoslIsDataInATerm() {
        assertThat(names(SearchTerms.words("Maeve O'Neil"))).contains("Maeve O'Neil");
        assertThat(names(SearchTerms.words("Percy 100%_Sure"))).contains("Percy 100%_Sure");
        assertThat(names(SearchTerms.phrase("Łukasz-Müller"))).containsExactly("Zoë Łukasz-Müller");
        assertThat(names(SearchTerms.words("Ok*"))).isEmpty();
        assertThat(names(SearchTerms.words("Ada OR Percy"))).isEmpty();
        assertThat(names(SearchTerms.phrase("nobody} IN ALL FIELDS RETURNING Contact(Id) //")))
                .isEmpty();
    }

    @Test
    void findsOnlyInTheFieldsOfTheGroup() {
        assertThat(search(SearchTerms.numbers(List.of("4155550100")), SearchGroup.EMAIL, CONTACTS))
                .isEmpty();
    }

    @Test
    void aSearchThatTheOrgRefusesIsRejected() {
        var unknown = Query.ofFields("Nothing__c", "Id");

        assertThatThrownBy(() -> search(SearchTerms.words("Ada"), SearchGroup.NAME, unknown))
                .isInstanceOf(SalesforceFailure.QueryRejected.class)
                .satisfies(failure -> assertThat(((SalesforceFailure) failure).salesforceCode())
                        .hasValue("INVALID_TYPE"));
        assertThat(meter.apiCalls()).isEqualTo(1);
    }

    private static Row nested(Row row, String name) {
        return (Row) Objects.requireNonNull(row.value(name));
    }

    private List<String> names(Optional<SearchTerms> terms) {
        return search(terms, SearchGroup.NAME, CONTACTS).stream()
                .map(row -> String.valueOf(row.value("Name")))
                .toList();
    }

    private List<Row> search(Optional<SearchTerms> terms, SearchGroup group, Query... returning) {
        return contactCentre().search(Sosl.of(terms.orElseThrow(), group, List.of(returning)), meter);
    }
}
