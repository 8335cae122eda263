package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.searchPath;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.TestOrgs;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that Salesforce refuses. Citations: SOSL reference, by the name of the page. */
class SandboxSearchRefusalTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxServer SERVER = SandboxServer.start(
            TestOrgs.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|MALFORMED_SEARCH|No search term found. The search term must be enclosed in braces.",
                "FIND abc|MALFORMED_SEARCH|No search term found. The search term must be enclosed in braces.",
                "FIND {a}|MALFORMED_SEARCH|search term must be longer than one character: a",
                "FIND {John - x} RETURNING Contact|MALFORMED_SEARCH|line 1:11 mismatched character '-' expecting '}'",
                "FIND {John} IN ALL TYPE|MALFORMED_SEARCH|Malformed search token: TYPE",
                "FIND {John} IN SOME FIELDS|MALFORMED_SEARCH|Malformed search token: SOME",
                "FIND {John AND}|MALFORMED_SEARCH|unexpected token: }",
                "FIND {(John}|MALFORMED_SEARCH|unexpected token: }",
                "FIND {John} FOO|MALFORMED_SEARCH|unexpected token: FOO",
                "FIND {John} RETURNING Contact(Id|MALFORMED_SEARCH|unexpected token: <EOF>",
                "FIND {John} RETURNING Contact(WHERE Id = null)|MALFORMED_SEARCH|unexpected token: (",
                "FIND {John} RETURNING Contact(COUNT(Id))|MALFORMED_SEARCH|unexpected token: COUNT",
                "FIND {John} RETURNING Contact(Id, COUNT())|MALFORMED_SEARCH|unexpected token: COUNT",
                "FIND {John} RETURNING Contact(Id LIMIT 2001)|NUMBER_OUTSIDE_VALID_RANGE|SOSL limit should be between 0"
                        + " to 2000",
                "FIND {John} RETURNING Contact(Id), Lead LIMIT 2001|NUMBER_OUTSIDE_VALID_RANGE|SOSL limit should be"
                        + " between 0 to 2000",
                "FIND {John} LIMIT -1|MALFORMED_SEARCH|unexpected token: -",
                "FIND {John} RETURNING Contact(Id, )|MALFORMED_SEARCH|Column:34;unexpected token: )",
                "FIND {John} RETURNING Contact(Id, (SELECT Id FROM Cases))|MALFORMED_SEARCH|unexpected token: (",
                "FIND {John} RETURNING Contact(Id WHERE Name = )|MALFORMED_SEARCH|Column:46;unexpected token: )",
                "FIND {John} RETURNING Contact(Id WHERE Name = 'a' ORDER BY)|MALFORMED_SEARCH|unexpected token: )",
                "FIND {John} RETURNING Contact(Id WHERE Name = 'a' 5)|MALFORMED_SEARCH|Column:50;unexpected token: '5'",
                "FIND {John} RETURNING Contact(Id WHERE Nope = 'a')|INVALID_FIELD|Column:39;No such column 'Nope'",
                "FIND {John} RETURNING Contact(Id WHERE Name = 'x' GROUP BY Id)|MALFORMED_SEARCH|unexpected token:"
                        + " GROUP",
                "FIND {John} RETURNING Contact(Id LIMIT x)|MALFORMED_SEARCH|unexpected token: x",
                "FIND {John} RETURNING Contact(Id LIMIT 1 WHERE Id = null)|MALFORMED_SEARCH|unexpected token: WHERE",
                "FIND {John} RETURNING Nope|INVALID_TYPE|sObject type 'Nope' is not supported.",
                "FIND {John} RETURNING BusinessHours|INVALID_TYPE|entity type BusinessHours does not support search",
                "FIND {John} RETURNING Contact(Nope)|INVALID_FIELD|No such column 'Nope' on entity 'Contact'.",
                "FIND {John} RETURNING Contact(Id OFFSET 2001)|NUMBER_OUTSIDE_VALID_RANGE|between 0 to 2000",
                "FIND {John} RETURNING Contact(Id USING ListView = X)|MALFORMED_SEARCH|the sandbox does not support",
                "FIND {John} WITH DATA CATEGORY a AT b|MALFORMED_SEARCH|the sandbox does not support WITH DATA"
                        + " CATEGORY",
            })
    @DisplayName("SOSL reference, SOSL Syntax")
    void refusesWithTheCodeAndTextOfSalesforce(String sosl, String errorCode, String message) {
        var response = search(sosl);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        var error = JsonValues.objects(JsonValues.read(response.body())).getFirst();
        assertThat(error).containsEntry("errorCode", errorCode);
        assertThat((String) error.get("message")).contains(message.replace(';', '\n'));
    }

    @Test
    void showsWhereTheErrorIs() {
        var response = search("FIND {John|jane_gray@uoa.edu} RETURNING Contact");

        assertThat(JsonValues.objects(JsonValues.read(response.body()))
                        .getFirst()
                        .get("message"))
                .isEqualTo("""

                    FIND {John|jane_gray@uoa.edu} RETURNING Contact
                             ^
                    ERROR at Row:1:Column:10
                    line 1:10 mismatched character '|' expecting '}'\
                    """);
    }

    @Test
    void acceptsOnlyGet() {
        var response = send(CLIENT.authorized("/services/data/v66.0/search")
                .POST(HttpRequest.BodyPublishers.ofString("{\"q\":\"FIND {x}\"}")));

        assertThat(response.statusCode()).isEqualTo(405);
    }

    private static HttpResponse<String> search(String sosl) {
        return CLIENT.get(searchPath(sosl));
    }
}
