package io.weir.adapter.out.sandbox.write;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Object reference, OwnerId: active users, and queues of the object")
class OwnersTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Case | {}                                | All Agents
        Case | {}                                | Everybody
        Lead | {"LastName": "L", "Company": "C"} | Support Queue
        Task | {"Subject": "S"}                  | Escalations
        """)
    void aGroupOwnsOnlyWhatItIsAQueueOf(String object, String body, String group) {
        String id = String.valueOf(api.query("SELECT Id FROM Group WHERE Name = '" + group + "'")
                .getFirst()
                .get("Id"));
        String saved = api.create(object, body);
        String owned = "{\"OwnerId\": \"%s\"}".formatted(id);

        assertThat(error(api.patch("/sobjects/" + object + "/" + saved, owned), 400, "INVALID_OPERATION"))
                .containsEntry("message", "Queue not associated with this SObject type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Case | {}                                | Escalations
        Lead | {"LastName": "L", "Company": "C"} | Escalations
        Task | {"Subject": "S"}                  | Support Queue
        """)
    void aQueueOwnsItsObjects(String object, String body, String queue) {
        String id = String.valueOf(api.query("SELECT Id FROM Group WHERE Name = '" + queue + "'")
                .getFirst()
                .get("Id"));
        String path = "/sobjects/" + object + "/" + api.create(object, body);

        assertThat(api.patch(path, "{\"OwnerId\": \"%s\"}".formatted(id)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void anInactiveUserGetsNoRecords() {
        String user = String.valueOf(api.query("SELECT Id FROM User WHERE IsActive = false LIMIT 1")
                .getFirst()
                .get("Id"));
        String owned = String.valueOf(api.query("SELECT Id FROM Account WHERE Owner.IsActive = false LIMIT 1")
                .getFirst()
                .get("Id"));

        var refused = error(
                api.post("/sobjects/Account", "{\"Name\": \"A\", \"OwnerId\": \"%s\"}".formatted(user)),
                400,
                "INACTIVE_OWNER_OR_USER");

        assertThat(refused)
                .containsEntry(
                        "message",
                        "operation performed with inactive user [%s] as owner of account"
                                .formatted(user.substring(0, 15)));
        assertThat(api.patch("/sobjects/Account/" + owned, "{\"Phone\": \"1\"}").statusCode())
                .isEqualTo(204);
    }
}
