package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.list;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.JsonValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client learns of changes: conditions of a request, changes in a period, and recent records. */
class ChangedRowsTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53.589Z");

    private final ApiClient api = server.logIn();

    @Test
    @DisplayName("REST API guide, Conditional Request Headers: dates on any row, to the second")
    void updatesOnlyWhatHasNotChanged() {
        String id = api.create("Contact", "{\"LastName\": \"L\"}");
        String path = "/sobjects/Contact/" + id;
        String seen = api.get(path).headers().firstValue("Last-Modified").orElseThrow();
        assertThat(seen).isEqualTo("Sat, 14 Mar 2026 09:26:53 GMT");
        assertThat(api.get(path, "If-Modified-Since", seen).statusCode()).isEqualTo(304);
        server.clock().advance(Duration.ofSeconds(1));

        assertThat(api.patch(path, "{\"Title\": \"A\"}", "If-Unmodified-Since", seen)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.patch(path, "{\"Title\": \"B\"}", "If-Unmodified-Since", seen)
                        .statusCode())
                .isEqualTo(412);
        assertThat(api.patch(path, "{\"Title\": \"C\"}", "If-Unmodified-Since", "yesterday")
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.get(path, "If-Modified-Since", seen).statusCode()).isEqualTo(200);
        assertThat(api.get(path, "If-Unmodified-Since", seen).statusCode()).isEqualTo(412);
        assertThat(api.row("Contact", id)).containsEntry("Title", "A");
    }

    @Test
    @DisplayName("REST API guide, Conditional Request Headers: ETag on rows of Account only")
    void onlyAccountsHaveTags() {
        String account = "/sobjects/Account/" + api.create("Account", "{\"Name\": \"A\"}");
        String contact = "/sobjects/Contact/" + api.create("Contact", "{\"LastName\": \"L\"}");
        assertThat(api.get(contact).headers().firstValue("ETag")).isEmpty();
        String tag = api.get(account).headers().firstValue("ETag").orElseThrow();
        String compressed = tag.substring(0, tag.length() - 1) + "-gzip\"";

        assertThat(api.get(account, "If-None-Match", compressed).statusCode()).isEqualTo(304);
        assertThat(api.patch(account, "{\"Phone\": \"1\"}", "If-Match", tag).statusCode())
                .isEqualTo(204);
        assertThat(api.patch(account, "{\"Phone\": \"2\"}", "If-Match", tag).statusCode())
                .isEqualTo(412);
        assertThat(api.patch(contact, "{\"Phone\": \"2\"}", "If-Match", tag).statusCode())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("REST API guide, Conditional Request Headers: every method that changes a row")
    void writesNothingWhoseConditionFails() {
        String key = "/sobjects/Account/External_Key__c/k-1";
        String row = "/sobjects/Account/" + api.create("Account", "{\"Name\": \"A\", \"External_Key__c\": \"k-1\"}");
        String old = "Sat, 14 Mar 2026 09:00:00 GMT";
        String tag = api.get(row).headers().firstValue("ETag").orElseThrow();

        for (String path : List.of(row, key)) {
            for (var refused : List.of(
                    api.delete(path, "If-Unmodified-Since", old),
                    api.delete(path, "If-Match", "\"zzz\""),
                    api.delete(path, "If-None-Match", tag),
                    api.patch(path, "{\"Phone\": \"1\"}", "If-Unmodified-Since", old),
                    api.patch(path, "{\"Phone\": \"1\"}", "If-Match", "\"zzz\""))) {
                assertThat(refused.statusCode()).isEqualTo(412);
            }
            assertThat(api.delete(path, "If-Unmodified-Since", "yesterday").statusCode())
                    .isEqualTo(400);
            assertThat(api.get(path, "If-Match", "\"zzz\"").statusCode()).isEqualTo(412);
        }
        assertThat(object(api.get(row))).containsEntry("Phone", null);
        assertThat(api.patch("/sobjects/Account/External_Key__c/k-2", "{\"Name\": \"B\"}", "If-Unmodified-Since", old)
                        .statusCode())
                .isEqualTo(201);
        assertThat(api.delete(key, "If-Match", tag).statusCode()).isEqualTo(204);
    }

    @Test
    @DisplayName("REST API guide, Get Updated and Get Deleted")
    void listsWhatChangedInAPeriod() {
        server.clock().advance(Duration.ofHours(1));
        String kept = api.create("Contact", "{\"LastName\": \"Kept\"}");
        String gone = api.create("Contact", "{\"LastName\": \"Gone\"}");
        api.delete("/sobjects/Contact/" + gone);
        String period = "?start=2026-03-14T10:00:00%2B00:00&end=2026-03-14T11:00:00+00:00";

        assertThat(object(api.get("/sobjects/Contact/updated/" + period)))
                .containsEntry("ids", List.of(kept))
                .containsEntry("latestDateCovered", "2026-03-14T10:26:54.000+0000");
        assertThat(object(api.get("/sobjects/Contact/deleted/" + period)))
                .containsEntry(
                        "deletedRecords", List.of(Map.of("deletedDate", "2026-03-14T10:26:53.000+0000", "id", gone)))
                .containsKey("earliestDateAvailable");
        error(
                api.get("/sobjects/Contact/updated/?start=2026-03-14T09:00:00Z&end=2026-03-14T09:00:30Z"),
                400,
                "INVALID_REPLICATION_DATE");
        error(
                api.get("/sobjects/Contact/updated/?start=2026-01-15T09:00:00Z&end=2026-03-15T09:00:30Z"),
                400,
                "INVALID_REPLICATION_DATE");
    }

    @Test
    void listsRecentRecords() {
        String one = api.create("Contact", "{\"LastName\": \"One\"}");
        api.create("Case", "{\"Subject\": \"Two\"}");
        String three = api.create("Account", "{\"Name\": \"Three\"}");
        api.patch("/sobjects/Contact/" + one, "{\"FirstName\": \"Number\"}");
        api.delete("/sobjects/Account/" + three);

        var recent = list(api.get("/recent?limit=1"));

        assertThat(recent)
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("Id", one)
                        .containsEntry("Name", "Number One")
                        .containsEntry(
                                "attributes",
                                Map.of("type", "Contact", "url", "/services/data/v66.0/sobjects/Contact/" + one)));
        assertThat(list(api.get("/recent"))).hasSize(2);
        assertThat(JsonValues.objects(object(api.get("/sobjects/Contact")).get("recentItems")))
                .extracting(item -> item.get("Id"))
                .containsExactly(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "1.5", "99999999999"})
    void refusesALimitOfRecentRecordsThatIsNoNumber(String limit) {
        error(api.get("/recent?limit=" + limit), 400, "NUMBER_OUTSIDE_VALID_RANGE");
    }
}
