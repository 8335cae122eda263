package io.weir.adapter.out.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereTest {
    @ParameterizedTest
    @DisplayName("SOQL reference, null Values in Lookup Relationships and Outer Joins: a checkbox is never null")
    @CsvSource(
            delimiter = '|',
            value = {
                "Seller__r.Trained__c = false|s3 s4",
                "Seller__r.Trained__c = null|s3 s4",
                "Seller__r.Trained__c != true|s3 s4",
                "Seller__r.Trained__c != false|s1 s2",
                "Seller__r.Trained__c != null|s1 s2",
                "Seller__r.Trained__c IN (false)|s3 s4",
                "Seller__r.Trained__c NOT IN (false)|s1 s2",
                "Seller__r.Trained__c IN (null)|s3 s4",
                "(NOT Seller__r.Trained__c = true)|s3 s4",
                "Seller__r.Name = null|s4",
                "Seller__r.Name = 'Ann' OR Store__r.Name = 'Hill'|s1 s2 s3 s4",
                "Seller__c = ''|s4",
                "Seller__c IN ('')|s4",
            })
    void treatsNullAsSalesforceDoes(String where, String names) {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Sale__c WHERE " + where))
                .containsExactly((Object[]) names.split(" ", -1));
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, WHERE: the value has the type of the field")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Founded__c = ''|INVALID_FIELD|value of filter criterion for field 'Founded__c' must be of type date"
                        + " and should not be enclosed in quotes",
                "Founded__c IN ('')|INVALID_FIELD|value of filter criterion for field 'Founded__c' must be of type"
                        + " date and should not be enclosed in quotes",
                "Area__c = '5'|INVALID_FIELD|value of filter criterion for field 'Area__c' must be of type double and"
                        + " should not be enclosed in quotes",
                "Name = 5|INVALID_FIELD|value of filter criterion for field 'Name' must be of type string and should"
                        + " be enclosed in quotes",
                "Open__c = 'true'|INVALID_FIELD|value of filter criterion for field 'Open__c' must be of type boolean"
                        + " and should not be enclosed in quotes",
                "Id = '005'|INVALID_QUERY_FILTER_OPERATOR|invalid ID field: 005",
                "Manager__c IN ('a11', null)|INVALID_QUERY_FILTER_OPERATOR|invalid ID field: a11",
                "Id LIKE 'a%'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on id field",
                "Manager__c LIKE 'a%'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on id field",
                "Services__c LIKE 'R%'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on multipicklist field",
                "Services__c < 'R'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on multipicklist field",
                "Notes__c = 'a'|INVALID_FIELD|field 'Notes__c' can not be filtered in a query call",
                "Notes__c LIKE 'a%'|INVALID_FIELD|field 'Notes__c' can not be filtered in a query call",
                "Address__c = 'a'|INVALID_FIELD|Address fields can only be filtered using Distance expressions",
                "Rent__c IN (USD5, 5)|MALFORMED_QUERY|amounts with and without a currency code can not be mixed",
            })
    void refusesOtherValues(String where, String errorCode, String message) {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Id FROM Store__c WHERE " + where))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(errorCode))
                .hasMessageStartingWith("\nSELECT Id FROM Store__c WHERE ")
                .hasMessageContaining("ERROR at Row:1:Column:31\n" + message);
    }

    @Test
    @DisplayName("SOQL reference, Comparison Operators: LIKE finds picklist values too, in any case")
    void findsPicklistValuesByPattern() {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Store__c WHERE Region__c LIKE '%ORT%'"))
                .containsExactly("Hill");
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, ORDER BY")
    @CsvSource(
            delimiter = '|',
            value = {
                "Name DESC|s4 s3 s2 s1",
                "Due__c|s4 s3 s1 s2",
                "Due__c DESC|s4 s2 s1 s3",
                "Due__c DESC NULLS LAST|s2 s1 s3 s4",
                // a picklist sorts as its values are defined
                "Store__r.Region__c, Name|s1 s2 s3 s4",
                // a lookup without a parent comes first, whatever the query says
                "Seller__c NULLS LAST|s4 s1 s2 s3",
                "Seller__r.Name NULLS LAST, Name|s1 s2 s3 s4",
                "CALENDAR_YEAR(Sold__c), Name|s3 s1 s2 s4",
                "DAY_ONLY(Sold__c) DESC, Name|s2 s4 s1 s3",
            })
    void orders(String keys, String names) {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Sale__c ORDER BY " + keys))
                .containsExactly((Object[]) names.split(" ", -1));
    }

    @Test
    @DisplayName("SOQL reference, ORDER BY: English locales sort by uppercase characters")
    void ordersByUppercaseCharacters() {
        assertThat(Comparisons.compare("a_", "AB")).isPositive();
        assertThat(Comparisons.compare("ab", "AB")).isZero();
        assertThat(Comparisons.compare("\uFF5E", "\uD83D\uDE00")).isNegative();
    }

    @ParameterizedTest
    @DisplayName("SOQL reference, ORDER BY: long text areas and multi-select picklists are not supported")
    @CsvSource({"Notes__c", "Services__c", "Address__c"})
    void refusesToOrderByOtherFields(String field) {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Id FROM Store__c ORDER BY " + field))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo("MALFORMED_QUERY"))
                .hasMessageContaining("field '%s' can not be sorted in a query call", field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Nope FROM Store__c|8|No such column 'Nope' on entity 'Store__c'",
                "SELECT Id, Nope__r.Name FROM Store__c|12|Didn't understand relationship 'Nope__r' in field path",
                "SELECT Id FROM Store__c WHERE Open__c = true AND Nope = 1|50|No such column 'Nope'",
                "SELECT Id FROM Store__c ORDER BY Nope|34|No such column 'Nope'",
                "SELECT COUNT(Id) FROM Store__c GROUP BY Nope|41|No such column 'Nope'",
                "SELECT Id FROM Nope__c|16|sObject type 'Nope__c' is not supported",
                "SELECT Id, (SELECT Nope FROM Sales__r) FROM Store__c|20|No such column 'Nope' on entity 'Sale__c'",
                "SELECT Id, (SELECT Id FROM Nopes__r) FROM Store__c|28|Didn't understand relationship 'Nopes__r'",
            })
    void saysWhereTheStatementIsWrong(String soql, int column, String message) {
        assertThatThrownBy(() -> StoreOrg.rows(soql))
                .hasMessageContaining("ERROR at Row:1:Column:%d\n%s", column, message);
    }
}
