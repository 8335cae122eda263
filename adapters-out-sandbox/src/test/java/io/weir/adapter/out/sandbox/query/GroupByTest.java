package io.weir.adapter.out.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupByTest {
    @Test
    @DisplayName("SOQL reference, Use Aliases with GROUP BY")
    void namesColumns() {
        var row = StoreOrg.rows("SELECT Store__c shop, MAX(Amount__c), MIN(Amount__c) least, SUM(Amount__c) FROM"
                        + " Sale__c GROUP BY Store__c ORDER BY MAX(Amount__c) LIMIT 1")
                .getFirst();

        assertThat(row.names()).containsExactly("attributes", "shop", "expr0", "least", "expr1");
        assertThat(row.value("expr0")).hasToString("25.0");
        assertThat(row.value("least")).hasToString("10.0");
        assertThat(row.value("expr1")).hasToString("35.0");
    }

    @Test
    @DisplayName("SOQL reference, GROUP BY: distinct values, including null, without an aggregate")
    void listsDistinctValues() {
        assertThat(StoreOrg.column(
                        "Region__c", "SELECT Region__c FROM Store__c GROUP BY Region__c ORDER BY Region__c NULLS LAST"))
                .containsExactly("West", "North", null);
    }

    @Test
    @DisplayName("SOQL reference, GROUP BY ROLLUP and Identify Subtotals with GROUP BY")
    void rollsUp() {
        assertThat(StoreOrg.values("SELECT Store__r.Name, Seller__r.Name seller, GROUPING(Store__r.Name) store_total,"
                        + " GROUPING(Seller__r.Name) total, COUNT(Id) n FROM Sale__c GROUP BY ROLLUP(Store__r.Name,"
                        + " Seller__r.Name)"))
                .containsExactly(
                        row("Harbour", "Ann", 0L, 0L, 2L),
                        row("Harbour", null, 0L, 1L, 2L),
                        row("Hill", "Bob", 0L, 0L, 1L),
                        row("Hill", null, 0L, 0L, 1L),
                        row("Hill", null, 0L, 1L, 2L),
                        row(null, null, 1L, 1L, 4L));
    }

    @Test
    @DisplayName("SOQL reference, GROUP BY CUBE")
    void sumsUpEveryCombination() {
        assertThat(StoreOrg.values("SELECT Store__r.Name, Seller__r.Name seller, COUNT(Id) n FROM Sale__c GROUP BY"
                        + " CUBE(Store__r.Name, Seller__r.Name) ORDER BY GROUPING(Store__r.Name),"
                        + " GROUPING(Seller__r.Name), Store__r.Name, Seller__r.Name"))
                .containsExactly(
                        row("Harbour", "Ann", 2L),
                        row("Hill", null, 1L),
                        row("Hill", "Bob", 1L),
                        row("Harbour", null, 2L),
                        row("Hill", null, 2L),
                        row(null, null, 1L),
                        row(null, "Ann", 2L),
                        row(null, "Bob", 1L),
                        row(null, null, 4L));
    }

    @Test
    @DisplayName("SOQL reference, GROUPING(fieldName): in HAVING")
    void keepsSubtotalsOnly() {
        assertThat(StoreOrg.values("SELECT Store__r.Name, SUM(Amount__c) n FROM Sale__c GROUP BY ROLLUP(Store__r.Name)"
                        + " HAVING GROUPING(Store__r.Name) = 1"))
                .hasSize(1)
                .first()
                .satisfies(total -> assertThat(total.getLast()).hasToString("185.5"));
    }

    @Test
    void aGrandTotalIsThereWithoutRecords() {
        assertThat(StoreOrg.values("SELECT Name, COUNT(Id) FROM Sale__c WHERE Name = 'none' GROUP BY ROLLUP(Name)"))
                .containsExactly(row(null, 0L));
        assertThat(StoreOrg.values("SELECT Name, COUNT(Id) FROM Sale__c WHERE Name = 'none' GROUP BY Name"))
                .isEmpty();
    }

    @Test
    @DisplayName("SOQL reference, Date Functions: groups of periods, in UTC or the user's time zone")
    void groupsByPeriods() {
        assertThat(StoreOrg.values("SELECT CALENDAR_YEAR(Sold__c) y, CALENDAR_MONTH(Sold__c), SUM(Amount__c) FROM"
                        + " Sale__c GROUP BY CALENDAR_YEAR(Sold__c), CALENDAR_MONTH(Sold__c) ORDER BY"
                        + " CALENDAR_YEAR(Sold__c) DESC"))
                .extracting(Object::toString)
                .containsExactly("[2026, 3, 160.5]", "[2025, 12, 25.0]");
        assertThat(StoreOrg.values("SELECT DAY_ONLY(Sold__c), COUNT(Id) FROM Sale__c GROUP BY DAY_ONLY(Sold__c)"
                        + " HAVING COUNT(Id) > 1"))
                .containsExactly(row("2026-03-14", 2L));
        assertThat(StoreOrg.column(
                        "expr0", "SELECT CALENDAR_YEAR(Due__c) FROM Sale__c WHERE Due__c != null GROUP BY Due__c"))
                .containsExactly(2026L, 2026L, 2026L);
    }

    @Test
    @DisplayName("SOQL reference, convertTimezone(): groups of the user's days")
    void groupsByTheUsersDays() {
        assertThat(StoreOrg.inNewYork("SELECT DAY_ONLY(convertTimezone(Sold__c)) day, COUNT(Id) n FROM Sale__c GROUP BY"
                                + " DAY_ONLY(convertTimezone(Sold__c)) ORDER BY DAY_ONLY(convertTimezone(Sold__c))")
                        .rows())
                .extracting(row -> row.value("day") + " " + row.value("n"))
                .containsExactly("2025-12-31 1", "2026-03-13 2", "2026-03-14 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // SOQL reference, LIMIT and GROUP BY
                "SELECT MAX(Amount__c) FROM Sale__c LIMIT 1|Non-grouped query that uses overall aggregate functions"
                        + " cannot also use LIMIT",
                "SELECT MAX(Amount__c) FROM Sale__c OFFSET 1|Non-grouped query that uses overall aggregate functions"
                        + " cannot also use OFFSET",
                "SELECT Name, Amount__c, COUNT(Id) FROM Sale__c GROUP BY Name|Field must be grouped or aggregated:"
                        + " Amount__c",
                "SELECT Name, COUNT(Name) FROM Sale__c GROUP BY Name|Grouped field should not be aggregated: Name",
                "SELECT Name, COUNT(Id) FROM Sale__c GROUP BY Name ORDER BY Due__c|Ordered field must be grouped or"
                        + " aggregated: Due__c",
                "SELECT Name, Store__r.Name, COUNT(Id) FROM Sale__c GROUP BY Name, Store__r.Name|duplicate alias: Name",
                // SOQL reference, Considerations for GROUP BY
                "SELECT COUNT(Id) FROM Sale__c GROUP BY Sold__c|field 'Sold__c' can not be grouped in a query call",
                "SELECT COUNT(Id) FROM Sale__c GROUP BY Amount__c|field 'Amount__c' can not be grouped in a query call",
                "SELECT COUNT(Id) FROM Store__c GROUP BY Notes__c|field 'Notes__c' can not be grouped in a query call",
                // SOQL reference, Support for Field Types in Aggregate Functions
                "SELECT MIN(Opens__c) FROM Store__c|field Opens__c does not support aggregate operator MIN",
                "SELECT COUNT(Opens__c) FROM Store__c|field Opens__c does not support aggregate operator COUNT",
                "SELECT COUNT(Open__c) FROM Store__c|field Open__c does not support aggregate operator COUNT",
                "SELECT MAX(Services__c) FROM Store__c|field Services__c does not support aggregate operator MAX",
                "SELECT SUM(Founded__c) FROM Store__c|field Founded__c does not support aggregate operator SUM",
                "SELECT AVG(Name) FROM Store__c|field Name does not support aggregate operator AVG",
                "SELECT COUNT(Notes__c) FROM Store__c|field Notes__c does not support aggregate operator COUNT",
                // SOQL reference, COUNT()
                "SELECT COUNT() FROM Store__c ORDER BY Name|Ordered field must be grouped or aggregated: Name",
                // SOQL reference, Date Functions
                "SELECT CALENDAR_YEAR(Sold__c) FROM Sale__c|Field must be grouped or aggregated",
                "SELECT CALENDAR_YEAR(Sold__c), COUNT(Id) FROM Sale__c GROUP BY CALENDAR_MONTH(Sold__c)|Field must be"
                        + " grouped or aggregated",
                // SOQL reference, GROUPING(fieldName)
                "SELECT Name, GROUPING(Due__c) FROM Sale__c GROUP BY ROLLUP(Name)|Field must be grouped or"
                        + " aggregated: GROUPING(Due__c)",
                "SELECT COUNT(Id) FROM Sale__c GROUP BY ROLLUP(Name, Due__c, Seller__c, Store__c)|takes at most 3",
            })
    void refuses(String soql, String message) {
        assertThatThrownBy(() -> StoreOrg.rows(soql))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo("MALFORMED_QUERY"))
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("SOQL reference, Aggregate Functions: MIN and MAX of a picklist follow the order of its values")
    void comparesPicklistsInTheirOrder() {
        assertThat(StoreOrg.values("SELECT MIN(Region__c), MAX(Region__c) FROM Store__c"))
                .containsExactly(row("West", "North"));
        assertThat(StoreOrg.values("SELECT Open__c, MIN(Region__c) FROM Store__c GROUP BY Open__c ORDER BY"
                        + " MIN(Region__c) DESC"))
                .containsExactly(row(false, "North"), row(true, "West"));
    }

    @Test
    @DisplayName("SOQL reference, FORMAT(): of an aggregate")
    void formatsAggregates() {
        assertThat(StoreOrg.values("SELECT FORMAT(SUM(Amount__c)) total, FORMAT(MIN(Due__c)) due FROM Sale__c"))
                .containsExactly(row("$185.50", "1/7/2026"));
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
