package io.weir.adapter.out.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SOQL reference, Location-Based SOQL Queries")
class LocationTest {
    private static final String SAN_FRANCISCO = "DISTANCE(Place__c, GEOLOCATION(37.775,-122.418), '%s')";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"mi|< 20|Harbour Hill", "mi|< 1.5|Hill", "km|< 2|Hill", "km|> 2|Harbour", "km|< 0.1|-"})
    void finds(String unit, String condition, String names) {
        assertThat(StoreOrg.column(
                        "Name", "SELECT Name FROM Store__c WHERE " + SAN_FRANCISCO.formatted(unit) + " " + condition))
                .isEqualTo(names.equals("-") ? java.util.List.of() : java.util.List.of(names.split(" ", -1)));
    }

    @Test
    void orders() {
        assertThat(StoreOrg.column(
                        "Name",
                        "SELECT Name FROM Store__c ORDER BY " + SAN_FRANCISCO.formatted("mi") + " DESC NULLS LAST"))
                .containsExactly("Harbour", "Hill", "Island");
    }

    @Test
    void selects() {
        var distance = (BigDecimal) Objects.requireNonNull(
                StoreOrg.rows("SELECT " + SAN_FRANCISCO.formatted("km") + " away FROM Store__c WHERE Name = 'Hill'")
                        .getFirst()
                        .value("away"));

        assertThat(distance).isCloseTo(new BigDecimal("1.633"), Percentage.withPercentage(0.5));
        assertThat(StoreOrg.nested(
                                StoreOrg.rows("SELECT Place__c FROM Store__c WHERE Name = 'Hill'")
                                        .getFirst(),
                                "Place__c")
                        .names())
                .containsExactlyInAnyOrder("latitude", "longitude");
    }

    @ParameterizedTest
    @ValueSource(strings = {"= 1", "<= 1", ">= 1", "!= 1"})
    void comparesByLessAndGreaterOnly(String condition) {
        assertThatThrownBy(() -> StoreOrg.rows(
                        "SELECT Id FROM Store__c WHERE " + SAN_FRANCISCO.formatted("mi") + " " + condition))
                .hasMessageContaining("DISTANCE");
    }

    @Test
    void measuresGeolocationsAndAddressesOnly() {
        assertThatThrownBy(
                        () -> StoreOrg.rows("SELECT Id FROM Store__c WHERE DISTANCE(Name, GEOLOCATION(1,1), 'mi') < 1"))
                .hasMessageContaining("DISTANCE takes");
    }
}
