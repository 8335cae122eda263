package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.domain.query.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactCentreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);

    @ParameterizedTest
    @CsvSource({
        "Account,200,001",
        "Contact,1000,003",
        "Case,3000,500",
        "User,10,005",
        "Entitlement__c,300,a01",
        "Order__c,200,a02"
    })
    void hasManyRecordsWithValidIds(String object, int atLeast, String keyPrefix) {
        var ids = values("SELECT Id FROM " + object, "Id");

        assertThat(ids).hasSizeGreaterThanOrEqualTo(atLeast).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> {
            assertThat((String) id).startsWith(keyPrefix).hasSize(18);
            assertThat(RecordId.canonical(((String) Objects.requireNonNull(id)).substring(0, 15)))
                    .contains((String) id);
        });
    }

    @Test
    void isTheSameForTheSameDay() {
        var again = SandboxOrg.contactCentre(InstantSource.fixed(Instant.parse("2026-03-14T23:59:59Z")));

        assertThat(allValues(again)).isEqualTo(allValues(ORG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-02-29T00:00:00Z", "2026-03-14T09:26:53Z", "2031-12-31T23:59:59Z"})
    void hasRecentRecordsAndNoneInTheFuture(String now) {
        var org = SandboxOrg.contactCentre(InstantSource.fixed(Instant.parse(now)));

        assertThat(count(org, "SELECT COUNT() FROM Case WHERE CreatedDate = LAST_N_DAYS:30"))
                .isGreaterThan(100);
        assertThat(count(org, "SELECT COUNT() FROM Case WHERE CreatedDate = TODAY"))
                .isPositive();
        assertThat(count(org, "SELECT COUNT() FROM Case WHERE CreatedDate > " + now))
                .isZero();
        assertThat(count(org, "SELECT COUNT() FROM Case WHERE IsClosed = false"))
                .isPositive();
        assertThat(count(org, "SELECT COUNT() FROM Entitlement__c WHERE Ends_On__c >= TODAY"))
                .isPositive();
    }

    @Test
    void everyReferenceResolvesAndEveryPicklistValueIsListed() {
        for (var table : ORG.tables()) {
            for (var field : table.description().fields()) {
                int column = table.column(field.name());
                var values = table.records().stream()
                        .map(record -> record.value(column))
                        .filter(Objects::nonNull);
                Predicate<@Nullable Object> valid = switch (field.type()) {
                    case REFERENCE ->
                        id -> {
                            var target = ORG.tableOf((String) Objects.requireNonNull(id))
                                    .orElseThrow();
                            return field.referenceTo()
                                            .contains(target.description().name())
                                    && target.record((String) id).isPresent();
                        };
                    case PICKLIST -> field.picklistValues()::contains;
                    case MULTIPICKLIST ->
                        value -> field.picklistValues()
                                .containsAll(List.of(((String) Objects.requireNonNull(value)).split(";", -1)));
                    case STRING, PHONE, EMAIL ->
                        text -> ((String) Objects.requireNonNull(text)).length() <= field.length();
                    default -> _ -> true;
                };
                assertThat(values)
                        .as(table.description().name() + "." + field.name())
                        .allMatch(valid);
            }
        }
    }

    /**
     * What the data leaves empty: few clients use these fields, Salesforce sets them in cases that do not occur, a
     * query reads them from the contact, or Weir fills them in new records.
     */
    private static final Set<String> EMPTY = Set.of("""
        AboutMe AssistantName Comments ContactEmail ContactFax ContactMobile ContactPhone EmailBouncedDate\
         EmailBouncedReason FederationIdentifier FullPhotoUrl\
         Jigsaw JigsawCompanyId JigsawContactId LastActivityDate LastCURequestDate LastCUUpdateDate\
         LastPasswordChangeDate LastReferencedDate LastStageChangeDate LastTransferDate LastViewedDate MasterRecordId\
         NamespacePrefix PhotoUrl PushCount SenderEmail SenderName SicDesc Signature Site SlaExitDate SlaStartDate\
         SmallPhotoUrl StopStartDate SuppliedCompany SuppliedEmail SuppliedName TickerSymbol TrialExpirationDate\
         User.Division User.Fax User.MobilePhone Organization.Fax Event.ReminderDateTime\
         Case.Weir_Key__c\
        """.split(" ", -1));

    @Test
    void everyFieldHasAValueAndOnlyNillableFieldsAreNull() {
        var problems = new ArrayList<String>();
        for (var table : ORG.tables()) {
            for (var field : table.description().fields()) {
                int column = table.column(field.name());
                boolean mayBeEmpty = EMPTY.contains(field.name()) || EMPTY.contains(table.name() + "." + field.name());
                if (!mayBeEmpty && table.records().stream().allMatch(record -> record.value(column) == null)) {
                    problems.add(table.description().name() + "." + field.name());
                }
                if (!field.nillable() && table.records().stream().anyMatch(record -> record.value(column) == null)) {
                    problems.add("not nillable: " + table.description().name() + "." + field.name());
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void writesPhoneNumbersInManyFormats() {
        var formats = new HashSet<String>();
        for (var phone : values("SELECT Phone FROM Contact WHERE Phone != null", "Phone")) {
            formats.add(((String) Objects.requireNonNull(phone)).replaceAll("[0-9]", "9"));
        }

        assertThat(formats)
                .contains(
                        "+99999999999",
                        "(999) 999-9999",
                        "999.999.9999",
                        "999-999-9999",
                        "+9 (999) 999-9999 x999",
                        "999 999 9999 ext. 99",
                        "+999999999999",
                        "999 9999 9999");
    }

    @Test
    void usesOnlyReservedPhoneNumbersAndEmailDomains() {
        for (var phone : values("SELECT Phone FROM Contact WHERE Phone != null", "Phone")) {
            assertThat(((String) Objects.requireNonNull(phone)).replaceAll("[^0-9]", ""))
                    .containsPattern("55501[0-9]{2}|2079460[0-9]{3}");
        }
        assertThat(values("SELECT Email FROM Contact WHERE Email != null", "Email"))
                .allMatch(email -> ((String) Objects.requireNonNull(email)).matches("[a-z0-9.]+@example\\.com"));
    }

    @Test
    void hasOneContactWithTheReadmesNumberInAnyFormat() {
        var numbers = values("SELECT Phone FROM Contact WHERE Phone LIKE '%415%555%0100%'", "Phone");
        var mobiles = values("SELECT MobilePhone FROM Contact WHERE MobilePhone LIKE '%415%555%0100%'", "MobilePhone");

        assertThat(numbers).containsExactly("+14155550100");
        assertThat(mobiles).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT() FROM Contact WHERE AccountId = null",
                "SELECT COUNT() FROM Case WHERE ContactId = null",
                "SELECT COUNT() FROM Contact WHERE LastName LIKE '%\\'%'",
                "SELECT COUNT() FROM Contact WHERE LastName LIKE '%\\\\%'",
                "SELECT COUNT() FROM Contact WHERE LastName LIKE '%\\%%'",
                "SELECT COUNT() FROM Contact WHERE LastName LIKE '%\\_%'",
                "SELECT COUNT() FROM Contact WHERE LastName LIKE '%😀%'",
                "SELECT COUNT() FROM Account WHERE Name LIKE '%Ü%'",
                "SELECT COUNT() FROM Contact WHERE Languages__c INCLUDES ('Spanish;French')",
                "SELECT COUNT() FROM Contact WHERE Tier__c = 'Platinum' AND VIP__c = true",
                "SELECT COUNT() FROM Contact WHERE ReportsTo.Account.Owner.Manager.Name != null",
                "SELECT COUNT() FROM Case WHERE ClosedDate = THIS_YEAR AND Handling_Hours__c > 5.5",
            })
    void hasRecordsForDifficultQueries(String soql) {
        assertThat(count(ORG, soql)).isPositive();
    }

    @Test
    void addressesAreCompound() {
        var row =
                rows("SELECT BillingAddress, BillingCity FROM Account LIMIT 1").getFirst();
        var address = (Row) Objects.requireNonNull(row.value("BillingAddress"));

        assertThat(address.names())
                .containsExactly(
                        "city", "country", "geocodeAccuracy", "latitude", "longitude", "postalCode", "state", "street");
        assertThat(address.value("city")).isEqualTo(row.value("BillingCity"));
    }

    @ParameterizedTest
    @CsvSource({
        "Lead,00Q",
        "Opportunity,006",
        "Task,00T",
        "Event,00U",
        "Organization,00D",
        "RecordType,012",
        "Group,00G",
        "GroupMember,011",
        "QueueSobject,03g",
        "Profile,00e",
        "UserRole,00E",
        "BusinessHours,01m",
        "Holiday,0C0",
        "Entitlement,550",
        "Campaign,701",
        "Product2,01t"
    })
    @DisplayName("Object reference, standard objects")
    void hasStandardObjectsWithTheirKeyPrefixes(String object, String keyPrefix) {
        assertThat(values("SELECT Id FROM " + object, "Id"))
                .isNotEmpty()
                .allSatisfy(id -> assertThat((String) id).startsWith(keyPrefix).hasSize(18));
    }

    @Test
    @DisplayName("SOQL reference, Understanding Polymorphic Relationships")
    void lookupsReferToRecordsOfSeveralObjects() {
        assertThat(objectsOf("SELECT OwnerId FROM Case", "OwnerId")).containsExactlyInAnyOrder("User", "Group");
        assertThat(objectsOf("SELECT OwnerId FROM Lead", "OwnerId")).containsExactlyInAnyOrder("User", "Group");
        assertThat(objectsOf("SELECT WhoId FROM Task WHERE WhoId != null", "WhoId"))
                .containsExactlyInAnyOrder("Contact", "Lead");
        assertThat(objectsOf("SELECT WhatId FROM Task WHERE WhatId != null", "WhatId"))
                .containsExactlyInAnyOrder("Account", "Case", "Opportunity");
    }

    @Test
    void theRunningUserIsARecordOfUser() {
        var user = ORG.runningUser();

        assertThat(values("SELECT Id FROM User WHERE Username = 'sandbox@example.com'", "Id"))
                .containsExactly(user.id());
        assertThat(user.timeZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(ORG.table("User").orElseThrow().records().getFirst().id()).isEqualTo(user.id());
    }

    @Test
    void takesTodayFromItsClock() {
        assertThat(ORG.today()).isEqualTo(LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC));
    }

    private static List<Object> allValues(SandboxOrg org) {
        var everything = new ArrayList<Object>();
        for (var table : org.tables()) {
            for (var record : table.records()) {
                for (int i = 0; i < table.description().fields().size(); i++) {
                    var value = record.value(i);
                    everything.add(value == null ? "" : value instanceof Row row ? row.asMap() : value);
                }
            }
        }
        return everything;
    }

    private static Set<String> objectsOf(String soql, String lookup) {
        return values(soql, lookup).stream()
                .map(id -> ORG.tableOf((String) Objects.requireNonNull(id)).orElseThrow())
                .map(table -> table.description().name().value())
                .collect(Collectors.toSet());
    }

    private static int count(SandboxOrg org, String soql) {
        return QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org)).totalSize();
    }

    private static List<Row> rows(String soql) {
        return QueryEvaluator.evaluate(ORG, SoqlParser.parse(soql, ORG)).rows();
    }

    private static List<@Nullable Object> values(String soql, String name) {
        return rows(soql).stream().<@Nullable Object>map(row -> row.value(name)).toList();
    }
}
