package io.weir.adapter.out.sandbox.junit;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.SandboxClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A client as an application may have it: it logs in again after a 401, and tries once more after a 503. */
final class ContactClient {
    private final SandboxClient salesforce;
    private final String login;
    private String token = "none yet";

    ContactClient(URI loginUri, String clientId, String clientSecret) {
        this.salesforce = new SandboxClient(loginUri);
        this.login = "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(clientId, clientSecret);
    }

    /** The name of the contact with this telephone number. */
    String nameByPhone(String phone) {
        String path = SandboxClient.queryPath("SELECT Name FROM Contact WHERE Phone = '%s'".formatted(phone));
        var answer = get(path);
        if (answer.statusCode() == 401) {
            token = String.valueOf(SandboxClient.json(salesforce.token(login)).get("access_token"));
            answer = get(path);
        }
        if (answer.statusCode() == 503) {
            answer = get(path);
        }
        var contacts =
                (List<?>) JsonValues.object(JsonValues.read(answer.body())).get("records");
        return String.valueOf(((Map<?, ?>) contacts.getFirst()).get("Name"));
    }

    private HttpResponse<String> get(String path) {
        return SandboxClient.send(salesforce.request(path).header("Authorization", "Bearer " + token));
    }
}
