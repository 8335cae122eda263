package io.weir.adapter.out.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.time.Clock;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxRefreshTokenTest {
    private final SandboxServer server = SandboxServer.start(
            SandboxOrg.contactCentre(Clock.systemUTC()),
            SandboxSettings.onPort(0),
            Clock.systemUTC(),
            new SplittableRandom(7));
    private final SandboxClient client = new SandboxClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void eachUseRotatesTheToken() {
        String second = refreshed("sandbox");
        String third = refreshed(second);

        assertThat(second).isNotEqualTo("sandbox").hasSizeGreaterThan(60);
        assertThat(third).isNotEqualTo(second);
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void useOfAReplacedTokenRevokesTheCurrentOne() {
        String second = refreshed("sandbox");

        assertThat(refresh("sandbox")).contains("invalid_grant", "expired access/refresh token");
        assertThat(refresh(second)).contains("invalid_grant");
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void anUnknownTokenRevokesNothing() {
        assertThat(refresh("guessed")).contains("invalid_grant");

        assertThat(refreshed("sandbox")).isNotEmpty();
    }

    @Test
    void theClientSecretIsOptional() {
        assertThat(client.token("grant_type=refresh_token&client_id=sandbox&refresh_token=sandbox")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenCanBeRevoked() {
        SandboxClient.send(client.post("/services/oauth2/revoke", "token=sandbox"));

        assertThat(refresh("sandbox")).contains("invalid_grant");
    }

    private String refreshed(String token) {
        var answer = JsonValues.object(JsonValues.read(refresh(token)));
        assertThat(answer).containsKeys("access_token", "instance_url");
        return (String) Objects.requireNonNull(answer.get("refresh_token"));
    }

    private String refresh(String token) {
        return client.token("grant_type=refresh_token&client_id=sandbox&client_secret=sandbox&refresh_token=" + token)
                .body();
    }
}
