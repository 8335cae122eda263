package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static io.weir.bootstrap.config.Environments.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weir.adapter.out.salesforce.settings.Audience;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import io.weir.bootstrap.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials of each login flow, from the environment. */
class CredentialsConfigTest {
    private static final Map<String, String> LIVE = Map.of(
            "SF_LOGIN_URL", "https://acme.my.salesforce.com",
            "SF_CLIENT_ID", "the-id",
            "WEIR_API_KEY", "the-key-of-at-least-32-characters");
    private static final KeyPair KEYS = Pem.rsaKeys();
    private static final String PEM = Pem.of("PRIVATE KEY", KEYS.getPrivate());

    @Test
    void jwtBearerNeedsAUserAndAKeyAndNoSecret() {
        assertThat(problems(with(LIVE, "SF_AUTH_FLOW", "jwt-bearer")))
                .satisfiesExactly(
                        user -> assertThat(user).contains("SF_USERNAME", "jwt-bearer"),
                        key -> assertThat(key).contains("SF_PRIVATE_KEY", "jwt-bearer"));
        assertThat(credentials(jwtBearer()))
                .asInstanceOf(type(Credentials.JwtBearer.class))
                .satisfies(bearer -> {
                    assertThat(bearer.clientId()).isEqualTo("the-id");
                    assertThat(bearer.username()).isEqualTo("weir@acme.com");
                    assertThat(bearer.key().key()).isEqualTo(KEYS.getPrivate());
                    assertThat(bearer.audience()).isEqualTo(new Audience("https://login.salesforce.com"));
                });
    }

    @Test
    void aKeyInOneLineIsRead() {
        assertThat(credentials(with(jwtBearer(), "SF_PRIVATE_KEY", PEM.replace("\n", "\\n"))))
                .isEqualTo(credentials(jwtBearer()));
    }

    @Test
    void aKeyMayComeFromAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("key.pem"), PEM);

        assertThat(credentials(with(without(jwtBearer(), "SF_PRIVATE_KEY"), "SF_PRIVATE_KEY_FILE", file.toString())))
                .isEqualTo(credentials(jwtBearer()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.salesforce.com, '', https://login.salesforce.com",
        "https://test.salesforce.com, '', https://test.salesforce.com",
        "https://acme--uat.sandbox.my.salesforce.com, '', https://test.salesforce.com",
        "https://acme.my.salesforce.com, https://acme.my.site.com, https://acme.my.site.com",
    })
    void theAudienceFollowsTheLoginUrlUnlessItIsSet(String loginUrl, String audience, String meant) {
        var environment = with(with(jwtBearer(), "SF_LOGIN_URL", loginUrl), "SF_AUDIENCE", audience);

        assertThat(credentials(environment))
                .asInstanceOf(type(Credentials.JwtBearer.class))
                .extracting(bearer -> bearer.audience().url())
                .isEqualTo(meant);
    }

    @Test
    void everythingThatIsWrongWithAnAssertionIsToldAtOnceAndNothingOfTheKey() {
        var environment =
                with(with(jwtBearer(), "SF_PRIVATE_KEY", PEM.replace("-----END", "-----")), "SF_AUDIENCE", "x");

        assertThat(problems(without(environment, "SF_USERNAME")))
                .satisfiesExactly(
                        user -> assertThat(user).contains("SF_USERNAME"),
                        key -> assertThat(key).contains("SF_PRIVATE_KEY", "PEM").doesNotContain("MII"),
                        audience -> assertThat(audience).contains("SF_AUDIENCE", "https://login.salesforce.com"));
    }

    @Test
    void aRefreshTokenFromAFileIsKeptThere(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "the-token\n");
        var environment = with(with(LIVE, "SF_AUTH_FLOW", "refresh-token"), "SF_REFRESH_TOKEN_FILE", file.toString());

        assertThat(credentials(environment))
                .isEqualTo(new Credentials.RefreshToken(
                        "the-id", ClientSecret.NONE, "the-token", new TokenStore.InFile(file)));
    }

    @Test
    void aRefreshTokenFromAVariableIsKeptNowhere() {
        var environment = with(with(LIVE, "SF_AUTH_FLOW", "refresh-token"), "SF_REFRESH_TOKEN", "the-token");

        assertThat(credentials(with(environment, "SF_CLIENT_SECRET", "s")))
                .isEqualTo(new Credentials.RefreshToken(
                        "the-id", ClientSecret.of("s"), "the-token", new TokenStore.InMemory()));
    }

    @Test
    void aRefreshTokenThatIsMissingIsAProblem() {
        assertThat(problems(with(LIVE, "SF_AUTH_FLOW", "refresh-token")))
                .singleElement()
                .asString()
                .contains("SF_REFRESH_TOKEN", "refresh-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-credentials", "password", "refresh-token"})
    void theNextSecretComesAlongWithTheCurrentOne(String flow) {
        var environment = new HashMap<>(with(LIVE, "SF_AUTH_FLOW", flow));
        environment.putAll(Map.of(
                "SF_CLIENT_SECRET", "old",
                "SF_CLIENT_SECRET_NEXT", "new",
                "SF_USERNAME", "me",
                "SF_PASSWORD", "pw",
                "SF_REFRESH_TOKEN", "the-token"));

        assertThat(credentials(environment).clientSecret()).isEqualTo(new ClientSecret("old", "new"));
    }

    @ParameterizedTest
    @CsvSource({"client-credentials, is missing", "refresh-token, SF_CLIENT_SECRET_NEXT"})
    void aNextSecretAloneIsAProblem(String flow, String problem) {
        var environment = with(with(LIVE, "SF_AUTH_FLOW", flow), "SF_REFRESH_TOKEN", "the-token");

        assertThat(problems(with(environment, "SF_CLIENT_SECRET_NEXT", "new")))
                .singleElement()
                .asString()
                .contains("SF_CLIENT_SECRET", problem);
    }

    @Test
    void aFlowThatWeirDoesNotKnowIsAnsweredWithThoseThatItDoes() {
        assertThat(problems(with(LIVE, "SF_AUTH_FLOW", "web-server")))
                .singleElement()
                .asString()
                .contains("client-credentials", "jwt-bearer", "refresh-token", "password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SF_PRIVATE_KEY", "SF_AUDIENCE", "SF_REFRESH_TOKEN", "SF_CLIENT_SECRET_NEXT"})
    void withoutALiveOrgTheyAreAMistake(String variable) {
        assertThat(problems(Map.of(variable, "x"))).singleElement().asString().contains(variable, "SF_LOGIN_URL");
    }

    private static Map<String, String> jwtBearer() {
        var environment = new HashMap<>(LIVE);
        environment.putAll(Map.of("SF_AUTH_FLOW", "jwt-bearer", "SF_USERNAME", "weir@acme.com", "SF_PRIVATE_KEY", PEM));
        return environment;
    }

    private static Credentials credentials(Map<String, String> environment) {
        var config = Config.from(environment);
        assertThat(config.toString()).doesNotContain("the-token", "weir@acme.com", "modulus");
        return ((Config.Org.Live) config.salesforce().org()).settings().credentials();
    }
}
