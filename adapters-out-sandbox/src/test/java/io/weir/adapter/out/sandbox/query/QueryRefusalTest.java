package io.weir.adapter.out.sandbox.query;

import static io.weir.adapter.out.sandbox.SmallOrg.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that Salesforce refuses. */
class QueryRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Id FROM Nothing__c|INVALID_TYPE|sObject type 'Nothing__c' is not supported",
                "SELECT Nope FROM Thing__c|INVALID_FIELD|No such column 'Nope' on entity 'Thing__c'",
                "SELECT Id FROM Thing__c WHERE Parent__r.Nope = 'a'|INVALID_FIELD|No such column 'Nope' on entity"
                        + " 'Thing__c'",
                "SELECT Boss__r.Name FROM Thing__c|INVALID_FIELD|Didn't understand relationship 'Boss__r' in field"
                        + " path",
                "SELECT Id, (SELECT Id FROM Nopes) FROM Thing__c|INVALID_TYPE|Didn't understand relationship 'Nopes'"
                        + " in FROM part",
                "SELECT Id FROM Thing__c WHERE Note__c = 'a'|INVALID_FIELD|field 'Note__c' can not be filtered in a"
                        + " query call",
                "SELECT Id FROM Thing__c ORDER BY Note__c|MALFORMED_QUERY|field 'Note__c' can not be sorted in a query"
                        + " call",
                "SELECT COUNT(Id) FROM Thing__c GROUP BY Note__c|MALFORMED_QUERY|can not be grouped",
                "SELECT Name, COUNT(name) FROM Thing__c GROUP BY Name|MALFORMED_QUERY|Grouped field should not be"
                        + " aggregated",
                "SELECT SUM(Name) FROM Thing__c|MALFORMED_QUERY|does not support aggregate operator SUM",
                "SELECT Name, Parent__r.Name, COUNT(Id) FROM Thing__c GROUP BY Name,"
                        + " Parent__r.Name|MALFORMED_QUERY|duplicate alias: Name",
                "SELECT COUNT(Id) FROM Thing__c LIMIT 1|MALFORMED_QUERY|LIMIT",
                "SELECT Name FROM Thing__c ORDER BY COUNT(Id)|MALFORMED_QUERY|must be grouped or aggregated",
                "SELECT Name, COUNT(Id) FROM Thing__c GROUP BY Name ORDER BY Size__c|MALFORMED_QUERY|must be grouped"
                        + " or aggregated",
                "SELECT Id FROM Thing__c WHERE Day__c = '2026-03-14'|INVALID_FIELD|must be of type date and should not"
                        + " be enclosed in quotes",
                "SELECT Id FROM Thing__c WHERE At__c = 2026-03-14|INVALID_FIELD|must be of type dateTime",
                "SELECT Id FROM Thing__c WHERE Day__c = 2026-03-14T00:00:00Z|INVALID_FIELD|must be of type date",
                "SELECT Id FROM Thing__c WHERE Name = 5|INVALID_FIELD|must be of type string and should be enclosed in"
                        + " quotes",
                "SELECT Id FROM Thing__c WHERE Count__c = '5'|INVALID_FIELD|must be of type integer and should not be"
                        + " enclosed in quotes",
                "SELECT Id FROM Thing__c WHERE Flag__c = 'true'|INVALID_FIELD|must be of type boolean",
                "SELECT Id FROM Thing__c WHERE Name = TODAY|INVALID_FIELD|must be of type string",
                "SELECT Id FROM Thing__c WHERE Id = 'abc'|INVALID_QUERY_FILTER_OPERATOR|invalid ID field: abc",
                "SELECT Id FROM Thing__c WHERE Id LIKE 'a%'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on id field",
                "SELECT Id FROM Thing__c WHERE Count__c LIKE '5%'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on"
                        + " int field",
                "SELECT Id FROM Thing__c WHERE Uses__c > 'a'|INVALID_QUERY_FILTER_OPERATOR|invalid operator on"
                        + " multipicklist field",
                "SELECT Id FROM Thing__c WHERE Name INCLUDES ('a')|INVALID_QUERY_FILTER_OPERATOR|only valid on"
                        + " multipicklist",
                "SELECT Id FROM Thing__c WHERE Name > null|INVALID_QUERY_FILTER_OPERATOR|invalid operator",
                "SELECT Id FROM Thing__c WHERE Price__c = EUR5|MALFORMED_QUERY|the sandbox does not support currencies",
                "SELECT Id FROM Thing__c OFFSET 2001|NUMBER_OUTSIDE_VALID_RANGE|Maximum SOQL offset allowed is 2000",
                "SELECT Id, (SELECT Id FROM Children__r OFFSET 1) FROM Thing__c|MALFORMED_QUERY|LIMIT 1",
                "SELECT Parent__r.Parent__r.Parent__r.Parent__r.Parent__r.Parent__r.Name FROM"
                        + " Thing__c|MALFORMED_QUERY|at most 5 parents",
            })
    void refusesWithSalesforcesErrorCode(String soql, String errorCode, String message) {
        assertThatThrownBy(() -> rows(soql))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(errorCode))
                .hasMessageContaining(message);
    }

    @Test
    void limitsSubQueries() {
        var children = ", (SELECT Id FROM Children__r)";
        var deep = "(SELECT Id, %s FROM Children__r)";
        var nested = deep.formatted(deep.formatted(deep.formatted(deep.formatted("(SELECT Id FROM Children__r)"))));

        assertThatThrownBy(() -> rows("SELECT Id" + children.repeat(2) + " FROM Thing__c"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> rows("SELECT Id, " + nested + " FROM Thing__c"))
                .hasMessageContaining("level");
    }
}
