package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.in.http.ManualTicker;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is computed says nothing of what was right: the digests of each attempt are counted. */
final class ConstantWorkTest {
    private final AtomicInteger slowHashes = new AtomicInteger();
    private final Set<String> hashers = ConcurrentHashMap.newKeySet();
    private final Provider counting = new Counting();
    private final List<String> keys = new ArrayList<>();

    /** Does what the JDK's own provider does, and counts how often. */
    private final class Counting extends Provider {
        Counting() {
            super("Counting", "1", "counts");
            String type = "SecretKeyFactory";
            String algorithm = "PBKDF2WithHmacSHA256";
            var original = Security.getProvider("SunJCE").getService(type, algorithm);
            putService(new Service(this, type, algorithm, original.getClassName(), List.of(), Map.of()) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    slowHashes.incrementAndGet();
                    hashers.add(Thread.currentThread().getName());
                    return original.newInstance(parameter);
                }
            });
        }
    }

    @BeforeEach
    void count() {
        Security.insertProviderAt(counting, 1);
    }

    @AfterEach
    void stopCounting() {
        Security.removeProvider(counting.getName());
    }

    @Test
    void aKeyCostsOneDigestWhicheverItIsAndHoweverManyThereAre() throws IOException {
        for (int callers : List.of(1, 200)) {
            var authenticator = authenticator(callers);

            for (String key : List.of(keys.getFirst(), keys.getLast(), KeyHash.newKey(TestCallers.RANDOM), "short")) {
                assertThat(hmacs(() -> authenticate(authenticator, "X-API-Key", key)))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aPasswordCostsAsManySlowHashesForNobodyAsForSomebody() {
        var authenticator = authenticator(3);
        for (String attempt : List.of("user-0:wrong", "user-2:wrong", "nobody:wrong", "user-0:old-0", "user-2:new-2")) {
            int colon = attempt.indexOf(':');
            slowHashes.set(0);
            authenticate(
                    authenticator,
                    "Authorization",
                    TestCallers.basic(attempt.substring(0, colon), attempt.substring(colon + 1)));
            assertThat(slowHashes).as(attempt).hasValue(2);

            slowHashes.set(0);
            authenticate(
                    authenticator,
                    "Authorization",
                    TestCallers.basic(attempt.substring(0, colon), attempt.substring(colon + 1)));
            assertThat(slowHashes).as("%s, a second time", attempt).hasValue(0);
        }
    }

    @Test
    void passwordsAreHashedOnTheThreadsForThemHoweverManyAsk() {
        var authenticator = authenticator(3);
        hashers.clear();
        try (var strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String guess = "guess-" + i;
                strangers.execute(
                        () -> authenticate(authenticator, "Authorization", TestCallers.basic("user-0", guess)));
            }
        }

        assertThat(hashers)
                .hasSizeBetween(1, Passwords.POOL.threads())
                .allMatch(name -> name.startsWith(Passwords.POOL.name()));
    }

    /** How many HMACs {@code work} computes, by Java's own trace of the methods that end one. */
    private static long hmacs(Runnable work) throws IOException {
        var file = Files.createTempFile("hmacs", ".jfr");
        try (var recording = new Recording()) {
            recording
                    .enable("jdk.MethodTrace")
                    .with("filter", "javax.crypto.Mac::doFinal")
                    .with("threshold", "0 ns")
                    .withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getThread().getJavaThreadId()
                            == Thread.currentThread().threadId())
                    .count();
        } finally {
            Files.delete(file);
        }
    }

    private Authenticator authenticator(int callers) {
        var ticks = new ManualTicker();
        var configured = new ArrayList<CallerAccess>();
        keys.clear();
        for (int i = 0; i < callers; i++) {
            keys.add(KeyHash.newKey(TestCallers.RANDOM));
            configured.add(new CallerAccess(
                    TestCallers.known("caller-" + i), credentials(i, callers), List.of(), CallerLimits.NONE));
        }
        var credentials = RegisteredCredential.allOf(configured, List.of(), ticks);
        return new Authenticator(
                credentials,
                new Authenticator.Remembered(ticks, SharedReplays.NONE),
                TestCallers.CLOCK,
                TestCallers.RANDOM,
                TestCallers.HASHES,
                ticks);
    }

    private List<CallerCredential> credentials(int caller, int callers) {
        var key = TestCallers.key("key", keys.getLast(), CallerCredential.NEVER);
        return callers > 3
                ? List.of(key)
                : List.of(
                        key,
                        TestCallers.password("old", "user-" + caller, "old-" + caller, CallerCredential.NEVER),
                        TestCallers.password("new", "user-" + caller, "new-" + caller, CallerCredential.NEVER));
    }

    private static void authenticate(Authenticator authenticator, String header, String value) {
        var headers = WritableHeaders.create().add(HeaderNames.create(header), value);
        authenticator.authenticate(
                new RequestCredentials(
                        ServerRequestHeaders.create(headers), InetAddress.getLoopbackAddress(), Optional.empty()),
                () -> false,
                () -> new byte[0]);
    }
}
