package io.weir.adapter.in.http.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.bucket4j.TimeMeter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, cached for five minutes. A token that names an unknown key causes an earlier read, but
 * at most two reads happen in 30 s, so that forged tokens cannot cause more. If the issuer is unreachable, the last
 * keys remain valid for a day. Thread-safe.
 */
final class JwkSet {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration REFRESHED_AHEAD = Duration.ofMinutes(1);
    private static final Duration USABLE = Duration.ofDays(1);
    private static final Duration TWO_READS = Duration.ofSeconds(30);

    /** Longer than a read takes, so that waiting requests get its result. */
    private static final Duration WAIT = JwkSetSource.READ_TIME.plusSeconds(1);

    private final JWKSetSource<SecurityContext> keys;
    private final TimeMeter ticks;
    private final long madeAt;

    /** Builds what {@code JWKSourceBuilder} would, which cannot take the time from {@code ticks}. */
    JwkSet(URI source, TimeMeter ticks) {
        this.ticks = ticks;
        this.madeAt = ticks.currentTimeNanos();
        JWKSetSource<SecurityContext> read = new JwkSetSource(source);
        read = new OutageTolerantJWKSetSource<>(read, USABLE.toMillis(), null);
        read = new RateLimitedJWKSetSource<>(read, TWO_READS.toMillis(), null);
        var background = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("weir-key-sets-", 0).factory());
        this.keys = new RefreshAheadCachingJWKSetSource<>(
                read, FRESH.toMillis(), WAIT.toMillis(), REFRESHED_AHEAD.toMillis(), false, background, false, null);
    }

    /** The keys that can have signed a token with the key id {@code id}, or without one; empty if no set is known. */
    Optional<List<JWK>> named(@Nullable String id) {
        var selector = new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
        return read(JWKSetCacheRefreshEvaluator.noRefresh()).map(known -> {
            var named = selector.select(known);
            return named.isEmpty()
                    ? read(JWKSetCacheRefreshEvaluator.referenceComparison(known))
                            .map(selector::select)
                            .orElse(List.of())
                    : named;
        });
    }

    private Optional<JWKSet> read(JWKSetCacheRefreshEvaluator refresh) {
        long now = TimeUnit.NANOSECONDS.toMillis(ticks.currentTimeNanos() - madeAt);
        try {
            return Optional.of(keys.getJWKSet(refresh, now, null));
        } catch (KeySourceException unread) {
            return Optional.empty();
        }
    }
}
