package io.weir.adapter.out.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.query.Row;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("SOQL reference, Understanding Relationship Fields and Polymorphic Fields")
class PolymorphicTest {
    private static Row sale(String select, String name) {
        return StoreOrg.rows("SELECT %s FROM Sale__c WHERE Name = '%s'".formatted(select, name))
                .getFirst();
    }

    @Test
    void namesTheParentAndItsType() {
        var owners = StoreOrg.rows("SELECT Owner.Name, Owner.Type, Owner.FirstName, Owner.NameOrAlias FROM Store__c");

        var user = StoreOrg.nested(owners.getFirst(), "Owner");
        var queue = StoreOrg.nested(owners.get(1), "Owner");
        assertThat(user.asMap().values().stream().skip(1)).containsExactly("Una User", "User", "Una", "una");
        assertThat(queue.asMap().values().stream().skip(1))
                .containsExactly("Night Shift", "Queue", null, "Night Shift");
        assertThat(StoreOrg.nested(user, "attributes").value("type")).isEqualTo("Name");
        assertThat(StoreOrg.nested(queue, "attributes").value("type")).isEqualTo("Name");
        assertThat((String) Objects.requireNonNull(
                        StoreOrg.nested(queue, "attributes").value("url")))
                .startsWith("/services/data/v66.0/sobjects/Group/00G");
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, Filter on Polymorphic Relationship Fields")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "What__r.Type = 'Store__c'|s1 s3",
                "What__r.Type IN ('Person__c', 'Account')|s2",
                "What__r.Type LIKE 'store%'|s1 s3",
                "What__r.Type = null|s4",
                "What__r.Name = 'ann'|s2",
                "Store__r.Owner.Type = 'Queue'|s3 s4",
                "Store__r.Owner.IsActive = false|s3 s4",
            })
    void filters(String where, String names) {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Sale__c WHERE " + where))
                .containsExactly((Object[]) names.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Owner.Department FROM Store__c|No such column 'Department' on entity 'Name'",
                "SELECT Id FROM Store__c WHERE Owner.Department = 'x'|No such column 'Department' on entity 'Name'",
                "SELECT Owner.Manager.Name FROM Store__c|Didn't understand relationship 'Manager' in field path",
                "SELECT Owner.UserRole.Name FROM Store__c|sObject type 'UserRole' is not supported",
                "SELECT Owner.Profile.Nope FROM Store__c|No such column 'Nope' on entity 'Profile'",
            })
    void knowsOfTheParentWhatNameHas(String soql, String message) {
        assertThatThrownBy(() -> StoreOrg.rows(soql)).hasMessageContaining(message);
    }

    @Test
    void followsWhatTheNameHas() {
        var stores = StoreOrg.rows("SELECT Owner.Profile.Name FROM Store__c WHERE Owner.Profile.Name = 'Staff' OR"
                + " Owner.Type = 'Queue'");

        assertThat(stores)
                .extracting(store -> StoreOrg.nested(store, "Owner").value("Profile"))
                .hasSize(3)
                .satisfies(profiles -> assertThat(profiles.get(1)).isNull())
                .first()
                .satisfies(profile -> assertThat(((Row) Objects.requireNonNull(profile)).value("Name"))
                        .isEqualTo("Staff"));
    }

    @Test
    @DisplayName("SOQL reference, TYPEOF")
    void selectsFieldsByType() {
        String typeOf =
                "Name, TYPEOF What__r WHEN Store__c THEN Region__c, Manager__r.Name WHEN Person__c THEN Trained__c END";

        var store = StoreOrg.nested(sale(typeOf, "s1"), "What__r");
        assertThat(store.names()).containsExactly("attributes", "Region__c", "Manager__r");
        assertThat(StoreOrg.nested(store, "attributes").value("type")).isEqualTo("Store__c");
        assertThat(StoreOrg.nested(store, "Manager__r").value("Name")).isEqualTo("Ann");
        assertThat(StoreOrg.nested(sale(typeOf, "s2"), "What__r").value("Trained__c"))
                .isEqualTo(true);
        assertThat(sale(typeOf, "s4").has("What__r")).isTrue();
        assertThat(sale(typeOf, "s4").value("What__r")).isNull();
    }

    @Test
    @DisplayName("SOQL reference, TYPEOF: ELSE")
    void selectsFieldsOfOtherTypes() {
        assertThat(StoreOrg.nested(
                                sale("TYPEOF What__r WHEN Store__c THEN Region__c ELSE Name, Type END", "s2"),
                                "What__r")
                        .asMap()
                        .values()
                        .stream()
                        .skip(1))
                .containsExactly("Ann", "Person__c");
        assertThat(sale("TYPEOF What__r WHEN Store__c THEN Region__c END", "s2").value("What__r"))
                .isNull();
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, TYPEOF: considerations")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TYPEOF Store__r WHEN Store__c THEN Name END|polymorphic",
                "TYPEOF What__r WHEN User THEN Name END|is not a type of",
                "TYPEOF What__r WHEN Store__c THEN Nope END|No such column 'Nope' on entity 'Store__c'",
                "TYPEOF What__r WHEN Store__c THEN Name ELSE Region__c END|No such column 'Region__c' on entity 'Name'",
                "TYPEOF Nope WHEN Store__c THEN Name END|Didn't understand relationship 'Nope'",
                "What__r.Name, TYPEOF What__r WHEN Store__c THEN Name END|duplicate field selected: What__r",
                "TYPEOF What__r WHEN Store__c THEN Name END, FORMAT(Amount__c)|functions",
                "COUNT(Id), TYPEOF What__r WHEN Store__c THEN Name END|TYPEOF is not allowed",
            })
    void refuses(String select, String message) {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT " + select + " FROM Sale__c"))
                .hasMessageContaining(message);
    }
}
