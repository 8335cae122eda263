package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxLoginTest {
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
    void issuesATokenForClientCredentials() {
        var token = JsonValues.object(
                JsonValues.read(client.token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body()));

        assertThat(token)
                .containsOnlyKeys("access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at")
                .containsEntry("instance_url", server.baseUri().toString())
                .containsEntry("token_type", "Bearer")
                .containsEntry("issued_at", Long.toString(CLOCK.millis()));
        assertThat((String) token.get("access_token"))
                .startsWith("00D")
                .contains("!")
                .hasSizeGreaterThan(100);
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void acceptsClientCredentialsByBasicAuthentication() {
        String basic = Base64.getEncoder().encodeToString("sandbox:sandbox".getBytes(StandardCharsets.UTF_8));
        var response = send(client.post("/services/oauth2/token", "grant_type=client_credentials")
                .header("Authorization", "Basic " + basic));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "sandboxXyZ123securityToken"})
    void issuesATokenForThePasswordFlow(String password) {
        assertThat(client.token(
                                "grant_type=password&client_id=sandbox&client_secret=sandbox&username=sandbox%40example.com&password="
                                        + password)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=client_credentials&client_id=x&client_secret=sandbox,invalid_client_id",
        "grant_type=client_credentials&client_id=sandbox&client_secret=x,invalid_client",
        "grant_type=client_credentials&client_id=sandbox,invalid_client",
        "grant_type=password&client_id=sandbox&client_secret=sandbox&username=sandbox%40example.com&password=x,invalid_grant",
        "grant_type=password&client_id=sandbox&client_secret=sandbox&username=who&password=sandbox,invalid_grant",
        "grant_type=password&client_id=sandbox&client_secret=sandbox,invalid_request",
        "grant_type=refresh_token&client_id=sandbox&client_secret=sandbox,invalid_request",
        "grant_type=refresh_token&client_id=sandbox&client_secret=sandbox&refresh_token=x,invalid_grant",
        "grant_type=refresh_token&client_id=sandbox&client_secret=x&refresh_token=sandbox,invalid_client",
        "grant_type=refresh_token&client_id=x&refresh_token=sandbox,invalid_client_id",
        "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer,invalid_request",
        "'',unsupported_grant_type",
    })
    void refusesInvalidLogins(String form, String error) {
        var response = client.token(form);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonValues.object(JsonValues.read(response.body())))
                .containsOnlyKeys("error", "error_description")
                .containsEntry("error", error);
        assertThat(server.logins()).isZero();
    }

    @Test
    void refusesAFormThatIsTooLong() {
        var response = client.token("grant_type=" + "a".repeat(20_000));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void requiresPostForTokens() {
        assertThat(send(client.request("/services/oauth2/token")).body()).contains("must use HTTP POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer 00D!unknown", "Basic c2FuZGJveDpzYW5kYm94"})
    void refusesARequestWithoutASession(String authorization) {
        var request = client.request("/services/data/v66.0/limits");
        var response = send(authorization.isEmpty() ? request : request.header("Authorization", authorization));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(JsonValues.read(response.body()))
                .isEqualTo(List.of(Map.of("message", "Session expired or invalid", "errorCode", "INVALID_SESSION_ID")));
        assertThat(server.apiCalls()).isZero();
    }

    @Test
    void aTokenExpiresTwoHoursAfterItsLastUse() {
        String token = client.accessToken();
        var request = client.request("/services/data/v66.0/limits").header("Authorization", "Bearer " + token);

        CLOCK.advance(Duration.ofMinutes(119));
        assertThat(send(request).statusCode()).isEqualTo(200);
        CLOCK.advance(Duration.ofMinutes(119));
        assertThat(send(request).statusCode()).isEqualTo(200);
        CLOCK.advance(Duration.ofHours(2));
        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void tokensCanBeExpiredAndRevoked() {
        String expired = client.accessToken();
        server.expireTokens();
        String revoked = client.accessToken();
        send(client.post("/services/oauth2/revoke", "token=" + encoded(revoked)));

        for (String token : List.of(expired, revoked)) {
            assertThat(send(client.request("/services/data/v66.0/limits").header("Authorization", "Bearer " + token))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void returnsTheIdentityOfTheUser() {
        var token = JsonValues.object(
                JsonValues.read(client.token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body()));
        String path =
                URI.create((String) Objects.requireNonNull(token.get("id"))).getPath();

        assertThat(json(client.get(path)))
                .containsEntry("id", token.get("id"))
                .containsEntry("username", "sandbox@example.com")
                .containsEntry("utcOffset", BigDecimal.ZERO);
    }

    @Test
    void theIdentityTheUserInfoAndTheUserRecordAgree() {
        var user = ORG.runningUser();
        var record = json(client.get("/services/data/v66.0/sobjects/User/" + user.id()));
        var identity = json(client.get("/id/" + ORG.organizationId() + "/" + user.id()));
        var info = json(client.get("/services/oauth2/userinfo"));

        assertThat(identity)
                .containsEntry("user_id", record.get("Id"))
                .containsEntry("username", record.get("Username"))
                .containsEntry("display_name", record.get("Name"))
                .containsEntry("email", record.get("Email"));
        assertThat(info)
                .containsEntry("user_id", record.get("Id"))
                .containsEntry("preferred_username", record.get("Username"))
                .containsEntry("name", record.get("Name"));
        assertThat(json(client.get("/services/data/v66.0/query?q="
                        + encoded("SELECT Id FROM Organization WHERE Id = '" + ORG.organizationId() + "'"))))
                .containsEntry("totalSize", BigDecimal.ONE);
    }

    @Test
    void theIdentityOfAUserWithAnotherNameIsTheSame() {
        var ownServer = SandboxServer.start(
                SandboxOrg.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(11));
        try {
            var own = new SandboxClient(ownServer.baseUri());
            String user =
                    "/services/data/v66.0/sobjects/User/" + ORG.runningUser().id();
            send(own.authorized(user)
                    .header("Content-Type", "application/json")
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("""
                        {"Username": "grace@example.com", "Email": "hopper@example.com", "LastName": "Hopper"}
                        """)));

            var record = json(own.get(user));
            assertThat(record).containsEntry("Username", "grace@example.com");
            assertThat(json(own.get("/id/" + ORG.organizationId() + "/" + record.get("Id"))))
                    .containsEntry("username", "grace@example.com")
                    .containsEntry("email", "hopper@example.com")
                    .containsEntry("display_name", record.get("Name"));
            assertThat(json(own.get("/services/oauth2/userinfo")))
                    .containsEntry("preferred_username", "grace@example.com")
                    .containsEntry("family_name", "Hopper");
            String login = "grant_type=password&client_id=sandbox&client_secret=sandbox&password=sandbox&username=";
            assertThat(own.token(login + "grace%40example.com").statusCode()).isEqualTo(200);
            assertThat(own.token(login + "sandbox%40example.com").statusCode()).isEqualTo(400);
        } finally {
            ownServer.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/id/00D5g0000000009EAA/0055g0000000001AAA,403,Wrong_Org",
        "/id/00D5g0000000001EAA/0055g0000000002AAA,404,No_Access",
        "/id/00D5g0000000001EAA/0055g000000zzzzAAA,404,No_Access",
        "/id/00D5g0000000001EAA/someone,404,Bad_Id",
        "/id/00D5g0000000001EAA,404,Bad_Id",
    })
    @DisplayName("Identity URLs, error responses")
    void refusesTheIdentityOfAnotherOrgAndOfAnotherUser(String path, int status, String error) {
        var response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"'',Missing_OAuth_Token", "Bearer 00D!unknown,Bad_OAuth_Token"})
    @DisplayName("Identity URLs, error responses")
    void refusesTheIdentityWithoutASession(String authorization, String error) {
        for (String path : List.of("/id/00D5g0000000001EAA/0055g0000000001AAA", "/services/oauth2/userinfo")) {
            var request = client.request(path);
            var response = send(authorization.isEmpty() ? request : request.header("Authorization", authorization));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).isEqualTo(error);
        }
    }
}
