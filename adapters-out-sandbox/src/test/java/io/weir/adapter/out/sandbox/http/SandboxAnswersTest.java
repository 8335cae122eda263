package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.queryPath;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that look right when they are wrong, as a client sees them. */
class SandboxAnswersTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxServer SERVER = SandboxServer.start(
            SandboxOrg.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aCheckboxOfAMissingParentIsNotChecked() {
        assertThat(count("Contact WHERE ReportsTo.VIP__c = false"))
                .isEqualTo(count("Contact WHERE ReportsTo.VIP__c = null"))
                .isEqualTo(count("Contact WHERE ReportsToId = null OR ReportsTo.VIP__c != true"))
                .isGreaterThan(count("Contact WHERE ReportsTo.VIP__c = false AND ReportsToId != null"));
        assertThat(count("Contact WHERE VIP__c = null")).isEqualTo(count("Contact WHERE VIP__c = false"));
    }

    @Test
    void theExtremesOfAPicklistFollowItsOrder() {
        assertThat(row("SELECT MIN(Priority) least, MAX(Priority) most FROM Case"))
                .containsEntry("least", "High")
                .containsEntry("most", "Low");
    }

    @Test
    void anOwnerIsAUserOrAQueue() {
        var cases = records("SELECT Owner.Name, Owner.Type FROM Case WHERE Owner.Type = 'Queue' LIMIT 1");

        assertThat(cases).hasSize(1);
        var owner = JsonValues.object(cases.getFirst().get("Owner"));
        assertThat(owner).containsEntry("Type", "Queue");
        assertThat(JsonValues.object(owner.get("attributes"))).containsEntry("type", "Name");
        assertThat(count("Case WHERE Owner.Type = 'Queue'"))
                .isEqualTo(count("Case WHERE OwnerId IN (SELECT Id FROM Group WHERE Type = 'Queue')"));
        assertThat(records("SELECT Owner.Type type FROM Case GROUP BY Owner.Type"))
                .extracting(group -> group.get("type"))
                .containsExactlyInAnyOrder("Queue", "User");
        assertThat(records("SELECT TYPEOF Owner WHEN Group THEN Type ELSE Id END FROM Case WHERE Owner.Type = 'Queue'"
                        + " LIMIT 1"))
                .first()
                .satisfies(
                        one -> assertThat(JsonValues.object(one.get("Owner"))).containsEntry("Type", "Queue"));
        assertThat(records("SELECT TYPEOF Owner WHEN User THEN Username WHEN Group THEN Name END FROM Case WHERE"
                        + " Owner.Type = 'User' LIMIT 1"))
                .first()
                .satisfies(
                        one -> assertThat(JsonValues.object(one.get("Owner"))).containsKey("Username"));
    }

    @Test
    void theNameOfACaseIsItsNumber() {
        var task = records("SELECT WhatId, What.Name FROM Task WHERE What.Type = 'Case' LIMIT 1")
                .getFirst();
        var number = row("SELECT CaseNumber FROM Case WHERE Id = '" + task.get("WhatId") + "'")
                .get("CaseNumber");

        assertThat(JsonValues.object(task.get("What"))).containsEntry("Name", number);
        assertThat(count("Task WHERE What.Name = '" + number + "'")).isPositive();
    }

    @Test
    @DisplayName("SOQL reference, Considerations for GROUP BY: groups have no further pages")
    void groupsAreOnePage() {
        String soql = "SELECT Id, COUNT(CaseNumber) n FROM Case GROUP BY Id";

        assertThat(CLIENT.get(queryPath(soql)).body())
                .contains("EXCEEDED_ID_LIMIT", "Aggregate query does not support queryMore(), use LIMIT");
        assertThat(records(soql + " LIMIT 2000")).hasSize(2_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Id FROM Contact WHERE AccountId IN (SELECT AccountId FROM Contact)|MALFORMED_QUERY|30|The inner"
                        + " and outer selects should not be on the same object type",
                "SELECT MIN(Preferred_Call_Time__c) FROM Contact|MALFORMED_QUERY|8|field Preferred_Call_Time__c does"
                        + " not support aggregate operator MIN",
                "SELECT Name, COUNT(Name) FROM Contact GROUP BY Name|MALFORMED_QUERY|14|Grouped field should not be"
                        + " aggregated: Name",
                "SELECT Owner.Department FROM Case|INVALID_FIELD|8|No such column 'Department' on entity 'Name'",
                "SELECT Id FROM Contact WHERE Birthdate = '2026-03-14'|INVALID_FIELD|30|value of filter criterion for"
                        + " field 'Birthdate' must be of type date and should not be enclosed in quotes",
            })
    void anOrgSaysWhatIsWrongAndWhere(String soql, String errorCode, int column, String message) {
        var error = JsonValues.objects(
                        JsonValues.read(CLIENT.get(queryPath(soql)).body()))
                .getFirst();

        assertThat(error).containsEntry("errorCode", errorCode);
        assertThat((String) error.get("message"))
                .startsWith("\n")
                .contains("\nERROR at Row:1:Column:%d\n%s".formatted(column, message));
    }

    private static BigDecimal count(String from) {
        return (BigDecimal) Objects.requireNonNull(
                CLIENT.query("SELECT COUNT() FROM " + from).get("totalSize"));
    }

    private static Map<String, @Nullable Object> row(String soql) {
        return records(soql).getFirst();
    }

    private static List<Map<String, @Nullable Object>> records(String soql) {
        return JsonValues.objects(CLIENT.query(soql).get("records"));
    }
}
