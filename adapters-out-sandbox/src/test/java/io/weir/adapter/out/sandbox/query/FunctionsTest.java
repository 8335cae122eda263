package io.weir.adapter.out.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.Row;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
    @ParameterizedTest
    @DisplayName("SOQL reference, Date Functions: in WHERE, without GROUP BY")
    @CsvSource(
            delimiter = '|',
            value = {
                "CALENDAR_YEAR(Sold__c) = 2025|s3",
                "CALENDAR_MONTH(Sold__c) IN (3, 4)|s1 s2 s4",
                "CALENDAR_QUARTER(Sold__c) = 4|s3",
                "DAY_IN_MONTH(Due__c) > 13|s2",
                "DAY_IN_WEEK(Due__c) = 6|s1",
                "DAY_IN_WEEK(Due__c) = 7|s2",
                "DAY_IN_YEAR(Due__c) = 7|s3",
                "DAY_ONLY(Sold__c) = 2026-03-14|s2 s4",
                "DAY_ONLY(Sold__c) = TODAY|s2 s4",
                "FISCAL_YEAR(Due__c) = 2026|s1 s2 s3",
                "FISCAL_QUARTER(Sold__c) = 1|s1 s2 s4",
                "FISCAL_MONTH(Sold__c) = 12|s3",
                "HOUR_IN_DAY(Sold__c) = 23|s1 s3",
                "WEEK_IN_MONTH(Due__c) = 2|s1 s2",
                "WEEK_IN_MONTH(Due__c) = 1|s3",
                "WEEK_IN_YEAR(Due__c) = 1|s3",
                "CALENDAR_YEAR(Due__c) = null|s4",
                "CALENDAR_YEAR(Store__r.Founded__c) = 2015|s1 s2",
            })
    void filtersByPeriods(String where, String names) {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Sale__c WHERE " + where))
                .containsExactly((Object[]) names.split(" ", -1));
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, Date Functions and convertTimezone()")
    @CsvSource(
            delimiter = '|',
            value = {
                "DAY_ONLY(Due__c) = TODAY|does not support",
                "HOUR_IN_DAY(Due__c) = 1|does not support",
                "CALENDAR_YEAR(Name) = 1|does not support",
                "CALENDAR_YEAR(convertTimezone(Due__c)) = 1|does not support",
                "CALENDAR_YEAR(Sold__c) = THIS_YEAR|must be of type",
            })
    void refusesPeriodsOfOtherFields(String where, String message) {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Name FROM Sale__c WHERE " + where))
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("SOQL reference, FORMAT(): numbers, dates, times and currencies of a user in the United States")
    void formats() {
        assertThat(StoreOrg.values("SELECT FORMAT(Founded__c), FORMAT(Opens__c), FORMAT(Rent__c), FORMAT(Area__c),"
                        + " FORMAT(Share__c), FORMAT(Staff__c), FORMAT(Name) FROM Store__c WHERE Name = 'Harbour'"))
                .containsExactly(
                        Arrays.asList("12/28/2015", "3:31 PM", "$44,000.00", "1,234.6", "12.50%", "1,200", "Harbour"));
        assertThat(StoreOrg.values("SELECT Rent__c, FORMAT(Rent__c) rent, FORMAT(Founded__c) founded FROM Store__c"
                        + " WHERE Name = 'Hill'"))
                .extracting(Object::toString)
                .containsExactly("[-1500.5, -$1,500.50, 1/3/2016]");
        assertThat(StoreOrg.values("SELECT FORMAT(Area__c) FROM Store__c WHERE Name = 'Island'"))
                .containsExactly(Arrays.asList((Object) null));
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, Date Formats and Date Literals: days are those of the user")
    @CsvSource(
            delimiter = '|',
            value = {
                "Sold__c = TODAY|s1 s2",
                "Sold__c = TOMORROW|s4",
                "Sold__c < TODAY|s3",
                "Sold__c > TODAY|s4",
                "Due__c = TODAY|s1",
                "Sold__c = LAST_YEAR|s3",
                // functions are in UTC, unless they convert
                "DAY_ONLY(Sold__c) = 2026-03-14|s2 s4",
                "DAY_ONLY(convertTimezone(Sold__c)) = 2026-03-14|s4",
                "HOUR_IN_DAY(convertTimezone(Sold__c)) = 19|s1",
                "HOUR_IN_DAY(convertTimezone(Sold__c)) = 18|s3",
            })
    void knowsTheUsersDay(String where, String names) {
        assertThat(StoreOrg.inNewYork("SELECT Name FROM Sale__c WHERE " + where).rows())
                .<@Nullable Object>extracting(row -> row.value("Name"))
                .containsExactly((Object[]) names.split(" ", -1));
    }

    @Test
    @DisplayName("SOQL reference, FORMAT(): in the user's time zone")
    void formatsInTheUsersTimeZone() {
        assertThat(StoreOrg.inNewYork("SELECT FORMAT(Sold__c) FROM Sale__c WHERE Name = 's2'")
                        .rows())
                .<@Nullable Object>extracting(row -> row.value("Sold__c"))
                .containsExactly("3/13/2026, 9:00 PM");
    }

    @Test
    @DisplayName("SOQL reference, toLabel()")
    void labels() {
        var org = SandboxOrg.contactCentre(InstantSource.fixed(StoreOrg.NOW));
        var lead = rows(
                        org,
                        "SELECT Status, toLabel(Status) label FROM Lead WHERE toLabel(Status) LIKE 'Open%' LIMIT 1")
                .getFirst();

        assertThat(lead.value("Status")).isNotEqualTo(lead.value("label"));
        assertThat((String) lead.value("label")).startsWith("Open");
        assertThat(rows(org, "SELECT toLabel(Status), COUNT(Id) n FROM Lead GROUP BY Status")
                        .getFirst()
                        .names())
                .containsExactly("attributes", "Status", "n");
        assertThatThrownBy(() -> rows(org, "SELECT Id FROM Lead ORDER BY toLabel(Status)"))
                .hasMessageContaining("can not be sorted");
    }

    private static List<Row> rows(SandboxOrg org, String soql) {
        return QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org)).rows();
    }

    @Test
    @DisplayName("SOQL reference, USING SCOPE")
    void readsTheRecordsOfTheUser() {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Store__c USING SCOPE mine"))
                .containsExactly("Harbour", "Island");
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Store__c USING SCOPE everything WHERE Open__c = false"))
                .containsExactly("Hill");
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Name FROM Sale__c USING SCOPE mine"))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo("INVALID_QUERY_SCOPE"));
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Name FROM Store__c USING SCOPE team"))
                .hasMessage("the sandbox does not support USING SCOPE team");
    }

    @Test
    @DisplayName("SOQL reference, FOR VIEW and FOR REFERENCE")
    void takesNoteOfViews() {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Person__c FOR VIEW FOR REFERENCE"))
                .containsExactly("Ann", "Bob");
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Name FROM Person__c UPDATE VIEWSTAT"))
                .hasMessageContaining("the sandbox does not support UPDATE");
    }

    @Test
    void namesAFormattedFieldByTheField() {
        var row = StoreOrg.rows("SELECT FORMAT(Sold__c), FORMAT(Store__r.Rent__c) FROM Sale__c WHERE Name = 's1'")
                .getFirst();

        assertThat(row.names()).containsExactly("attributes", "Sold__c", "Store__r");
        assertThat(StoreOrg.nested(row, "Store__r").value("Rent__c")).isEqualTo("$44,000.00");
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, FORMAT(): an alias is needed if the query has the field too")
    @ValueSource(strings = {"Rent__c, Name, FORMAT(Rent__c)", "toLabel(Region__c), Region__c", "Name, name"})
    void refusesAFieldTwice(String select) {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT " + select + " FROM Store__c"))
                .hasMessageContaining("duplicate field selected: ");
    }

    @Test
    void refusesAnAliasTwice() {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Rent__c, FORMAT(Rent__c) name, Name FROM Store__c"))
                .hasMessageEndingWith("duplicate field selected: Name");
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Name, FORMAT(Rent__c) name FROM Store__c"))
                .hasMessageEndingWith("duplicate alias: name");
    }

    @Test
    @DisplayName("SOQL reference, convertCurrency(): needs an org with several currencies")
    void convertsNoCurrency() {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT convertCurrency(Rent__c) FROM Store__c"))
                .hasMessageContaining("convertCurrency");
    }
}
