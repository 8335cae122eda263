package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.HeaderText;
import io.weir.adapter.in.http.caller.WebhookSecret;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The callers that sign what they send, as Standard Webhooks 1.0 does: HMAC-SHA-256 over id, time and the body's bytes. A
 * signature opens once, and within five minutes of its time. Thread-safe.
 */
final class Signatures {
    static final HeaderName ID = HeaderNames.create("webhook-id");
    static final HeaderName TIMESTAMP = HeaderNames.create("webhook-timestamp");
    static final HeaderName SIGNATURE = HeaderNames.create("webhook-signature");

    /** Neither may hold the dot that joins what is signed. */
    private static final Pattern AN_ID = Pattern.compile("[!-\\-/-~]{1,128}");

    private static final Pattern A_TIMESTAMP = Pattern.compile("\\d{1,12}");
    private static final Pattern SPACE = Pattern.compile(" +");
    private static final String VERSION = "v1,";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int MOST_SIGNATURES = 8;

    private final List<Signer> signers = new ArrayList<>();
    private final InstantSource clock;
    private final ReplayGuard seen;

    private record Signer(RegisteredCredential credential, WebhookSecret secret) {}

    Signatures(List<RegisteredCredential> all, InstantSource clock, TimeMeter ticks) {
        for (var credential : all) {
            if (credential.credential() instanceof CallerCredential.Signature signature) {
                signers.add(new Signer(credential, signature.secret()));
            }
        }
        this.clock = clock;
        this.seen = new ReplayGuard(TOLERANCE.multipliedBy(2), ticks);
    }

    boolean isEmpty() {
        return signers.isEmpty();
    }

    /** Whether a request with {@code headers} claims to be signed. */
    static boolean isClaimedBy(ServerRequestHeaders headers) {
        return headers.contains(SIGNATURE);
    }

    /**
     * @param body reads the body, and is not called for a signature that is out of the question
     */
    CredentialMatch find(ServerRequestHeaders headers, Supplier<byte[]> body) {
        String id = value(headers, ID);
        String timestamp = value(headers, TIMESTAMP);
        var presented = presented(value(headers, SIGNATURE));
        if (!AN_ID.matcher(id).matches() || !A_TIMESTAMP.matcher(timestamp).matches() || presented.isEmpty()) {
            return new CredentialMatch.Fails(AuthenticationFailure.MALFORMED);
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        if (Math.abs(age) > TOLERANCE.toSeconds()) {
            return new CredentialMatch.Fails(AuthenticationFailure.STALE_SIGNATURE);
        }
        return signer(id, timestamp, body.get(), presented)
                .map(signer -> opened(signer, id, timestamp))
                .orElseGet(() -> new CredentialMatch.Fails(AuthenticationFailure.BAD_SIGNATURE));
    }

    private CredentialMatch opened(Signer signer, String id, String timestamp) {
        return switch (seen.first(signer.credential().label(), id + "." + timestamp)) {
            case FIRST -> new CredentialMatch.Opens(signer.credential());
            case AGAIN -> new CredentialMatch.Fails(AuthenticationFailure.REPLAYED);
            case FULL -> new CredentialMatch.Fails(AuthenticationFailure.BUSY);
        };
    }

    /** Tries every secret and every signature, whichever fits. */
    private Optional<Signer> signer(String id, String timestamp, byte[] body, List<byte[]> presented) {
        var found = Optional.<Signer>empty();
        for (var signer : signers) {
            byte[] expected = signer.secret().signature(id, timestamp, body);
            boolean fits = false;
            for (byte[] signature : presented) {
                fits |= MessageDigest.isEqual(expected, signature);
            }
            if (fits) {
                found = Optional.of(signer);
            }
        }
        return found;
    }

    /** The signatures of the version that is known here; others are left out, as the standard says. */
    private static List<byte[]> presented(String header) {
        return SPACE.splitAsStream(header)
                .filter(signature -> signature.startsWith(VERSION))
                .limit(MOST_SIGNATURES)
                .flatMap(signature -> decoded(signature.substring(VERSION.length())).stream())
                .toList();
    }

    private static Optional<byte[]> decoded(String signature) {
        try {
            return Optional.of(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String value(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? HeaderText.trimmed(headers.get(name).get()) : "";
    }
}
