package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrgFromBuilderTest extends OrgLoadingContract {
    @Override
    SandboxOrg load() {
        return orders().record("Account", "acme", Map.of("Name", "Acme", "External_Key__c", "A-1"))
                .record("Account", Map.of("Name", "Zenith", "External_Key__c", "A-2"))
                .record("Contact", Map.of("FirstName", "Ada", "LastName", "Okonkwo", "Account.External_Key__c", "A-2"))
                .record(
                        "Order__c",
                        Map.of(
                                "Name",
                                "one",
                                "Account__c",
                                "@acme",
                                "Amount__c",
                                new BigDecimal("10.50"),
                                "Paid__c",
                                true,
                                "Placed_At__c",
                                Instant.parse("2026-03-13T08:30:00Z")))
                .record(
                        "Order__c",
                        Map.of(
                                "Name", "two",
                                "Account__r.External_Key__c", "A-1",
                                "Amount__c", 99,
                                "Placed_At__c", "2026-03-14T08:00:00+01:00"))
                .record(
                        "Order__c",
                        Map.of(
                                "Name", "three, \"last\"",
                                "Amount__c", "0",
                                "Placed_At__c", "2026-03-14T00:00:00.000+0000",
                                "Channel__c", "Phone"))
                .build();
    }

    private static SandboxOrgBuilder orders() {
        return SandboxOrg.builder(CLOCK)
                .object(
                        "Order__c",
                        "Order",
                        Fields.lookup("Account__c", "Account", "Account__r", "Account")
                                .children("Orders__r"),
                        Fields.currency("Amount__c", "Amount"),
                        Fields.checkbox("Paid__c", "Paid"),
                        Fields.dateTime("Placed_At__c", "Placed At"),
                        Fields.picklist("Channel__c", "Channel", List.of("Web", "Phone"))
                                .restricted()
                                .defaultsTo("Web"));
    }

    @Test
    void numbersRecordsAndKeepsGivenIds() {
        String first = RecordId.of("001", 1);
        var org = SandboxOrg.builder(CLOCK)
                .record("Case", Map.of("CaseNumber", "00004711"))
                .record("Case", Map.of("Subject", "next"))
                .record("Account", Map.of("Name", "made up"))
                .record("Account", Map.of("Name", "given", "Id", first.substring(0, 15)))
                .build();

        assertThat(rows(org, "SELECT CaseNumber FROM Case ORDER BY CaseNumber"))
                .extracting(row -> row.value("CaseNumber"))
                .containsExactly("00004711", "00004712");
        assertThat(rows(org, "SELECT Id, Name FROM Account"))
                .extracting(row -> row.value("Id") + " " + row.value("Name"))
                .containsExactly(first + " given", RecordId.of("001", 2) + " made up");
    }

    @Test
    void buildsCompoundFieldsFromTheirParts() {
        var org = SandboxOrg.builder(CLOCK)
                .record(
                        "Account",
                        Map.of(
                                "Name",
                                "Acme",
                                "BillingCity",
                                "Boise",
                                "Location__Latitude__s",
                                43.62,
                                "Location__Longitude__s",
                                -116.20))
                .build();

        var row = rows(org, "SELECT BillingAddress, Location__c FROM Account").getFirst();
        assertThat(row.value("BillingAddress"))
                .hasToString("Row[city, country, geocodeAccuracy, latitude, longitude, postalCode, state, street]");
        assertThat(row.value("Location__c")).hasToString("Row[latitude, longitude]");
    }

    @Test
    void anObjectMayBringItsOwnStandardFields() {
        var org = SandboxOrg.builder(CLOCK)
                .object(
                        "Ticket__c",
                        "Ticket",
                        Fields.text("Name", "Ticket Number", 30).autoNumber(),
                        Fields.dateTime("CreatedDate", "Opened").required())
                .record("Ticket__c", Map.of("Name", "T-0099"))
                .record("Ticket__c", Map.of("CreatedDate", "2026-01-01T00:00:00Z"))
                .build();

        assertThat(rows(org, "SELECT Name, CreatedDate, SystemModstamp FROM Ticket__c ORDER BY Name"))
                .extracting(row -> row.value("Name") + " " + row.value("SystemModstamp"))
                .containsExactly("T-0099 2026-03-14T09:26:53.000+0000", "T-0100 2026-01-01T00:00:00.000+0000");
    }

    @Test
    void extendsTheContactCentre() {
        var org = SandboxOrg.builder(CLOCK)
                .startingFromContactCentre()
                .field("Contact", Fields.checkbox("Loyal__c", "Loyal"))
                .record("Contact", Map.of("LastName", "Newcomer", "Loyal__c", true))
                .build();

        assertThat(rows(org, "SELECT LastName FROM Contact WHERE Loyal__c = true"))
                .hasSize(1);
        assertThat(org.table("Contact").orElseThrow().records()).hasSize(1_041);
    }

    @Test
    void theDayFollowsTheTimeZoneOfTheUser() {
        var clock = InstantSource.fixed(Instant.parse("2026-03-14T03:00:00Z"));
        var pacific = ZoneId.of("America/Los_Angeles");

        for (var builder :
                List.of(SandboxOrg.builder(clock), SandboxOrg.builder(clock).startingFromContactCentre())) {
            var org = builder.timeZone(pacific).build();

            assertThat(org.today()).isEqualTo(LocalDate.parse("2026-03-13"));
            assertThat(org.timeZone()).isEqualTo(pacific);
            assertThat(rows(org, "SELECT TimeZoneSidKey FROM User WHERE Username = 'sandbox@example.com'"))
                    .extracting(row -> row.value("TimeZoneSidKey"))
                    .containsExactly("America/Los_Angeles");
        }
        assertThat(SandboxOrg.contactCentre(clock).today()).isEqualTo(LocalDate.parse("2026-03-14"));
    }

    @Test
    void numbersThatHaveGrownByADigitGoOn() {
        var org = SandboxOrg.builder(CLOCK)
                .record("Case", Map.of("CaseNumber", "99999999"))
                .record("Case", Map.of("CaseNumber", "100000000"))
                .record("Case", Map.of())
                .record("Case", Map.of())
                .build();

        assertThat(rows(org, "SELECT CaseNumber FROM Case"))
                .extracting(row -> row.value("CaseNumber"))
                .containsExactly("99999999", "100000000", "100000001", "100000002");
    }

    @Test
    void eachObjectHasItsOwnNumbers() {
        var number = Fields.text("Name", "Number", 30).autoNumber();
        var org = SandboxOrg.builder(CLOCK)
                .object("Ticket__c", "Ticket", number)
                .object("Visit__c", "Visit", number)
                .record("Ticket__c", Map.of("Name", "T-0007"))
                .record("Visit__c", Map.of("Name", "V-0001"))
                .record("Ticket__c", Map.of())
                .build();

        assertThat(rows(org, "SELECT Name FROM Ticket__c"))
                .extracting(row -> row.value("Name"))
                .containsExactly("T-0007", "T-0008");
    }

    @Test
    void refusesWhatAnOrgCouldNotHold() {
        assertRefused(
                orders().record("Ordre__c", Map.of()),
                "record 1 of the builder: the org has no object 'Ordre__c'; did you mean 'Order__c'?");
        assertRefused(
                orders().record("Parcel__c", Map.of()),
                "record 1 of the builder: the org has no object 'Parcel__c'; correct the name, or add the object to"
                        + " the org");
        assertRefused(
                orders().record("Order__c", Map.of("Amont__c", 1)),
                "record 1 of the builder: Order__c has no field or relationship 'Amont__c'; did you mean"
                        + " 'Amount__c'?");
        assertRefused(
                orders().record("Order__c", Map.of("Weather__c", 1)),
                "record 1 of the builder: Order__c has no field or relationship 'Weather__c'; correct the name, or add"
                        + " the field to the org");
        assertRefused(
                orders().record("Account", Map.of("Contacts", "Ada")),
                "record 1 of the builder: Contacts holds children; give each as a record of Contact whose AccountId"
                        + " refers to this one");
        assertRefused(
                orders().record("Order__c", Map.of("Amount__c", "ten")),
                "record 1 of the builder: Amount__c takes a number (currency), not 'ten'");
        assertRefused(
                orders().record("Order__c", Map.of("Paid__c", "maybe")),
                "record 1 of the builder: Paid__c takes true or false, not 'maybe'");
        assertRefused(
                orders().record("Order__c", Map.of("Placed_At__c", "2026-03-14")),
                "record 1 of the builder: Placed_At__c takes a datetime in ISO 8601, not '2026-03-14'");
        assertRefused(
                orders().record("Order__c", Map.of("Channel__c", "Fax")),
                "record 1 of the builder: Channel__c is a restricted picklist without the value 'Fax'; it has Web,"
                        + " Phone");
        assertRefused(
                orders().record("Order__c", Map.of("Name", "x".repeat(81))),
                "record 1 of the builder: Name holds 80 characters, not 81; shorten the value");
        assertRefused(
                orders().record("Order__c", Map.of("Account__c", "@nobody")),
                "record 1 of the builder: Account__c refers to @nobody, and no record has this reference; correct"
                        + " the name, or add the record");
        assertRefused(
                orders().record("Account", "acme", Map.of()).record("Order__c", Map.of("Account__c", "@acmee")),
                "record 2 of the builder: Account__c refers to @acmee, and no record has this reference; did you mean"
                        + " '@acme'?");
        assertRefused(
                orders().record("Order__c", Map.of("Account__c", RecordId.of("001", 9))),
                "record 1 of the builder: Account__c refers to 0015g0000000009AAA, which is no record of [Account]; add"
                        + " the record, or leave the field out");
        assertRefused(
                orders().record("Order__c", Map.of("Account__r.Name", "Acme")),
                "record 1 of the builder: Account__r.Name finds 0 records instead of one; name an External ID and a"
                        + " value that one record has, or give Account__c an id, or @ and the reference of a record");
        assertRefused(
                orders().record("Account", Map.of("Id", RecordId.of("003", 1))),
                "record 1 of the builder: '0035g0000000001AAA' is no id of Account; it has 15 or 18 characters and"
                        + " begins with 001");
        assertRefused(
                orders().record("Account", Map.of("External_Key__c", "A"))
                        .record("Account", Map.of("External_Key__c", "a")),
                "record 2 of the builder: another record has this value of the unique field External_Key__c; change"
                        + " one");
        assertRefused(
                orders().record("Account", "same", Map.of()).record("Contact", "same", Map.of()),
                "record 2 of the builder: another record has the reference same; rename one");
        assertRefused(
                SandboxOrg.builder(CLOCK).startingFromContactCentre().object("Contact", "Contact"),
                "the builder: describes Contact, which the contact centre has; leave one of them out");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        var builder = orders().record("Ordre__c", "order", Map.of())
                .record("Order__c", Map.of("Amount__c", "ten", "Account__c", "@nobody"))
                .record("Contact", Map.of("Fone", "1", "ReportsToId", "@order"))
                .record("Account", Map.of("Id", "1", "CreatedDate", "yesterday"));

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        InvalidOrgData.class,
                        refused -> assertThat(refused.problems())
                                .extracting(problem -> problem.place() + problem.field())
                                .containsExactlyInAnyOrder(
                                        "record 1 of the builderOptional.empty",
                                        "record 2 of the builderOptional[Account__c]",
                                        "record 2 of the builderOptional[Amount__c]",
                                        "record 3 of the builderOptional[Fone]",
                                        "record 4 of the builderOptional[Id]",
                                        "record 4 of the builderOptional[CreatedDate]"));
    }

    private static void assertRefused(SandboxOrgBuilder builder, String message) {
        assertThatThrownBy(builder::build).isInstanceOf(InvalidOrgData.class).hasMessage(message);
    }
}
