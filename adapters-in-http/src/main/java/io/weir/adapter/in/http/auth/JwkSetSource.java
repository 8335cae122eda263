package io.weir.adapter.in.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import io.weir.adapter.in.http.yaml.TextFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a JWK set from a file or over HTTP. Limits its size, and the time over HTTP. Thread-safe. */
final class JwkSetSource implements JWKSetSource<SecurityContext> {
    /** The timeout for a whole HTTP response. */
    static final Duration READ_TIME = Duration.ofSeconds(3);

    private static final System.Logger LOG = System.getLogger(JwkSetSource.class.getName());
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_KEYS = 64;

    private final URI source;

    JwkSetSource(URI source) {
        this.source = source;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            var keys = JWKSet.parse("file".equals(source.getScheme()) ? fromFile() : fromHttp());
            if (keys.size() > MOST_KEYS) {
                throw new IOException("more keys than any issuer has");
            }
            return keys;
        } catch (ExecutionException unread) {
            throw unavailable(Objects.requireNonNullElse(unread.getCause(), unread));
        } catch (IOException | ParseException | IllegalArgumentException | TimeoutException unread) {
            throw unavailable(unread);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable(interrupted);
        }
    }

    private String fromFile() throws IOException {
        return switch (TextFile.read(Path.of(source), MOST_BYTES)) {
            case TextFile.Text(var text) -> text;
            case TextFile.Unreadable(var remedy) -> throw new IOException(remedy);
        };
    }

    private String fromHttp() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var request = HttpRequest.newBuilder(source)
                .header("Accept", "application/json")
                .build();
        var body = HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES);
        var client = HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
        try {
            // the client's own timeout would not cover the body
            var response = client.sendAsync(request, body).get(READ_TIME.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        } finally {
            client.shutdownNow();
        }
    }

    private JWKSetUnavailableException unavailable(Throwable cause) {
        LOG.log(
                Level.WARNING,
                "the keys at {0} cannot be read ({1}); tokens are checked with those that were read last, if any",
                source,
                cause.getClass().getSimpleName());
        return new JWKSetUnavailableException("the keys cannot be read", cause);
    }

    @Override
    public void close() {
        // each read has its own client
    }
}
