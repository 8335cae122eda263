package io.weir.adapter.out.salesforce.login;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.http.SalesforceHttp;
import io.weir.adapter.out.salesforce.http.SalesforceMeters;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import io.weir.adapter.out.salesforce.settings.LoginSharing;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.port.SalesforceFailure.LoginRefused;
import io.weir.domain.port.SalesforceFailure.Misconfigured;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.status.LoggedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenLoginTest {
    private final StandIn org = new StandIn();
    private final LoggedLines log = new LoggedLines();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void mountTheToken() throws IOException {
        file = Files.writeString(folder.resolve("token"), "first\n");
    }

    @AfterEach
    void stop() {
        log.close();
        org.close();
    }

    @Test
    void sendsTheTokenAndTheSecretIfThereIsOne() {
        logIn(ClientSecret.NONE, new TokenStore.InMemory());
        logIn(ClientSecret.of("s&"), new TokenStore.InMemory());

        assertThat(forms())
                .containsExactly(
                        "grant_type=refresh_token&client_id=app&refresh_token=first",
                        "grant_type=refresh_token&client_id=app&client_secret=s%26&refresh_token=first");
    }

    @Test
    void aTokenThatStaysIsWrittenNowhere() throws IOException {
        Files.delete(file);

        logIn(ClientSecret.NONE, new TokenStore.InFile(file));
        logsIn(rotating("first"));
        logIn(ClientSecret.NONE, new TokenStore.InMemory());

        assertThat(folder).isEmptyDirectory();
        assertThat(log.lines()).noneMatch(line -> line.contains("refresh token"));
    }

    @Test
    void aReplacedTokenIsUsedFromThenOnAndKeptInTheFile() {
        withLogin(new TokenStore.InFile(file), login -> {
            logsIn(rotating("second"));
            login.run();
            assertThat(file).hasContent("second");
            logsIn(rotating("third"));
            login.run();
            assertThat(file).hasContent("third");
        });

        assertThat(tokensSent()).containsExactly("first", "second");
    }

    @Test
    void afterARestartTheTokenOfTheFileCounts() {
        logsIn(rotating("second"));
        logIn(ClientSecret.NONE, new TokenStore.InFile(file));

        logIn(ClientSecret.NONE, new TokenStore.InFile(file));

        assertThat(tokensSent()).containsExactly("first", "second");
    }

    @Test
    void usesATokenThatAnotherProcessPutsIntoTheFile() {
        withLogin(new TokenStore.InFile(file), login -> {
            logsIn(rotating("second"));
            login.run();
            replace(file, "authorized again\n");
            login.run();
        });

        assertThat(tokensSent()).containsExactly("first", "authorized%20again");
    }

    @Test
    void withoutAFileAReplacedTokenIsUsedAndTheOperatorWarnedOnce() {
        withLogin(new TokenStore.InMemory(), login -> {
            for (var next : List.of("second", "third", "fourth")) {
                logsIn(rotating(next));
                login.run();
            }
        });

        assertThat(tokensSent()).containsExactly("first", "second", "third");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("WARNING"))
                .singleElement()
                .asString()
                .contains("SF_REFRESH_TOKEN_FILE")
                .doesNotContain("second");
        assertThat(file).hasContent("first");
    }

    @Test
    void aTokenThatCannotBeKeptIsUsedAllTheSameAndKeptOnceItCan() throws IOException {
        Files.delete(file);
        Files.delete(folder);
        withLogin(new TokenStore.InFile(file), login -> {
            logsIn(rotating("second-token"));
            login.run();
            recreate(folder);
            logsIn(okJson(StandIn.tokenBody("token", org.server.baseUrl())));
            login.run();
            assertThat(file).hasContent("second-token");
        });

        assertThat(tokensSent()).containsExactly("first", "second-token");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("SEVERE"))
                .singleElement()
                .asString()
                .contains(file.toString(), "make its folder writable")
                .doesNotContain("second-token", "first");
    }

    @Test
    void anOldTokenInTheFileDoesNotBringItselfBack() {
        withLogin(new TokenStore.InFile(file), login -> {
            logsIn(rotating("second"));
            unwritable(login::run);
            login.run();
        });

        assertThat(tokensSent()).containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"refresh_token\":\"second\",\"access_token\":\"t\",\"instance_url\":\"https://evil.example\"}",
                "{\"refresh_token\":\"second\",\"access_token\":\"t\"}",
                "{\"refresh_token\":\"second\"}"
            })
    void aReplacedTokenIsKeptEvenIfTheRestOfTheAnswerIsUseless(String body) {
        logsIn(okJson(body));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> logIn(ClientSecret.NONE, new TokenStore.InFile(file)))
                .isInstanceOfAny(Misconfigured.class, Unreadable.class);
        assertThat(file).hasContent("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "7", "{\"refresh_token\":\"x\"}", "\"two\\nlines\""})
    void aMalformedTokenReplacesNone(String value) {
        logsIn(okJson(StandIn.tokenBody("token", org.server.baseUrl())
                .replaceFirst("\\{", "{\"refresh_token\":" + value.replace("\\", "\\\\") + ",")));

        logIn(ClientSecret.NONE, new TokenStore.InFile(file));

        assertThat(file).hasContent("first");
    }

    @Test
    void aTokenThatIsUsedUpIsForTheOperator() {
        logsIn(StandIn.error(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"expired access/refresh token\"}"));

        assertThatExceptionOfType(LoginRefused.class)
                .isThrownBy(() -> logIn(ClientSecret.NONE, new TokenStore.InFile(file)))
                .withMessageContaining("authorize the app again");
        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void followsTheRotationOfTheSandbox() throws IOException {
        var sandbox = SandboxServer.start(
                SandboxOrg.contactCentre(Clock.systemUTC()),
                SandboxSettings.onPort(0),
                Clock.systemUTC(),
                new Random(1));
        Files.writeString(file, "sandbox");
        var credentials =
                new Credentials.RefreshToken("sandbox", ClientSecret.NONE, "sandbox", new TokenStore.InFile(file));
        try (var api = new RestApi(
                SalesforceSettings.of(sandbox.baseUri(), credentials),
                org.usage,
                org.budget,
                org.meters,
                Clock.systemUTC(),
                new Random(1),
                org.waits::add)) {
            var rest = new RestSalesforceQueries(api, new Random(3));
            for (int logins = 1; logins <= 3; logins++) {
                assertThat(rest.start(StandIn.ACCOUNTS, StandIn.meter()).rows()).isNotEmpty();
                assertThat(sandbox.logins()).isEqualTo(logins);
                sandbox.expireTokens();
            }
        } finally {
            sandbox.stop();
        }
        assertThat(file).content().startsWith("5Aep");
    }

    private void logIn(ClientSecret secret, TokenStore store) {
        withLogin(new Credentials.RefreshToken("app", secret, storedOr("first"), store), Login::run);
    }

    /** What Weir reads from the file when it starts. */
    private String storedOr(String token) {
        String stored = SecretFile.read(file);
        return stored.isEmpty() ? token : stored;
    }

    private void withLogin(TokenStore store, Consumer<Login> test) {
        withLogin(new Credentials.RefreshToken("app", ClientSecret.NONE, "first", store), test);
    }

    private void withLogin(Credentials credentials, Consumer<Login> test) {
        var settings = org.settings(credentials);
        var clock = Clock.systemUTC();
        try (var http = new SalesforceHttp(settings, clock, org.usage, new SalesforceMeters(org.meters, _ -> true))) {
            test.accept(new Login(settings, http, LoginSharing.NONE, clock, new Random(1), org.waits::add));
        }
    }

    private void unwritable(Runnable work) {
        var elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
        try {
            Files.move(folder, elsewhere);
            work.run();
            Files.move(elsewhere, folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ResponseDefinitionBuilder rotating(String next) {
        return okJson(StandIn.tokenBody("token", org.server.baseUrl())
                .replaceFirst("\\{", "{\"refresh_token\":\"" + next + "\","));
    }

    private void logsIn(ResponseDefinitionBuilder response) {
        org.server.stubFor(post(StandIn.TOKEN_PATH).willReturn(response));
    }

    private List<String> tokensSent() {
        return forms().stream()
                .map(form -> form.replaceAll(".*refresh_token=", ""))
                .toList();
    }

    private List<String> forms() {
        return org.server.findAll(postRequestedFor(urlPathEqualTo(StandIn.TOKEN_PATH))).stream()
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    private static void replace(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void recreate(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
