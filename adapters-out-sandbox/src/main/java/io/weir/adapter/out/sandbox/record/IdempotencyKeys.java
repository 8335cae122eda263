package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.route.Routes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The replies to requests with the header {@code Idempotency-Key}, which are given again to the same request. Kept for
 * 30 days, at most 10,000. Thread-safe.
 */
final class IdempotencyKeys {
    private static final Pattern UUID_V4 = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final int MAX_KEYS = 10_000;
    private static final int MAX_BYTES = 9 * 1_024 * 1_024;

    private final SandboxOrg org;
    private final Map<String, Use> uses = new LinkedHashMap<>();

    IdempotencyKeys(SandboxOrg org) {
        this.org = org;
    }

    /**
     * The first use of a key.
     *
     * @param reply null while the request runs
     */
    private record Use(String request, Instant at, @Nullable Reply reply) {}

    /** A resource that gives the stored reply to a repeated request. */
    Routes.Resource repeatable(Routes.Resource resource) {
        return request -> {
            String key = request.header("Idempotency-Key");
            if (key.isEmpty()) {
                return resource.reply(request);
            }
            if (!UUID_V4.matcher(key).matches()) {
                return Reply.error(400, "INVALID_INPUT", "The Idempotency-Key header must be a UUID in v4 format.");
            }
            return once(key, fingerprint(request), () -> resource.reply(request));
        };
    }

    /** A resource that does not take the header. */
    static Routes.Resource unsupported(Routes.Resource resource) {
        return request -> request.header("Idempotency-Key").isEmpty()
                ? resource.reply(request)
                : Reply.error(400, "INVALID_INPUT", "The Idempotency-Key header isn't supported by this resource.");
    }

    private Reply once(String key, String request, Supplier<Reply> reply) {
        var first = begin(key, request);
        if (first != null) {
            return repeated(first, request);
        }
        Reply made = null;
        try {
            made = reply.get();
            return made;
        } finally {
            end(key, request, made);
        }
    }

    private static Reply repeated(Use first, String request) {
        if (!first.request().equals(request)) {
            return Reply.error(
                    422, "INVALID_INPUT", "The Idempotency-Key header was used before with another request.");
        }
        return first.reply() != null
                ? first.reply()
                : Reply.error(409, "CONFLICT", "A request with this Idempotency-Key header is still running.")
                        .withHeader("Retry-After", "1");
    }

    /** The use of {@code key} so far; null if this is the first. */
    private synchronized @Nullable Use begin(String key, String request) {
        uses.values().removeIf(use -> use.at().isBefore(org.now().minus(LIFETIME)));
        var first = uses.putIfAbsent(key, new Use(request, org.now(), null));
        if (uses.size() > MAX_KEYS) {
            uses.remove(uses.keySet().iterator().next());
        }
        return first;
    }

    /** Keeps what was replied. A failure of the server is forgotten, so that the request can be tried again. */
    private synchronized void end(String key, String request, @Nullable Reply reply) {
        if (reply == null || reply.status() >= 500 || reply.body().length > MAX_BYTES) {
            uses.remove(key);
        } else {
            uses.replace(key, new Use(request, org.now(), reply));
        }
    }

    private static String fingerprint(ApiRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.method() + " " + request.version() + " " + request.path() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(request.body()));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
