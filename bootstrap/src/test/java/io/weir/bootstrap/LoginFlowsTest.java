package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.bootstrap.command.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each login flow from the environment to the org: what {@code weir check} finds. */
class LoginFlowsTest {
    private static final KeyPair APP = Pem.rsaKeys();

    private final SandboxServer org = SandboxServer.start(
            SandboxOrg.contactCentre(Clock.systemUTC()),
            SandboxSettings.onPort(0).withAppKey((RSAPublicKey) APP.getPublic()),
            Clock.systemUTC(),
            new SecureRandom());
    private final StringWriter out = new StringWriter();

    @AfterEach
    void stop() {
        org.stop();
    }

    @Test
    void jwtBearer() {
        assertThat(check(Map.of(
                        "SF_AUTH_FLOW", "jwt-bearer",
                        "SF_USERNAME", "sandbox@example.com",
                        "SF_PRIVATE_KEY", Pem.of("PRIVATE KEY", APP.getPrivate()))))
                .isZero();
        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void jwtBearerWithAKeyThatTheAppDoesNotHave() {
        assertThat(check(Map.of(
                        "SF_AUTH_FLOW", "jwt-bearer",
                        "SF_USERNAME", "sandbox@example.com",
                        "SF_PRIVATE_KEY", Pem.of("PRIVATE KEY", Pem.rsaKeys().getPrivate()))))
                .isEqualTo(1);
        assertThat(out.toString()).contains("FAILED   login", "does not belong to the certificate", "(invalid_grant)");
    }

    @Test
    void aRefreshTokenThatIsReplacedEachTimeOutlivesRestarts(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "sandbox");
        for (int start = 1; start <= 3; start++) {
            assertThat(check(Map.of("SF_AUTH_FLOW", "refresh-token", "SF_REFRESH_TOKEN_FILE", file.toString())))
                    .isZero();
            assertThat(org.logins()).isEqualTo(start);
        }
        assertThat(Files.readString(file)).isNotEqualTo("sandbox");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theNextSecretWhenTheCurrentOneIsNoMore() {
        assertThat(check(Map.of("SF_CLIENT_SECRET", "the-old-one", "SF_CLIENT_SECRET_NEXT", "sandbox")))
                .isZero();
        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void password() {
        assertThat(check(Map.of(
                        "SF_AUTH_FLOW", "password",
                        "SF_CLIENT_SECRET", "sandbox",
                        "SF_USERNAME", "sandbox@example.com",
                        "SF_PASSWORD", "sandbox")))
                .isZero();
    }

    private int check(Map<String, String> flow) {
        var environment = new HashMap<>(flow);
        environment.putAll(Map.of(
                "SF_LOGIN_URL",
                org.baseUri().toString(),
                "SF_CLIENT_ID",
                "sandbox",
                "WEIR_API_KEY",
                "the-key-of-at-least-32-characters"));
        return Commands.in(environment).setOut(new PrintWriter(out, true)).execute("check");
    }
}
