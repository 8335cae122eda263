package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxServerTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);

    private final SandboxServer server =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private final SandboxClient client = new SandboxClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aSandboxThatIsStoppedLetsGoOfItsOrg() {
        var org = stoppedAfterACall();
        for (int i = 0; i < 100 && org.get() != null; i++) {
            System.gc();
        }
        assertThat(org.get()).isNull();
    }

    private static WeakReference<SandboxOrg> stoppedAfterACall() {
        var org = SandboxOrg.contactCentre(CLOCK);
        var stopping = SandboxServer.start(org, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
        new SandboxClient(stopping.baseUri()).get("/services/data/v66.0/sobjects");
        stopping.stop();
        return new WeakReference<>(org);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/data", "/services/data/"})
    void listsItsVersionsWithoutAuthentication(String path) {
        var response = send(client.request(path));
        var versions = JsonValues.objects(JsonValues.read(response.body()));

        assertThat(versions.getFirst())
                .isEqualTo(Map.of("version", "31.0", "label", "Summer '14", "url", "/services/data/v31.0"));
        assertThat(versions.getLast())
                .isEqualTo(Map.of("version", "68.0", "label", "Winter '27", "url", "/services/data/v68.0"));
        assertThat(response.headers().firstValue("Sforce-Limit-Info")).isEmpty();
        assertThat(server.apiCalls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/services/data/v66.0/query/0r8000000000000AAA-2000,400,INVALID_QUERY_LOCATOR",
        "/services/data/v66.0/query,400,MALFORMED_QUERY",
        "/services/data/v66.0/nope,404,NOT_FOUND",
        "/services/data/v99.0/limits,404,NOT_FOUND",
        "/services/data/v20.0/limits,410,UNSUPPORTED_API_VERSION",
        "/services/data/v66.0/sobjects/Nope/describe,404,NOT_FOUND",
        "/services/data/v66.0/sobjects/Contact/nope,400,MALFORMED_ID",
        "/services/data/v66.0/sobjects/Contact/0035g000000zzzz,404,NOT_FOUND",
        "/services/nope,404,NOT_FOUND",
    })
    void refusesInvalidPaths(String path, int status, String errorCode) {
        var response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JsonValues.objects(JsonValues.read(response.body())).getFirst())
                .containsEntry("errorCode", errorCode);
    }

    @Test
    void refusesOtherMethods() {
        var response = send(
                client.authorized("/services/data/v66.0/query?q=x").POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET");
        assertThat(response.body()).contains("METHOD_NOT_ALLOWED");
    }

    @Test
    void reportsTheApiUsageInEveryResponse() {
        String token = client.accessToken();
        var headers = new ArrayList<String>();
        for (String path :
                List.of("/services/data/v66.0", "/services/data/v66.0/nope", "/services/data/v66.0/limits")) {
            headers.add(send(client.request(path).header("Authorization", "OAuth " + token))
                    .headers()
                    .firstValue("Sforce-Limit-Info")
                    .orElse(""));
        }

        assertThat(headers).containsExactly("api-usage=1/15000", "api-usage=2/15000", "api-usage=3/15000");
        assertThat(server.apiCalls()).isEqualTo(3);
        assertThat(JsonValues.object(
                        json(client.get("/services/data/v66.0/limits")).get("DailyApiRequests")))
                .containsEntry("Max", BigDecimal.valueOf(15_000))
                .containsEntry("Remaining", BigDecimal.valueOf(14_996));
    }

    @Test
    void describesObjects() {
        var all = json(client.get("/services/data/v66.0/sobjects/"));
        var contact = json(client.get("/services/data/v66.0/sobjects/contact/describe"));

        assertThat(JsonValues.objects(all.get("sobjects")))
                .extracting(object -> object.get("name"))
                .contains(
                        "Account", "Case", "Contact", "Entitlement__c", "User", "Lead", "Task", "Event", "Opportunity")
                .contains("Organization", "RecordType", "Holiday", "BusinessHours", "Entitlement", "Group");
        assertThat(contact).containsEntry("name", "Contact").containsEntry("keyPrefix", "003");
        var fields = JsonValues.objects(contact.get("fields"));
        assertThat(fields)
                .filteredOn(field -> "AccountId".equals(field.get("name")))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field).containsEntry("type", "reference").containsEntry("relationshipName", "Account");
                    assertThat(field).containsEntry("referenceTo", List.of("Account"));
                });
        assertThat(fields)
                .filteredOn(field -> "Description".equals(field.get("name")))
                .singleElement()
                .satisfies(field -> assertThat(field).containsEntry("filterable", false));
        assertThat(fields)
                .filteredOn(field -> "MailingAddress".equals(field.get("compoundFieldName")))
                .extracting(field -> field.get("name"))
                .containsExactly(
                        "MailingStreet",
                        "MailingCity",
                        "MailingState",
                        "MailingPostalCode",
                        "MailingCountry",
                        "MailingLatitude",
                        "MailingLongitude",
                        "MailingGeocodeAccuracy");
        assertThat(fields)
                .filteredOn(field -> "Name".equals(field.get("compoundFieldName")))
                .extracting(field -> field.get("name"))
                .containsExactly("LastName", "FirstName", "Salutation");
        assertThat(JsonValues.objects(contact.get("childRelationships")))
                .extracting(child -> child.get("relationshipName"))
                .contains("Cases", "Entitlements__r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Account", "Case", "Contact", "Entitlement__c", "User", "Task", "Group", "Organization"})
    void fillsInEveryMemberOfADescription(String object) {
        assertThat(client.get("/services/data/v66.0/sobjects/" + object + "/describe")
                        .body())
                .doesNotContain("\"?\"");
        assertThat(client.get("/services/data/v66.0/sobjects/" + object).body()).doesNotContain("\"?\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/data/v66.0/sobjects", "/services/data/v66.0/sobjects/Contact/describe"})
    void answersNotModifiedForUnchangedDescriptions(String path) {
        String modified = client.get(path).headers().firstValue("Last-Modified").orElseThrow();

        var same = send(client.authorized(path).header("If-Modified-Since", modified));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(send(client.authorized(path).header("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(client.authorized(path).header("If-Modified-Since", "yesterday"))
                        .statusCode())
                .isEqualTo(200);
    }
}
