package io.weir.adapter.out.sandbox.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of SOQL that hold in every org, with the pages of the SOQL and SOSL reference that state them. */
class StatementRulesTest {
    private static final SandboxOrg ORG = TestOrgs.contactCentre();

    @ParameterizedTest
    @DisplayName("Logical Operators: parentheses are required whenever operators are mixed")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Name = 'a' AND Phone = 'b' OR Email = 'c'|OR",
                "Name = 'a' OR Phone = 'b' AND Email = 'c'|AND",
                "Name = 'a' AND NOT Phone = 'b'|NOT",
                "NOT Name = 'a' AND Phone = 'b'|AND",
                "NOT NOT Name = 'a'|NOT",
            })
    void operatorsAreNotMixed(String where, String token) {
        refused("SELECT Id FROM Contact WHERE " + where).hasMessageEndingWith("unexpected token: '" + token + "'");
    }

    @ParameterizedTest
    @DisplayName("Logical Operators: NOT stands alone or in parentheses")
    @ValueSource(
            strings = {
                "NOT Name = 'a'",
                "NOT (Name = 'a' AND Phone = 'b')",
                "Name = 'a' AND (NOT Phone = 'b')",
                "(Name = 'a' AND Phone = 'b') OR (NOT (Email = 'c' OR Email = 'd'))",
            })
    void operatorsMixWithParentheses(String where) {
        accepted("SELECT Id FROM Contact WHERE " + where);
    }

    @Test
    @DisplayName("Date Functions: in SELECT only if in GROUP BY too, or the field is")
    void dateFunctionsAreGrouped() {
        refused("SELECT CALENDAR_YEAR(CreatedDate) FROM Case")
                .hasMessageEndingWith("Field must be grouped or aggregated: CreatedDate");
        refused("SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) FROM Case GROUP BY CALENDAR_MONTH(CreatedDate)")
                .hasMessageEndingWith("Field must be grouped or aggregated: CreatedDate");
        accepted("SELECT calendar_year(CreatedDate), COUNT(Id) FROM Case GROUP BY CALENDAR_YEAR(createddate)");
        accepted("SELECT CALENDAR_YEAR(Birthdate), COUNT(Id) FROM Contact GROUP BY Birthdate");
        accepted("SELECT Id FROM Case WHERE CALENDAR_YEAR(CreatedDate) = 2026");
    }

    @Test
    @DisplayName("convertTimezone(): only in a date function")
    void convertTimezoneNeedsADateFunction() {
        refused("SELECT convertTimezone(CreatedDate) FROM Case");
        accepted("SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)), COUNT(Id) FROM Case"
                + " GROUP BY HOUR_IN_DAY(convertTimezone(CreatedDate))");
    }

    @Test
    @DisplayName("FORMAT(), convertCurrency() and toLabel(): an alias is required if the field is selected twice")
    void functionsOfAFieldThatIsSelectedNeedAnAlias() {
        refused("SELECT AnnualRevenue, FORMAT(AnnualRevenue) FROM Account", "INVALID_FIELD")
                .hasMessageEndingWith("duplicate field selected: AnnualRevenue");
        accepted("SELECT AnnualRevenue, FORMAT(AnnualRevenue) Amt, convertCurrency(AnnualRevenue) converted,"
                + " FORMAT(convertCurrency(AnnualRevenue)) both FROM Account");
        accepted("SELECT Status, toLabel(Status) label FROM Case");
    }

    @Test
    @DisplayName("GROUP BY: every selected field is grouped or aggregated")
    void selectedFieldsAreGroupedOrAggregated() {
        refused("SELECT Status, COUNT(Id) FROM Case").hasMessage("""

            SELECT Status, COUNT(Id) FROM Case
                   ^
            ERROR at Row:1:Column:8
            Field must be grouped or aggregated: Status\
            """);
        refused("SELECT Id, (SELECT Id FROM Contacts) FROM Account GROUP BY Id")
                .hasMessageEndingWith("Grouped query cannot use child relationships in the SELECT list");
        refused("SELECT Status, COUNT(Id) FROM Case GROUP BY Status ORDER BY Origin")
                .hasMessageEndingWith("Ordered field must be grouped or aggregated: Origin");
        refused("SELECT Status FROM Case GROUP BY Status HAVING Origin = 'Phone'")
                .hasMessageEndingWith("Having field must be grouped or aggregated: Origin");
    }

    @Test
    @DisplayName("GROUP BY: only grouped fields and functions have an alias")
    void fieldsOfRecordsHaveNoAlias() {
        refused("SELECT Name n FROM Contact").hasMessageEndingWith("only aggregate expressions use field aliasing");
        accepted("SELECT Status s, COUNT(Id) n FROM Case GROUP BY Status");
    }

    @ParameterizedTest
    @DisplayName("GROUP BY ROLLUP and GROUP BY CUBE: at most three fields, not beside plain ones")
    @ValueSource(strings = {"ROLLUP(Status, Origin, Priority, Type)", "CUBE(Status, Origin, Priority, Type)"})
    void subtotalsHaveThreeFields(String grouping) {
        refused("SELECT COUNT(Id) FROM Case GROUP BY " + grouping).hasMessageContaining("at most 3 fields");
        refused("SELECT COUNT(Id) FROM Case GROUP BY " + grouping.replace(", Type", "") + ", Type")
                .hasMessageEndingWith("unexpected token: ','");
        accepted("SELECT Status, GROUPING(Status) g, COUNT(Id) n FROM Case GROUP BY " + grouping.replace(", Type", ""));
    }

    @ParameterizedTest
    @DisplayName("GROUPING(): only with GROUP BY ROLLUP or GROUP BY CUBE")
    @ValueSource(
            strings = {
                "SELECT GROUPING(Status) FROM Case",
                "SELECT Status, GROUPING(Status) g, COUNT(Id) n FROM Case GROUP BY Status",
                "SELECT Status, COUNT(Id) n FROM Case GROUP BY Status HAVING GROUPING(Status) = 0",
                "SELECT Status, COUNT(Id) n FROM Case GROUP BY Status ORDER BY GROUPING(Status)",
            })
    void groupingNeedsSubtotals(String soql) {
        refused(soql).hasMessageEndingWith("GROUPING is only allowed with GROUP BY ROLLUP or GROUP BY CUBE");
    }

    @ParameterizedTest
    @DisplayName("Alias Notation: FROM names the object and its parents")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Contact c, c.Cases k|Cases",
                "Contact c, c.Account a, a.Contacts b|Contacts",
                "Contact, Contact.Nothing n|Nothing",
                "Account a, a.Owner.Cases k|Cases",
            })
    void childrenHaveNoAlias(String from, String relationship) {
        refused("SELECT Id FROM " + from, "INVALID_TYPE")
                .hasMessageContaining("ERROR at Row:1:Column:")
                .hasMessageContaining("Didn't understand relationship '" + relationship + "' in FROM part");
    }

    @Test
    @DisplayName("Alias Notation: parents of parents")
    void parentsHaveAnAlias() {
        accepted("SELECT c.Id, o.Name FROM Contact c, c.Account a, a.Owner o WHERE a.Name = 'x'");
        accepted("SELECT k.Id, o.Name FROM Case k, k.Owner o");
    }

    @ParameterizedTest
    @DisplayName("Date Formats and Date Literals: the count is a number within limits")
    @ValueSource(strings = {"LAST_N_DAYS:99999999999", "n_years_ago:1000000000"})
    void countsOfDateLiteralsHaveLimits(String literal) {
        refused("SELECT Id FROM Case WHERE CreatedDate = " + literal)
                .hasMessageContaining("ERROR at Row:1:Column:41\n")
                .hasMessageEndingWith("number out of range in date literal: " + literal);
    }

    @ParameterizedTest
    @DisplayName("COUNT(): the only entry of the select list")
    @ValueSource(
            strings = {
                "SELECT COUNT(), Id FROM Contact",
                "SELECT COUNT() FROM Contact GROUP BY Name",
                "SELECT Id, (SELECT COUNT() FROM Contacts) FROM Account",
                "SELECT Id, (SELECT COUNT(Id) FROM Contacts) FROM Account",
            })
    void countStandsAlone(String soql) {
        refused(soql);
    }

    @ParameterizedTest
    @DisplayName("TYPEOF: only in a select list, of one relationship, not in groups or semi-joins")
    @ValueSource(
            strings = {
                "SELECT TYPEOF Owner WHEN User THEN Name END, COUNT(Id) FROM Case GROUP BY Status",
                "SELECT TYPEOF Account.Owner WHEN User THEN Name END FROM Contact",
                "SELECT TYPEOF Owner ELSE Name END FROM Case",
                "SELECT TYPEOF Owner WHEN User THEN Name FROM Case",
                "SELECT Id FROM Case WHERE OwnerId IN (SELECT TYPEOF Owner WHEN User THEN Id END FROM Account)",
                "SELECT Id FROM Case ORDER BY TYPEOF Owner WHEN User THEN Name END",
            })
    void typeofIsLimited(String soql) {
        refused(soql);
    }

    @ParameterizedTest
    @DisplayName("Location-Based SOQL Queries: the unit is mi or km")
    @ValueSource(
            strings = {
                "DISTANCE(Place__c, GEOLOCATION(37.7,-122.4), 'm') < 20",
                "DISTANCE(Place__c, GEOLOCATION(37.7), 'mi') < 20",
                "DISTANCE(Place__c, 'mi') < 20",
                "DISTANCE(Place__c, GEOLOCATION(137,-122.4), 'mi') < 20",
                "DISTANCE(Place__c, GEOLOCATION(-90.1,0), 'mi') < 20",
                "DISTANCE(Place__c, GEOLOCATION(0,181), 'mi') < 20",
            })
    void distancesAreLimited(String where) {
        refused("SELECT Id FROM Account WHERE " + where);
    }

    @ParameterizedTest
    @DisplayName("Location-Based SOQL Queries: DISTANCE is compared by < or >")
    @ValueSource(strings = {"= 20", "<= 20", "IN (20)"})
    void distancesAreComparedByOrder(String comparison) {
        refused(
                "SELECT Id FROM Account WHERE DISTANCE(Place__c, GEOLOCATION(37.7,-122.4), 'mi') " + comparison,
                "INVALID_QUERY_FILTER_OPERATOR");
    }

    @Test
    @DisplayName("Error messages name the place, as Salesforce writes it")
    void errorsNameThePlace() {
        refused("SELECT Id, Id FROM Contact", "INVALID_FIELD").hasMessage("""

            SELECT Id, Id FROM Contact
                       ^
            ERROR at Row:1:Column:12
            duplicate field selected: Id\
            """);
        refused("SELECT Id FROM Spaceship.Deck", "INVALID_TYPE").hasMessageContaining("ERROR at Row:1:Column:16\n");
    }

    @Test
    @DisplayName("Syntax errors count columns from 0, and the caret stands one before the token")
    void syntaxErrorsNameThePlace() {
        refused("SELECT LastModifiedById, LastModifiedDate, From Account ").hasMessage("""

            SELECT LastModifiedById, LastModifiedDate, From Account\040
                                                      ^
            ERROR at Row:1:Column:43
            unexpected token: 'From'\
            """);
        refused("SELECT Id\nFROM Contact\nWHERE\tName = 'a' OR").hasMessage("""

            WHERE\tName = 'a' OR
                              ^
            ERROR at Row:3:Column:19
            unexpected token: '<EOF>'\
            """);
        refused("q=SELECT Id FROM Contact").hasMessage("unexpected token: 'q'");
    }

    /** Release notes of Summer '24 and Winter '25, "SOQL: Changed Error Messages". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Id FROM Account USING everything|unexpected token: 'everything'",
                "SELECT ParentId, Value FROM Thing__c WHERE ParentId IN ()|unexpected token: 'ParentId IN ()'",
                "SELECT FROM ServicePresenceStatus|unexpected token: 'SELECT FROM'",
                "SELECT Id from $casecomment WHERE isdeleted = false|line 1:15 unexpected token: '$'",
                "SELECT Id FROM Account; SELECT Id FROM Contact|line 1:22 unexpected token: ';'",
                "SELECT Id FROM Account WHERE Name LIKE NULL AND Name LIKE '%a%'|unexpected token: 'NULL'",
                "SELECT Id FROM Account WHERE SystemModstamp > 2020-12-12t12:12:00-25:00|Invalid datetime:"
                        + " 2020-12-12t12:12:00-25:00",
                "SELECT Id FROM Account WHERE SystemModstamp > 2020-52-12t12:12:00-05:00|Invalid datetime:"
                        + " 2020-52-12t12:12:00-05:00",
                "SELECT Id FROM Account WITH SECURITY_ENFORCED|rule soqlWithIdentifierClause failed predicate:"
                        + " {this.helper.allowApexSyntax() && this.helper.hasApexContext()}?",
            })
    void errorsReadAsInTheReleaseNotes(String soql, String message) {
        refused(soql).hasMessageEndingWith(message);
    }

    @Test
    @DisplayName("Error messages quote only whole words near the place")
    void errorsQuoteTheWordsNearThePlace() {
        refused(
                        "SELECT Id, FirstName, LastName, Email, Phone, MobilePhone, Id, HomePhone, OtherPhone,"
                                + " AssistantPhone, Description FROM Contact",
                        "INVALID_FIELD")
                .hasMessage("""

                    LastName, Email, Phone, MobilePhone, Id, HomePhone, OtherPhone, AssistantPhone
                                                         ^
                    ERROR at Row:1:Column:60
                    duplicate field selected: Id\
                    """);
    }

    @Test
    @DisplayName("Comments: SOQL has none")
    void commentsAreRefused() {
        refused("SELECT Id FROM Contact // all of them").hasMessageEndingWith("unexpected token: '/'");
        refused("SELECT Id /* the key */ FROM Contact").hasMessageEndingWith("unexpected token: '/'");
        accepted("SELECT Id FROM Contact WHERE Name = '/* // */'");
    }

    @Test
    @DisplayName("USING SCOPE: an unknown scope is refused")
    void unknownScopesAreRefused() {
        refused("SELECT Id FROM Case USING SCOPE yours", "INVALID_QUERY_SCOPE");
    }

    private static void accepted(String soql) {
        assertThatCode(() -> SoqlParser.parse(soql, ORG)).doesNotThrowAnyException();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String soql) {
        return refused(soql, "MALFORMED_QUERY");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String soql, String errorCode) {
        return assertThatThrownBy(() -> SoqlParser.parse(soql, ORG))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(errorCode));
    }
}
