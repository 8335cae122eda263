package io.weir.adapter.out.sandbox.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.domain.filter.Value;
import java.math.BigDecimal;
import java.time.LocalTime;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoqlParserTest {
    private static final SandboxOrg ORG = TestOrgs.contactCentre();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select id from contact|SELECT id FROM contact",
                "SELECT Id FROM Contact WHERE Name<>'a'|SELECT Id FROM Contact WHERE Name != 'a'",
                "SELECT c.Name FROM Contact c WHERE c.Account.Name = 'x'|SELECT Name FROM Contact WHERE Account.Name ="
                        + " 'x'",
                "SELECT Contact.Name FROM Contact|SELECT Name FROM Contact",
                "SELECT Case.Contact.Name FROM Case|SELECT Contact.Name FROM Case",
                "SELECT count() FROM Contact c, c.Account a WHERE a.Name = 'x'|SELECT COUNT() FROM Contact WHERE"
                        + " Account.Name = 'x'",
                "SELECT Id, (SELECT Contact.Id FROM Contacts) FROM Account|SELECT Id, (SELECT Id FROM Contacts) FROM"
                        + " Account",
                "SELECT Id, (SELECT Id FROM Account.Contacts) FROM Account|SELECT Id, (SELECT Id FROM Contacts) FROM"
                        + " Account",
                "SELECT COUNT(Id), MAX(Name) FROM Contact|SELECT COUNT(Id) expr0, MAX(Name) expr1 FROM Contact",
                "SELECT Id FROM Contact ORDER BY Name ASC NULLS FIRST|SELECT Id FROM Contact ORDER BY Name",
                "SELECT Id FROM Contact WHERE not Name = 'a'|SELECT Id FROM Contact WHERE NOT Name = 'a'",
                "SELECT Id FROM Contact WHERE ( (Name = 'a'))|SELECT Id FROM Contact WHERE ((Name = 'a'))",
                "SELECT Id FROM Contact WHERE Name IN('a','b')|SELECT Id FROM Contact WHERE Name IN ('a', 'b')",
                "SELECT Id FROM Contact USING SCOPE everything|SELECT Id FROM Contact",
                "SELECT Id FROM Contact USING SCOPE MineAndMyGroups|SELECT Id FROM Contact USING SCOPE"
                        + " mine_and_my_groups",
                "SELECT Id FROM Contact WHERE CreatedDate > last_n_days:30|SELECT Id FROM Contact WHERE CreatedDate >"
                        + " LAST_N_DAYS:30",
                "SELECT Status s, COUNT(Id) n FROM Case GROUP BY Status|SELECT Status s, COUNT(Id) n FROM Case"
                        + " GROUP BY Status",
            })
    void parsesSoqlOfOtherClients(String soql, String expected) {
        assertThat(StatementText.of(parse(soql))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TYPEOF Owner WHEN User THEN Name, Profile.Name WHEN Group THEN Type ELSE Id END FROM Case",
                "SELECT toLabel(Status), FORMAT(CreatedDate) Created FROM Case ORDER BY toLabel(Status)",
                "SELECT FORMAT(convertCurrency(AnnualRevenue)) revenue FROM Account",
                "SELECT CALENDAR_YEAR(CreatedDate) expr0, COUNT(Id) expr1 FROM Case GROUP BY CALENDAR_YEAR(CreatedDate)"
                        + " HAVING CALENDAR_YEAR(CreatedDate) > 2020 ORDER BY CALENDAR_YEAR(CreatedDate) DESC",
                "SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)) h FROM Case GROUP BY"
                        + " HOUR_IN_DAY(convertTimezone(CreatedDate))",
                "SELECT Status, GROUPING(Status) g, COUNT(Id) n FROM Case GROUP BY ROLLUP(Status)",
                "SELECT Status, COUNT(Id) n FROM Case GROUP BY CUBE(Status, Origin)",
                "SELECT Id FROM Case WHERE DAY_ONLY(CreatedDate) = 2026-01-01",
                "SELECT Id FROM Account WHERE DISTANCE(Place__c, GEOLOCATION(37.7,-122.4), 'mi') < 20 ORDER BY"
                        + " DISTANCE(Place__c, GEOLOCATION(37.7,-122.4), 'km')",
                "SELECT Id FROM Case FOR REFERENCE UPDATE TRACKING",
                "SELECT Id FROM Case UPDATE TRACKING",
                "SELECT Id FROM Case USING SCOPE mine WHERE Status = 'New'",
                "SELECT Id FROM Group",
                "SELECT Id, Order.Name FROM OrderItem",
                "SELECT acme__Size__c FROM acme__Thing__c WHERE acme__Owner__r.Name = 'a'",
            })
    void parsesAllOfSoql(String soql) {
        assertThat(StatementText.of(parse(soql))).isEqualTo(soql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "+5|5",
                "-5.50|-5.50",
                ".5|0.5",
                "USD5000|USD5000",
                "usd5000.25|USD5000.25",
                "EUR-1.5|EUR-1.5",
                "2026-02-28|2026-02-28",
                "2026-01-31T10:00:00Z|2026-01-31T10:00:00.000Z",
                "2026-01-31T10:00:00+02:00|2026-01-31T08:00:00.000Z",
                "2026-01-31T10:00:00.5-0130|2026-01-31T11:30:00.500Z",
                "2026-01-31T10:00:00.50000000000000000000+00:00|2026-01-31T10:00:00.500Z",
                "10:15:00Z|10:15:00.000Z",
                "TRUE|true",
                "null|null",
                "'\\u0041\\N\\\"'|'A\\n\"'",
            })
    void parsesLiterals(String literal, String expected) {
        assertThat(StatementText.of(parse("SELECT Id FROM Contact WHERE Name = " + literal)))
                .isEqualTo("SELECT Id FROM Contact WHERE Name = " + expected);
    }

    @Test
    void stringsMayHaveLines() {
        assertThat(parse("SELECT Id FROM Contact WHERE Name = 'a\tb\nc'").where())
                .extracting("value")
                .isEqualTo(new Value.Text("a\tb\nc"));
    }

    @Test
    void convertsTimesToUtc() {
        var filter = parse("SELECT Id FROM Contact WHERE Preferred_Call_Time__c = 10:15:00+02:00")
                .where();

        assertThat(filter).extracting("value").isEqualTo(new Value.Time(LocalTime.of(8, 15)));
    }

    @Test
    void keepsTheScaleOfDecimals() {
        var filter =
                parse("SELECT Id FROM Contact WHERE Lifetime_Value__c = 12.50").where();

        assertThat(filter).extracting("value").isEqualTo(new Value.Decimal(new BigDecimal("12.50")));
    }

    @Test
    void expandsTheFieldsFunction() {
        assertThat(parse("SELECT FIELDS(STANDARD) FROM Entitlement__c").select())
                .extracting(item -> ((Selection.Value) item).term().toString())
                .contains("Id", "Name", "CreatedDate")
                .doesNotContain("Status__c");
        assertThat(parse("SELECT FIELDS(CUSTOM) FROM Entitlement__c LIMIT 200").select())
                .extracting(item -> ((Selection.Value) item).term().toString())
                .contains("Status__c")
                .doesNotContain("Id");
        assertThat(parse("SELECT FIELDS(ALL) FROM Entitlement__c LIMIT 1").select())
                .hasSameSizeAs(ORG.describe("Entitlement__c").orElseThrow().fields());
        refused("SELECT FIELDS(ALL) FROM Contact", "MALFORMED_QUERY").hasMessageContaining("LIMIT of at most 200");
        refused("SELECT FIELDS(CUSTOM) FROM Contact LIMIT 201", "MALFORMED_QUERY");
        refused("SELECT FIELDS(STANDARD) FROM Spaceship", "INVALID_TYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT * FROM Contact",
                "SELECT Id FROM Contact WHERE",
                "SELECT Id FROM Contact; DELETE",
                "SELECT Id FROM Contact LIMIT 5 LIMIT 6",
                "SELECT Id FROM Contact WHERE Name = 'a",
                "SELECT Id FROM Contact WHERE Name = \"a\"",
                "SELECT Id FROM Contact WHERE Name = 'a' AND Phone = 'b' OR Email = 'c'",
                "SELECT Id FROM Contact WHERE Name IN ()",
                "SELECT Id FROM Contact WHERE Name = '\\q'",
                "SELECT Id FROM Contact WHERE Name = 'a\\%'",
                "SELECT Id FROM Contact WHERE Name = 1E3",
                "SELECT Id FROM Contact FOR VIEW, REFERENCE",
                "SELECT COUNT() n FROM Contact",
                "SELECT Id FROM Contact BY",
                "SELECT Id FROM Contact WHERE By = 'a'",
                "SELECT Id FROM Contact ORDER",
                "SELECT Id FROM Contact WHERE Birthdate > LAST_N_DAYS:-3",
                "SELECT Id FROM Contact WHERE Name = 5.0d",
                "SELECT Id FROM Contact WHERE CreatedDate > 2026-01-31T10:00:00",
                "SELECT Id FROM Contact WHERE Birthdate > DATE '2026-01-31'",
                "SELECT Id FROM Contact WHERE Birthdate > 2026-02-30",
                "SELECT Id FROM Contact WHERE Name = :name",
                "SELECT Id FROM Contact LIMIT :n",
                "SELECT Id FROM Contact // why",
                "SELECT Id FROM Contact /* why */",
                "SELECT Id FROM Contact LIMIT -1",
                "SELECT Name n FROM Contact",
                "SELECT Name, COUNT(Id) FROM Contact",
                "SELECT COUNT(), Id FROM Contact",
                "SELECT Account(Name) FROM Contact",
                "SELECT Id FROM Contact WHERE COUNT(Id) > 1",
                "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id, Name FROM Account)",
                "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account LIMIT 1)",
                "SELECT Id, (SELECT Id FROM Contacts OFFSET 1 LIMIT 1) FROM Account LIMIT 1",
                "SELECT Id FROM Contact ALL ROWS",
            })
    void refusesInvalidSoql(String soql) {
        refused(soql, "MALFORMED_QUERY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Title FROM Question WITH DATA CATEGORY Geography__c AT usa__c",
                "SELECT Id FROM UserProfileFeed WITH UserId = '005000000000001AAA'",
                "SELECT Id FROM Case WHERE FORMULA('Amount > 1')",
                "SELECT SUM(convertCurrency(Amount)) FROM Opportunity",
                "SELECT Id, (SELECT Id FROM Contacts FOR VIEW) FROM Account",
                "SELECT Id FROM Case USING SCOPE mru",
                "SELECT Id FROM Opportunity WHERE Amount + Tax__c > 5",
                "SELECT Id FROM Contact USING LOOKUP Thing__c.Contact__c",
            })
    void namesUnsupportedFeatures(String soql) {
        refused(soql, "MALFORMED_QUERY").hasMessageContaining("the sandbox does not support");
    }

    /** SOQL reference, "FOR UPDATE", "WITH" and "ALL ROWS": these are of Apex. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT Id FROM Case FOR UPDATE|FOR UPDATE not allowed in this context",
                "SELECT Id FROM Case ALL ROWS|ALL ROWS not allowed in this context",
                "SELECT Id FROM Case WITH SECURITY_ENFORCED|rule soqlWithIdentifierClause failed predicate",
                "SELECT Id FROM Case WITH USER_MODE|rule soqlWithIdentifierClause failed predicate",
                "SELECT Id FROM Case WHERE Id = :id|Bind variables only allowed in Apex code",
                "SELECT Id FROM Case WHERE Id IN :ids|Bind variables only allowed in Apex code",
                "SELECT Id FROM Case LIMIT :n|Bind variables only allowed in Apex code",
            })
    void refusesWhatOnlyApexTakes(String soql, String message) {
        refused(soql, "MALFORMED_QUERY").hasMessageContaining(message);
    }

    @Test
    void namesTheUnexpectedToken() {
        refused("SELECT Id FROM Contact WHERE Name IS NULL", "MALFORMED_QUERY")
                .hasMessageContaining("unexpected token: 'Name IS'");
    }

    @Test
    void limitsLengthAndDepth() {
        refused("SELECT Id FROM Contact WHERE Name = '" + "a".repeat(100_000) + "'", "MALFORMED_QUERY")
                .hasMessageContaining("100000 characters");
        refused("SELECT Id FROM Contact WHERE " + "(".repeat(20_000) + "Id = null", "MALFORMED_QUERY")
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void parsesTheOffsetOfASubQuery() {
        assertThat(StatementText.of(
                        parse("SELECT Id, (SELECT Id FROM Contacts LIMIT 2 OFFSET 3) FROM Account LIMIT 1")))
                .isEqualTo("SELECT Id, (SELECT Id FROM Contacts LIMIT 2 OFFSET 3) FROM Account LIMIT 1");
    }

    private static Statement parse(String soql) {
        return SoqlParser.parse(soql, ORG);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String soql, String errorCode) {
        return assertThatThrownBy(() -> parse(soql))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(errorCode));
    }
}
