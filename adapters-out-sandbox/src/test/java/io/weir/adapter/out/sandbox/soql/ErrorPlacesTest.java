package io.weir.adapter.out.sandbox.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of words in a query names their place. */
class ErrorPlacesTest {
    private static final SandboxOrg ORG = TestOrgs.contactCentre();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Id FROM Contact WHERE VIP__c > true|30",
                "SELECT Id FROM Contact WHERE Name = 'a' AND (Email = 'b' OR Name > null)|61",
                "SELECT Id FROM Account WHERE DISTANCE(Location__c, GEOLOCATION(1,1), 'mi') = 5|30",
                "SELECT Id FROM Account WHERE DISTANCE(Location__c, GEOLOCATION(91,1), 'mi') < 5|64",
                "SELECT Id FROM Account WHERE DISTANCE(Location__c, GEOLOCATION(1, -180.5), 'mi') < 5|67",
                "SELECT COUNT(Id) FROM Case GROUP BY ROLLUP(Status, Origin, Priority, Type)|70",
                "SELECT Status, GROUPING(Status) g FROM Case GROUP BY Status|16",
                "SELECT COUNT(), Id FROM Contact|8",
                "SELECT COUNT() FROM Contact GROUP BY Name|38",
                "SELECT COUNT(Id) FROM Contact LIMIT 1|8",
                "SELECT Id FROM Contact ALL ROWS|24",
                "SELECT Id FROM Contact LIMIT 1 FOR UPDATE|32",
                "SELECT Id FROM Contact USING SCOPE yours|36",
                "SELECT Id FROM Contact LIMIT 99999999999|30",
                "SELECT FIELDS(ALL) FROM Contact LIMIT 201|8",
                "SELECT Id FROM Case WHERE CreatedDate > 2026-02-30T00:00:00Z|41",
                "SELECT Id FROM Case WHERE Due_On__c IN (2026-01-01, 2026-13-01)|53",
                "SELECT Id FROM Contact WHERE Name = 'a\\x'|37",
                "SELECT Id FROM Contact WHERE Languages__c INCLUDES ('English', 1)|64",
                "SELECT Id, (SELECT Id FROM Contacts WHERE Id IN (SELECT ContactId FROM Case)) FROM Account|43",
                "SELECT Id, (SELECT Id FROM Contacts OFFSET 1) FROM Account|28",
                "SELECT Status FROM Case GROUP BY Status HAVING Status IN (SELECT Status FROM Lead)|48",
                "SELECT A.B.C.D.E.F.G FROM Case|8",
            })
    void names(String soql, int column) {
        assertThatThrownBy(() -> run(soql))
                .isInstanceOf(QueryRefusal.class)
                .hasMessageContaining("\nERROR at Row:1:Column:" + column + "\n")
                .satisfies(refusal -> assertThat(
                                String.valueOf(refusal.getMessage()).split("ERROR at", -1))
                        .hasSize(2));
    }

    /** The column of a syntax error counts from 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Id FRM Contact|FRM|10",
                "SELECT Id, Name form Contact WHERE Name = 'a'|form|16",
                "SELECT Id, (SELECT Id FRM Contacts) FROM Account|FRM|22",
                "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FRM Account)|FRM|53",
                "SELECT COUNT(Id) n FRM Contact|FRM|19",
                "SELECT COUNT() FRM Contact|FRM|15",
                "SELECT FIELDS(ALL) FRM Contact LIMIT 1|FRM|19",
                "SELECT TYPEOF Owner WHEN User THEN Name END FRM Case|FRM|44",
                "SELECT Id Contact|Contact|10",
                "SELECT Id|<EOF>|9",
            })
    void namesTheWordThatIsNotFrom(String soql, String token, int column) {
        assertThatThrownBy(() -> run(soql))
                .hasMessageContaining("\nERROR at Row:1:Column:" + column + "\n")
                .hasMessageEndingWith("unexpected token: '" + token + "'");
    }

    @Test
    void drawsACaretBelowTheWord() {
        assertThatThrownBy(() -> run("SELECT Id FROM Contact WHERE VIP__c > true"))
                .hasMessage("""

                    SELECT Id FROM Contact WHERE VIP__c > true
                                                 ^
                    ERROR at Row:1:Column:30
                    invalid operator for field 'VIP__c'\
                    """);
    }

    @ParameterizedTest
    @DisplayName("What the sandbox does not support begins with that sentence")
    @ValueSource(
            strings = {
                "SELECT Id FROM Account WHERE DISTANCE(Location__c, Location__c, 'mi') < 5",
                "SELECT Id FROM Account WHERE AnnualRevenue > EUR5",
                "SELECT Id FROM Account USING SCOPE team",
                "SELECT Id, (SELECT Id FROM Contacts FOR VIEW) FROM Account",
            })
    void beginsWithWhatIsNotSupported(String soql) {
        assertThatThrownBy(() -> run(soql)).hasMessageStartingWith("the sandbox does not support ");
    }

    private static void run(String soql) {
        QueryEvaluator.evaluate(ORG, SoqlParser.parse(soql, ORG));
    }
}
