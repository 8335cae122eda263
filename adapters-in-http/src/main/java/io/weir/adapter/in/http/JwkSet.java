package io.weir.adapter.in.http;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, kept for ten minutes and read again sooner when a token names a key that is not among them, but
 * not more than twice a minute: tokens of strangers cannot make Weir ask more. While the issuer cannot be reached, what was
 * read last holds for a day.
 *
 * <p>One thread reads at a time. Whoever finds no keys at all waits for it, the others go on with what there is. Thread-safe.
 */
final class JwkSet {
    private static final System.Logger LOG = System.getLogger(JwkSet.class.getName());
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofDays(1);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(30);
    private static final Duration READ_TIME = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_KEYS = 64;

    private final URI source;
    private final TimeMeter ticks;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile @Nullable Long lastTry;
    private @Nullable HttpClient client;

    private record Held(List<JWK> keys, long readAt) {}

    JwkSet(URI source, TimeMeter ticks) {
        this.source = source;
        this.ticks = ticks;
    }

    /** The keys that may have signed a token that names {@code id}, or names none. */
    List<JWK> named(@Nullable String id) {
        var current = held;
        if (current == null
                || age(current.readAt()).compareTo(FRESH) > 0
                || matching(current, id).isEmpty()) {
            current = refreshed(current == null);
        }
        return current == null || age(current.readAt()).compareTo(USABLE) > 0 ? List.of() : matching(current, id);
    }

    private static List<JWK> matching(Held held, @Nullable String id) {
        return id == null
                ? held.keys()
                : held.keys().stream().filter(key -> id.equals(key.getKeyID())).toList();
    }

    private @Nullable Held refreshed(boolean worthWaiting) {
        if (!locked(worthWaiting)) {
            return held;
        }
        try {
            var last = lastTry;
            if (last == null || age(last).compareTo(BETWEEN_READS) > 0) {
                lastTry = ticks.currentTimeNanos();
                held = new Held(read(), ticks.currentTimeNanos());
            }
        } catch (IOException | ParseException | IllegalArgumentException unread) {
            LOG.log(
                    Level.WARNING,
                    "the keys at {0} cannot be read ({1}); tokens are checked with those that were read last, if any",
                    source,
                    unread.getClass().getSimpleName());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            reading.unlock();
        }
        return held;
    }

    private boolean locked(boolean worthWaiting) {
        try {
            return worthWaiting ? reading.tryLock(READ_TIME.toMillis(), TimeUnit.MILLISECONDS) : reading.tryLock();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<JWK> read() throws IOException, ParseException, InterruptedException {
        var keys = JWKSet.parse(text()).getKeys();
        if (keys.size() > MOST_KEYS) {
            throw new IOException("more keys than any issuer has");
        }
        return keys;
    }

    private String text() throws IOException, InterruptedException {
        if ("file".equals(source.getScheme())) {
            var file = Path.of(source);
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("too large for a set of keys");
            }
            return Files.readString(file);
        }
        var coming = client().sendAsync(
                        HttpRequest.newBuilder(source)
                                .header("Accept", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
        HttpResponse<String> response;
        try {
            // a time-out of the request would end with the headers, and the body could take for ever
            response = coming.get(READ_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException unread) {
            throw unread.getCause() instanceof IOException cause ? cause : new IOException("no answer", unread);
        } catch (TimeoutException slow) {
            throw new IOException("no whole answer in time", slow);
        } finally {
            coming.cancel(true);
        }
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return response.body();
    }

    private HttpClient client() {
        var known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .connectTimeout(READ_TIME)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = known;
        }
        return known;
    }

    private Duration age(long since) {
        return Duration.ofNanos(ticks.currentTimeNanos() - since);
    }
}
