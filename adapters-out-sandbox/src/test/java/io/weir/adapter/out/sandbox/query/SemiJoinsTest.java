package io.weir.adapter.out.sandbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("SOQL reference, Comparison Operators: semi-joins with IN and anti-joins with NOT IN")
class SemiJoinsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "Id IN (SELECT Store__c FROM Sale__c WHERE Amount__c > 20)|Harbour Hill",
                "Id NOT IN (SELECT Store__c FROM Sale__c)|Island",
                "Manager__c IN (SELECT Id FROM Person__c WHERE Trained__c = true)|Harbour",
                "Manager__c IN (SELECT Seller__c FROM Sale__c)|Harbour Hill",
                "(Id IN (SELECT Store__c FROM Sale__c)) AND (Open__c = true)|Harbour",
                "Open__c = true AND (Id IN (SELECT Store__c FROM Sale__c)) AND Name != null|Harbour",
                "(Open__c = true AND Id IN (SELECT Store__c FROM Sale__c))|Harbour",
                "Id IN (SELECT Store__c FROM Sale__c) AND Id IN (SELECT What__c FROM Sale__c)|Harbour Hill",
                "Id IN (SELECT Store__c FROM Sale__c WHERE (NOT Name = 's1') AND Seller__r.Name = 'Ann')|Harbour",
                "Id IN (SELECT What__c FROM Sale__c)|Harbour Hill",
                "OwnerId IN (SELECT Id FROM User WHERE IsActive = true)|Harbour Island",
                "OwnerId IN (SELECT Id FROM Group)|Hill",
            })
    void joins(String where, String names) {
        assertThat(StoreOrg.column("Name", "SELECT Name FROM Store__c WHERE " + where))
                .containsExactly((Object[]) names.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Id IN (SELECT Store__c FROM Sale__c) OR Open__c = true|Semi join sub-selects are not allowed with the"
                        + " 'OR' operator",
                "(NOT Id IN (SELECT Store__c FROM Sale__c))|Semi join sub-selects are not allowed with the 'NOT'"
                        + " operator",
                "Open__c = true AND (Open__c = true AND Id IN (SELECT Store__c FROM Sale__c))|Semi join sub-selects"
                        + " are only allowed at the top level WHERE expressions and not in nested WHERE expressions.",
                "Open__c = true AND (Open__c = true OR Id IN (SELECT Store__c FROM Sale__c))|Semi join sub-selects"
                        + " are only allowed at the top level WHERE expressions and not in nested WHERE expressions.",
                "Id IN (SELECT Manager__c FROM Store__c)|The inner and outer selects should not be on the same object"
                        + " type",
                "Id IN (SELECT Id FROM Sale__c)|The selected field 'Id' in the subquery and the left operand field in"
                        + " the where expression in the outer query 'Id' should point to the same object type",
                "Manager__c IN (SELECT Store__c FROM Sale__c)|The selected field 'Store__c' in the subquery and the"
                        + " left operand field in the where expression in the outer query 'Manager__c' should point to"
                        + " the same object type",
                "Manager__r.Id IN (SELECT Seller__c FROM Sale__c)|The left operand cannot have more than one level of"
                        + " relationships",
                "Id IN (SELECT Store__r.Id FROM Sale__c)|The inner select field cannot have more than one level of"
                        + " relationships",
                "Name IN (SELECT Name FROM Sale__c)|semi join sub selects can only query id fields, cannot use: 'Name'",
                "Id IN (SELECT Name FROM Sale__c)|semi join sub selects can only query id fields, cannot use: 'Name'",
                "Id IN (SELECT Store__c FROM Sale__c WHERE Seller__c IN (SELECT Id FROM Person__c))|Nesting of semi"
                        + " join sub-selects is not supported",
                "Id IN (SELECT WhatId FROM Task)|Entity 'Task' is not supported for semi join inner selects",
            })
    void refuses(String where, String message) {
        assertThatThrownBy(() -> StoreOrg.rows("SELECT Name FROM Store__c WHERE " + where))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo("MALFORMED_QUERY"))
                .hasMessageEndingWith(message)
                .hasMessageContaining("\nERROR at Row:1:Column:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT Name FROM Store__c WHERE Id IN (SELECT Store__c FROM Sale__c) AND Id IN (SELECT Store__c FROM"
                        + " Sale__c) AND Id IN (SELECT Store__c FROM Sale__c)|EXCEEDED_MAX_SEMIJOIN_SUBSELECTS|Maximum"
                        + " 2 semi join sub-selects are allowed",
                "SELECT Name, (SELECT Id FROM Sales__r WHERE Seller__c IN (SELECT Id FROM Person__c)) FROM"
                        + " Store__c|MALFORMED_QUERY|Semi join sub-selects are only allowed at the top level",
                "SELECT Region__c FROM Store__c GROUP BY Region__c HAVING Region__c IN (SELECT Id FROM"
                        + " Sale__c)|MALFORMED_QUERY|semi",
            })
    void refusesElsewhere(String soql, String errorCode, String message) {
        assertThatThrownBy(() -> StoreOrg.rows(soql))
                .isInstanceOfSatisfying(
                        QueryRefusal.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(errorCode))
                .hasMessageContaining(message);
    }
}
