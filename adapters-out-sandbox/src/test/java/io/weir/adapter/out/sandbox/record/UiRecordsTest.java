package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.write.ValidationRule;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UiRecordsTest {
    private static final String KEY = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6";
    private static final String BODY = "{\"apiName\": \"Account\", \"fields\": {\"Name\": \"Form\"}}";

    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

    @Test
    @DisplayName("UI API guide, Create, Update, Delete and Get a Record")
    void writesAndReadsARecord() {
        var created = api.post("/ui-api/records", BODY);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String id = String.valueOf(object(created).get("id"));

        var updated = api.patch("/ui-api/records/" + id, "{\"fields\": {\"Phone\": \"1\"}}");
        var read = api.get("/ui-api/records/" + id + "?fields=Account.Phone,Account.Name");
        var deleted = api.delete("/ui-api/records/" + id);

        assertThat(object(created)).containsEntry("apiName", "Account").containsKeys("eTag", "weakEtag", "fields");
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(JsonValues.object(object(read).get("fields"))).containsOnlyKeys("Phone", "Name");
        assertThat(read.body()).contains("\"Phone\":{\"displayValue\":null,\"value\":\"1\"}");
        assertThat(deleted.statusCode()).isEqualTo(204);
        error(api.get("/ui-api/records/" + id + "?fields=Account.Name"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sat, 14 Mar 2026 09:26:52 GMT", "2026-03-14T09:26:52.000Z"})
    @DisplayName("UI API guide, Update a Record: If-Unmodified-Since protects what others have changed")
    void doesNotOverwriteAChangedRecord(String before) {
        String path = "/ui-api/records/" + api.create("Account", "{\"Name\": \"A\"}");
        String seen = before.replace(":52", ":53");
        String body = "{\"fields\": {\"Phone\": \"1\"}}";

        assertThat(api.patch(path, body, "If-Unmodified-Since", before).statusCode())
                .isEqualTo(412);
        assertThat(api.patch(path, body, "If-Unmodified-Since", seen).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("UI API guide, errors: the field's own errors under its name")
    void tellsErrorsByField() {
        var refused = api.post("/ui-api/records", "{\"apiName\": \"Contact\", \"fields\": {}}");

        var error = error(refused, 400, "REQUIRED_FIELD_MISSING");
        assertThat(error).containsEntry("enhancedErrorType", "RecordError");
        assertThat(String.valueOf(error.get("output"))).contains("LastName=[").contains("fieldLabel=Last Name");
    }

    @Test
    @DisplayName("UI API guide, Idempotent Record Writes: the same request gets the first answer")
    void repeatsTheFirstAnswer() {
        var first = api.post("/ui-api/records", BODY, "Idempotency-Key", KEY);
        var again = api.post("/ui-api/records", BODY, "Idempotency-Key", KEY);
        var other = api.post("/ui-api/records", BODY.replace("Form", "Other"), "Idempotency-Key", KEY);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(api.query("SELECT Id FROM Account WHERE Name IN ('Form', 'Other')"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "f81d4fae7dec41d0a76500a0c91e6bf6"})
    @DisplayName("UI API guide, Idempotent Record Writes: the key is a UUID of version 4")
    void refusesOtherKeys(String key) {
        assertThat(api.post("/ui-api/records", BODY, "Idempotency-Key", key).statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesAKeyWhereItIsNotSupported() {
        assertThat(api.get("/ui-api/object-info/Account", "Idempotency-Key", KEY)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("UI API guide, Idempotent Record Writes: 409 with Retry-After while the first one runs")
    void refusesARepetitionWhileTheFirstRuns() throws Exception {
        var running = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        server.writeRules()
                .add(new ValidationRule(
                        "Account",
                        _ -> {
                            running.countDown();
                            await(mayEnd);
                            return false;
                        },
                        "",
                        ""));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = executor.submit(() -> api.post("/ui-api/records", BODY, "Idempotency-Key", KEY));
            running.await();

            var second = api.post("/ui-api/records", BODY, "Idempotency-Key", KEY);
            mayEnd.countDown();

            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(first.get().statusCode()).isEqualTo(201);
        }
    }

    @Test
    @DisplayName(
            "UI API guide, Get a Record: fields of parents, at most five levels; unknown optional fields are left out")
    void readsTheFieldsOfParents() {
        String account = api.create("Account", "{\"Name\": \"Parent\"}");
        String contact = api.create("Contact", "{\"LastName\": \"L\", \"AccountId\": \"%s\"}".formatted(account));
        String alone = api.create("Contact", "{\"LastName\": \"M\"}");
        String fields = "?fields=Contact.Name,Contact.Account.Name,Contact.Account.Owner.Name"
                + "&optionalFields=Contact.Account.Phone,Contact.Account.Nope";

        var read = object(api.get("/ui-api/records/" + contact + fields));
        var parent = JsonValues.object(JsonValues.object(read.get("fields")).get("Account"));
        var parentRecord = JsonValues.object(parent.get("value"));

        assertThat(parent).containsEntry("displayValue", "Parent");
        assertThat(parentRecord).containsEntry("apiName", "Account").containsEntry("id", account);
        assertThat(JsonValues.object(parentRecord.get("fields"))).containsOnlyKeys("Name", "Phone", "Owner");
        assertThat(api.get("/ui-api/records/" + alone + fields).body())
                .contains("\"Account\":{\"displayValue\":null,\"value\":null}");
        for (String unknown : new String[] {"Contact.Account.Nope", "Contact.Nope.Name", "Account.Name", "Name"}) {
            assertThat(error(api.get("/ui-api/records/" + contact + "?fields=" + unknown), 400, "INVALID_FIELD"))
                    .containsEntry("message", "Invalid fields: [" + unknown + "]");
        }
        error(api.get("/ui-api/records/" + contact), 400, "INVALID_INPUT");
    }

    @Test
    void describesAnObjectForAForm() {
        var info = object(api.get("/ui-api/object-info/Contact"));

        assertThat(info).containsEntry("apiName", "Contact").containsEntry("createable", true);
        var lastName = JsonValues.object(JsonValues.object(info.get("fields")).get("LastName"));
        assertThat(lastName)
                .containsEntry("required", true)
                .containsEntry("dataType", "String")
                .containsEntry("updateable", true);
        assertThat(api.get("/ui-api/object-info/Nope").statusCode()).isEqualTo(404);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
