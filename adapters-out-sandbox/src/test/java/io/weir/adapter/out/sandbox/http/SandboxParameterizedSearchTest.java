package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.TestOrgs;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Citations: REST API guide, by the name of the page. */
class SandboxParameterizedSearchTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxServer SERVER = SandboxServer.start(
            TestOrgs.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    @DisplayName("REST API guide, Search with Parameters in the URI")
    void searchesWithParametersInTheUri() {
        var records = parameterized("q=" + encoded("okonkwo") + "&in=NAME&sobject=Account&sobject=Contact"
                + "&Contact.fields=id,name&Contact.where=" + encoded("LastName = 'Okonkwo'") + "&Contact.limit=1");

        assertThat(records)
                .filteredOn(record -> record.containsKey("Name"))
                .extracting(record -> record.get("Name"))
                .containsExactly("Ada Okonkwo");
    }

    @Test
    @DisplayName("REST API guide, Search with Parameters in the Request Body")
    void searchesWithParametersInTheBody() {
        var response = send(CLIENT.authorized("/services/data/v66.0/parameterizedSearch")
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"q": "example", "in": "EMAIL", "fields": ["id", "lastName"], "defaultLimit": 2,
                     "sobjects": [{"name": "Contact", "orderBy": "LastName DESC", "where": "VIP__c = true"},
                                  {"name": "User", "fields": ["id"], "limit": 1}],
                     "overallLimit": 10, "spellCorrection": false}\
                    """)));

        assertThat(JsonValues.objects(json(response).get("searchRecords")))
                .extracting(
                        record -> JsonValues.object(record.get("attributes")).get("type"))
                .containsExactly("Contact", "Contact", "User");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'neil", "O'Neil - Maeve", "(maeve) & o'neil!", "\"maeve"})
    void searchesATextThatIsNotSoslWordByWord(String text) {
        assertThat(parameterized("q=" + encoded(text) + "&sobject=Contact&fields=Name"))
                .extracting(record -> record.get("Name"))
                .contains("Maeve O'Neil");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sobject=Contact|MALFORMED_SEARCH",
                "q=okonkwo&in=SOME|INVALID_SEARCH_SCOPE",
                "q=okonkwo&sobject=Nope|INVALID_TYPE",
                "q=okonkwo&sobject=Contact&fields=Nope|INVALID_FIELD",
                "q=okonkwo&snippet=true|MALFORMED_SEARCH",
                "q=okonkwo&overallLimit=-1|overallLimit must be a number from 0 to 2000",
                "q=okonkwo&overallLimit=2001|overallLimit must be a number from 0 to 2000",
                "q=okonkwo&defaultLimit=2001|defaultLimit must be a number from 0 to 2000",
                "q=okonkwo&defaultLimit=x|defaultLimit must be a number from 0 to 2000",
                "q=okonkwo&sobject=Contact&Contact.limit=-1|limit must be a number from 0 to 2000",
                "q=okonkwo&sobject=Contact&Contact.offset=-1|MALFORMED_SEARCH",
                "q=okonkwo&sobject=Contact&Contact.where=a) FROM b|MALFORMED_SEARCH",
            })
    void refusesInvalidParameters(String parameters, String errorCode) {
        var response = CLIENT.get("/services/data/v66.0/parameterizedSearch?" + parameters.replace(" ", "+"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains(errorCode);
    }

    private static List<Map<String, @Nullable Object>> parameterized(String parameters) {
        return JsonValues.objects(json(CLIENT.get("/services/data/v66.0/parameterizedSearch/?" + parameters))
                .get("searchRecords"));
    }
}
