package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.RSA;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.weir.adapter.in.http.ManualTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an issuer's keys come from and how long they hold. */
final class JwkSetTest {
    private static final String KEYS = new JWKSet(RSA).toString();

    private final ManualTicker ticks = new ManualTicker();

    @TempDir
    private Path folder;

    @Test
    void aKeyThatIsWithdrawnFromAFileIsForgottenWithinTenMinutes() throws IOException {
        var next = TestCallers.rsa("k2", 2_048);
        var keys = keysInFile(KEYS);
        assertThat(keys.named("k1").orElseThrow()).hasSize(1);

        write(new JWKSet(next).toString());
        ticks.pass(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(keys.named("k1")).hasValue(List.of());
        assertThat(keys.named("k2").orElseThrow()).hasSize(1);
        assertThat(keys.named(null).orElseThrow())
                .as("of a token that names no key")
                .hasSize(1);
    }

    @Test
    void keysHoldForADayWhileTheirSourceCannotBeRead() throws IOException {
        var keys = keysInFile(KEYS);
        assertThat(keys.named("k1").orElseThrow()).hasSize(1);

        write("an error page");
        for (int hour = 1; hour < 24; hour++) {
            ticks.pass(Duration.ofHours(1));
            assertThat(keys.named("k1").orElseThrow())
                    .as("after %d hours", hour)
                    .hasSize(1);
        }
        ticks.pass(Duration.ofMinutes(61));
        assertThat(keys.named("k1")).as("after a day").isEmpty();

        write(KEYS);
        ticks.pass(Duration.ofSeconds(31));
        assertThat(keys.named("k1").orElseThrow())
                .as("once it can be read again")
                .hasSize(1);
    }

    @Test
    void theKeysOfAnUnreadableSourceAreNotKnownUntilItIsReadable() throws IOException {
        var keys = keysInFile("");
        assertThat(keys.named("k1")).isEmpty();

        write(KEYS);
        ticks.pass(Duration.ofSeconds(31));
        assertThat(keys.named("k1").orElseThrow()).hasSize(1);
    }

    @Test
    void aFileWithoutAnEndIsNotReadToItsEnd() {
        assertThat(new JwkSet(Path.of("/dev/zero").toUri(), ticks).named("k1")).isEmpty();
    }

    @Test
    void aSetThatIsLargerThanAnyIssuersIsNotTaken() throws IOException {
        assertThat(keysInFile(KEYS + " ".repeat(256 * 1024)).named("k1"))
                .as("bytes")
                .isEmpty();
        assertThat(keysInFile(new JWKSet(Collections.<JWK>nCopies(65, RSA)).toString())
                        .named("k1"))
                .as("keys")
                .isEmpty();
        assertThat(keysInFile(new JWKSet(Collections.<JWK>nCopies(64, RSA)).toString())
                        .named("k1")
                        .orElseThrow())
                .hasSize(64);
        assertThat(keysFrom(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        body.write((KEYS + " ".repeat(256 * 1024)).getBytes(StandardCharsets.UTF_8));
                    }
                }))
                .as("bytes over HTTP")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 404, 500})
    void onlyAStatusOf200BringsKeysAndNoRedirectIsFollowed(int status) throws IOException {
        assertThat(keysFrom(exchange -> {
                    boolean moved = exchange.getRequestURI().getPath().equals("/moved");
                    exchange.getResponseHeaders().add("Location", "/moved");
                    byte[] body = KEYS.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(moved ? 200 : status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                }))
                .isEmpty();
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws IOException {
        assertThat(keysFrom(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(KEYS.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }))
                .isEmpty();
    }

    private JwkSet keysInFile(String text) throws IOException {
        return new JwkSet(write(text).toUri(), ticks);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("jwks.json"), text);
    }

    /** The keys that come from a server that answers as {@code handler} does. */
    private Optional<List<JWK>> keysFrom(HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        try {
            var source = URI.create(
                    "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()));
            return new JwkSet(source, ticks).named("k1");
        } finally {
            server.stop(0);
        }
    }
}
