package io.weir.adapter.in.http.auth;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.HeaderText;
import io.weir.adapter.in.http.caller.WebhookSecret;
import io.weir.domain.port.ReplayGuard;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Authenticates callers by signatures of Standard Webhooks 1.0: HMAC-SHA-256 over id, time and body. A signature is
 * valid once, within five minutes of its time. Thread-safe.
 */
final class Signatures {
    static final HeaderName ID = HeaderNames.create("webhook-id");
    static final HeaderName TIMESTAMP = HeaderNames.create("webhook-timestamp");
    static final HeaderName SIGNATURE = HeaderNames.create("webhook-signature");

    /** Without the dot, which separates the signed parts. */
    private static final Pattern ID_FORM = Pattern.compile("[!-\\-/-~]{1,128}");

    private static final Pattern TIMESTAMP_FORM = Pattern.compile("\\d{1,12}");
    private static final Pattern SPACE = Pattern.compile(" +");
    private static final String VERSION = "v1,";

    /** Half of the memory, because a signature may be made in advance. */
    private static final Duration TOLERANCE = ReplayGuard.MEMORY.dividedBy(2);

    private static final int MOST_SIGNATURES = 8;

    private final List<Signer> signers = new ArrayList<>();
    private final InstantSource clock;
    private final ReplayProtection replays;

    private record Signer(RegisteredCredential credential, WebhookSecret secret) {}

    Signatures(List<RegisteredCredential> all, InstantSource clock, ReplayProtection replays) {
        for (var credential : all) {
            if (credential.credential() instanceof CallerCredential.Signature signature) {
                signers.add(new Signer(credential, signature.secret()));
            }
        }
        this.clock = clock;
        this.replays = replays;
    }

    boolean isEmpty() {
        return signers.isEmpty();
    }

    /** Whether {@code headers} have a signature. */
    static boolean isClaimedBy(ServerRequestHeaders headers) {
        return headers.contains(SIGNATURE);
    }

    /**
     * The credentials whose secrets signed the request, or one refusal.
     *
     * @param body reads the body; not called for a malformed or stale signature
     */
    List<CredentialMatch> find(ServerRequestHeaders headers, Supplier<byte[]> body) {
        String id = value(headers, ID);
        String timestamp = value(headers, TIMESTAMP);
        var presented = presented(value(headers, SIGNATURE));
        if (!ID_FORM.matcher(id).matches() || !TIMESTAMP_FORM.matcher(timestamp).matches() || presented.isEmpty()) {
            return CredentialMatch.none(AuthenticationFailure.MALFORMED);
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        if (Math.abs(age) > TOLERANCE.toSeconds()) {
            return CredentialMatch.none(AuthenticationFailure.STALE_SIGNATURE);
        }
        var signed = signers(id, timestamp, body.get(), presented);
        return signed.isEmpty()
                ? CredentialMatch.none(AuthenticationFailure.BAD_SIGNATURE)
                : unlessReplayed(signed, id + "." + timestamp);
    }

    /** By caller, so that a message with the signatures of two secrets counts once while the secret is rotated. */
    private List<CredentialMatch> unlessReplayed(List<RegisteredCredential> signed, String message) {
        var refusals = new HashMap<String, Optional<AuthenticationFailure>>();
        return signed.stream()
                .map(credential -> refusals.computeIfAbsent(
                                credential.callerName(), caller -> replays.refusal(caller, message))
                        .<CredentialMatch>map(Authentication.Refused::new)
                        .orElse(credential))
                .toList();
    }

    /** The signers. Checks every secret and every signature, so that the time does not reveal which matches. */
    private List<RegisteredCredential> signers(String id, String timestamp, byte[] body, List<byte[]> presented) {
        var found = new ArrayList<RegisteredCredential>();
        for (var signer : signers) {
            byte[] expected = signer.secret().signature(id, timestamp, body);
            boolean matches = false;
            for (byte[] signature : presented) {
                matches |= MessageDigest.isEqual(expected, signature);
            }
            if (matches) {
                found.add(signer.credential());
            }
        }
        return found;
    }

    /** The signatures of version 1; the standard says to ignore others. */
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
