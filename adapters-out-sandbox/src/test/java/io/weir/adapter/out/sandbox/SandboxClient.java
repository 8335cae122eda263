package io.weir.adapter.out.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An HTTP client for tests of the sandbox. */
public final class SandboxClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI baseUri;

    public SandboxClient(URI baseUri) {
        this.baseUri = baseUri;
    }

    public Map<String, @Nullable Object> query(String soql) {
        return json(get(queryPath(soql)));
    }

    public static String queryPath(String soql) {
        return "/services/data/v66.0/query/?q=" + encoded(soql);
    }

    public static String searchPath(String sosl) {
        return "/services/data/v66.0/search/?q=" + encoded(sosl);
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static Map<String, @Nullable Object> json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        return JsonValues.object(JsonValues.read(response.body()));
    }

    public HttpResponse<String> get(String path) {
        return send(authorized(path));
    }

    public HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + accessToken());
    }

    public String accessToken() {
        var token = JsonValues.object(
                JsonValues.read(token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body()));
        return (String) Objects.requireNonNull(token.get("access_token"));
    }

    public HttpResponse<String> token(String form) {
        return send(post("/services/oauth2/token", form));
    }

    public HttpRequest.Builder post(String path, String form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUri + path));
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }
}
