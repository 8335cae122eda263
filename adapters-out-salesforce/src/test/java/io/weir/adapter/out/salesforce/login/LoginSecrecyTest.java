package io.weir.adapter.out.salesforce.login;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.weir.adapter.out.salesforce.RsaKeys;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.settings.Audience;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.status.LoggedLines;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a login goes, nothing that must stay secret is logged or thrown. */
class LoginSecrecyTest {
    private static final ClientSecret SECRETS = new ClientSecret("s3cr3t-current", "s3cr3t-next");
    private static final String TOKENS = "{\"access_token\":\"s3cr3t-access\",\"refresh_token\":\"s3cr3t-rotated\",";

    private final StandIn org = new StandIn();
    private final LoggedLines log = new LoggedLines();

    @AfterEach
    void stop() {
        log.close();
        org.close();
    }

    static List<Credentials> allFlows() {
        return List.of(
                new Credentials.ClientCredentials("app", SECRETS),
                new Credentials.JwtBearer(
                        "app",
                        "s3cr3t@example.com",
                        RsaKeys.signingKey(),
                        new Audience("https://login.salesforce.com")),
                new Credentials.RefreshToken("app", SECRETS, "s3cr3t-first", new TokenStore.InMemory()),
                new Credentials.RefreshToken(
                        "app", SECRETS, "s3cr3t-first", new TokenStore.InFile(Path.of("no-such-folder", "token"))),
                new Credentials.UsernamePassword("app", SECRETS, "s3cr3t@example.com", "s3cr3t-pw", "s3cr3t-st"));
    }

    @ParameterizedTest
    @MethodSource("allFlows")
    void neitherLogsNorExceptionsShowASecret(Credentials credentials) {
        var shown = new ArrayList<String>();
        for (var answer : answers()) {
            org.server.stubFor(post(StandIn.TOKEN_PATH).willReturn(answer));
            try (var api = new RestApi(
                    org.settings(credentials),
                    org.usage,
                    org.budget,
                    org.meters,
                    Clock.systemUTC(),
                    new Random(1),
                    _ -> {})) {
                api.logIn(StandIn.meter());
            } catch (SalesforceFailure e) {
                shown.add(StandIn.everythingIn(e));
            }
        }
        assertThat(shown).hasSizeGreaterThan(5);
        shown.addAll(log.lines());
        // "eyJ" is how every part of an assertion begins
        assertThat(String.join("\n", shown)).doesNotContain("s3cr3t", "eyJ");
    }

    @Test
    void theLogIsLookedAtIndeed() {
        System.getLogger(Login.class.getName()).log(System.Logger.Level.TRACE, "s3cr3t");

        assertThat(log.lines()).singleElement().asString().contains("s3cr3t");
    }

    private List<ResponseDefinitionBuilder> answers() {
        return List.of(
                okJson(TOKENS + "\"instance_url\":\"" + org.server.baseUrl() + "\"}"),
                okJson(TOKENS + "\"instance_url\":\"https://s3cr3t.example\"}"),
                okJson(TOKENS),
                okJson("s3cr3t"),
                StandIn.error(400, "{\"error\":\"invalid_client\",\"error_description\":\"no s3cr3t\"}"),
                StandIn.error(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no s3cr3t\"}"),
                StandIn.error(400, "{\"error\":\"no s3cr3t\",\"error_description\":\"s3cr3t\"}"),
                StandIn.error(503, "s3cr3t"),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }
}
