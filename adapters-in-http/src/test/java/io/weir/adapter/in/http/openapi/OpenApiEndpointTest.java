package io.weir.adapter.in.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.ScriptedActions;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.catalog.ActionReaderTest;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.ActionCatalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Who sees which part of the description. */
class OpenApiEndpointTest {
    private final Changing catalog = new Changing(List.of(action("one"), action("two")));
    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningWeir weir = serving(TestCallers.withKey(
            "key",
            new AuthenticatedCaller(
                    new Caller(
                            "flows",
                            new NameRules(List.of("*"), List.of("two")),
                            new Caller.AdHoc.Never(),
                            false,
                            Priority.NORMAL),
                    AnswerStyle.DEFAULT)));

    @AfterEach
    void stop() {
        weir.close();
        http.close();
    }

    @Test
    void aStrangerSeesNothing() throws Exception {
        var answer = get("/openapi", "wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"unauthorized\"").doesNotContain("data-action");
    }

    @Test
    void aCallerSeesWhatItMayAsk() throws Exception {
        var answer = get("/openapi", "key");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        var document = new JsonMapper().readTree(answer.body());
        assertThat(document.get("paths").propertyNames()).containsExactly("/cxone/data-action/one");
        assertThat(document.at("/components/securitySchemes").propertyNames()).containsExactly("bearer", "apiKey");
        assertThat(answer.body()).doesNotContain("two", "AdHocQuery");
    }

    @Test
    void aNewCatalogIsANewDescription() throws Exception {
        var before = get("/openapi", "key").body();
        assertThat(get("/openapi", "key").body()).isEqualTo(before);
        catalog.actions = List.of(action("one"), action("three"));
        assertThat(get("/openapi", "key").body()).contains("/cxone/data-action/three");
    }

    @Test
    void theProfileIsTheCallersUnlessItAsksForAnother() throws Exception {
        assertThat(get("/openapi", "key").body()).contains("\"age\":{\"type\":\"string\"");
        assertThat(get("/openapi?profile=json", "key").body()).contains("\"age\":{\"type\":[\"integer\"");
        assertThat(get("/openapi?profile=xml", "key").statusCode()).isEqualTo(400);
    }

    @Test
    void whereNobodyHasToShowWhoItIsEverythingIsShown() throws Exception {
        var anybody = new AuthenticatedCaller(Caller.unrestricted("anybody", QueryPolicy.DEFAULT), AnswerStyle.DEFAULT);
        try (var open = serving(TestCallers.anyone(anybody))) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + open.port() + "/openapi"))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body())
                    .contains("/cxone/data-action/one", "/cxone/data-action/two", "salesforce-query")
                    .doesNotContain("securitySchemes", "\"security\"");
        }
    }

    @Test
    void takesGetAlone() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + weir.port() + "/openapi"))
                .header("X-API-Key", "key")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    private HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + weir.port() + path))
                .header("X-API-Key", key)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private RunningWeir serving(Callers callers) {
        return RunningWeir.serving(ScriptedActions.forbidden(catalog), callers, UnknownInputs.REFUSE);
    }

    private static DataAction action(String name) {
        return ActionReaderTest.read(name, """
            name: %s
            version: 1
            description: x
            query: {object_name: Contact, fields: [Age__c], where: {field: VIP__c, op: "=", val: true}}
            outputs: {age: {path: Age__c, type: integer}}
            """.formatted(name));
    }

    /** A catalog that a test changes. */
    private static final class Changing implements ActionCatalog {
        private volatile List<DataAction> actions;

        Changing(List<DataAction> actions) {
            this.actions = actions;
        }

        @Override
        public Optional<DataAction> named(ActionName name) {
            return actions.stream().filter(action -> action.name().equals(name)).findFirst();
        }

        @Override
        public List<DataAction> all() {
            return actions;
        }
    }
}
