package io.weir.adapter.out.salesforce.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure shows of Salesforce's message. */
class ErrorMessagesTest {
    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        INVALID_FIELD, SELECT Foo__c ERROR at Row:1 No such column 'Foo__c' on entity 'Account'., 'Foo__c' on 'Account'
        INVALID_TYPE, SELECT Id FROM Foo sObject type 'Foo' is not supported., object 'Foo'
        INVALID_FIELD, Didn't understand relationship 'Owners' in field path., relationship 'Owners'
        """, quoteCharacter = '`')
    void namesTheUnknownFieldObjectOrRelationship(String code, String message, String expected) {
        org.answersQueries(StandIn.error(400, code, message));

        assertThat(catchThrowableOfType(QueryRejected.class, org::ask)).hasMessageContaining(expected);
    }

    @Test
    void takesOnlyNamesFromAMessage() {
        org.answersQueries(StandIn.error(
                400, "INVALID_FIELD", "WHERE Name = 'Jane Doe' No such column '+1 415 555' on entity 'Jane Doe'"));

        assertThat(catchThrowableOfType(QueryRejected.class, org::ask))
                .hasMessageNotContainingAny("Jane", "415", "WHERE");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        INVALID_FIELD, No such column 'Nmae' on entity 'Contact'., 'Nmae' on 'Contact'
        INVALID_TYPE, sObject type 'Contakt' is not supported., object 'Contakt'
        INVALID_FIELD, Didn't understand relationship 'Owners' in field path., relationship 'Owners'
        """, quoteCharacter = '`')
    void takesTheNameThatSalesforceSaysNotAValueThatSaysTheSame(String code, String message, String expected) {
        String query = "WHERE Title = 'No such column 'Jane' on entity 'Doe'' OR Title = 'sObject type 'Jane' is not"
                + " supported' ";
        org.answersQueries(StandIn.error(400, code, query + message));

        assertThat(catchThrowableOfType(QueryRejected.class, org::ask))
                .hasMessageContaining(expected)
                .hasMessageNotContainingAny("Jane", "Doe");
    }

    @Test
    void keepsSalesforcesMessageHiddenUntilItIsRedacted() {
        org.answersQueries(StandIn.error(400, "MALFORMED_QUERY", "unexpected token: 'secret'"));

        var failure = catchThrowableOfType(QueryRejected.class, org::ask);

        assertThat(failure.salesforceMessage().redacted(StandIn.ACCOUNTS)).isEqualTo("unexpected token: ?");
        assertThat(StandIn.everythingIn(failure) + failure.salesforceMessage()).doesNotContain("secret");
    }
}
