package io.weir.adapter.out.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One session of the REST API, for tests that write. Paths begin after the version. */
public final class ApiClient {
    private final SandboxClient client;
    private final String token;

    public ApiClient(URI baseUri) {
        this.client = new SandboxClient(baseUri);
        this.token = client.accessToken();
    }

    /**
     * Sends one request.
     *
     * @param path after {@code /services/data/v66.0}; or a whole path
     * @param body empty for none
     * @param headers names and values in turn
     */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        String whole = path.startsWith("/services/") ? path : "/services/data/v66.0" + path;
        var request = client.request(whole).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return SandboxClient.send(request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public HttpResponse<String> patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** The id of a new record. */
    public String create(String object, String body) {
        var response = post("/sobjects/" + object, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return (String) Objects.requireNonNull(object(response).get("id"));
    }

    /** The fields of the record {@code id}. */
    public Map<String, @Nullable Object> row(String object, String id) {
        var response = get("/sobjects/" + object + "/" + id);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return object(response);
    }

    /** The rows of {@code soql}. */
    public List<Map<String, @Nullable Object>> query(String soql) {
        return JsonValues.objects(
                object(get("/query?q=" + SandboxClient.encoded(soql))).get("records"));
    }

    /** The rows of {@code soql}, deleted ones included. */
    public List<Map<String, @Nullable Object>> queryAll(String soql) {
        return JsonValues.objects(
                object(get("/queryAll?q=" + SandboxClient.encoded(soql))).get("records"));
    }

    public static Map<String, @Nullable Object> object(HttpResponse<String> response) {
        return JsonValues.object(JsonValues.read(response.body()));
    }

    public static List<Map<String, @Nullable Object>> list(HttpResponse<String> response) {
        return JsonValues.objects(JsonValues.read(response.body()));
    }

    /** Asserts that {@code response} is Salesforce's array with this one error, and returns the error. */
    public static Map<String, @Nullable Object> error(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        var error = list(response).getFirst();
        assertThat(error).containsEntry("errorCode", code);
        return error;
    }
}
