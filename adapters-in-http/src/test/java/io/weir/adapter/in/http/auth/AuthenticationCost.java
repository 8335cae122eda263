package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Prints what it costs to know a caller, in microseconds of one thread: the median of rounds, in this process. Run it
 * with the module's test class path.
 */
final class AuthenticationCost {
    private static final int ROUNDS = 21;
    private static final int CALLS = 20_000;

    private AuthenticationCost() {}

    public static void main(String[] arguments) {
        for (int callers : List.of(1, 20, 200)) {
            print("API key", callers, key -> key, "X-API-Key");
        }
        print("API key as Bearer", 20, key -> "Bearer " + key, "Authorization");
        print("Basic, seen before", 20, key -> TestCallers.basic("user-7", "password-7"), "Authorization");
    }

    private static void print(String what, int count, UnaryOperator<String> value, String header) {
        var keys = new ArrayList<String>();
        var callers = new ArrayList<CallerAccess>();
        for (int i = 0; i < count; i++) {
            keys.add(KeyHash.newKey(TestCallers.RANDOM));
            var access = TestCallers.access(
                    TestCallers.known("caller-" + i),
                    TestCallers.key("key", keys.getLast(), CallerCredential.NEVER),
                    TestCallers.password("password", "user-" + i, "password-" + i, CallerCredential.NEVER));
            callers.add(new CallerAccess(
                    access.caller(),
                    access.credentials(),
                    List.of(),
                    new CallerLimits(CallerLimits.Rate.of("1000000/s"), 1_000)));
        }
        var authenticator = new Authenticator(
                RegisteredCredential.allOf(callers, List.of(), TimeMeter.SYSTEM_NANOTIME),
                new Authenticator.Remembered(TimeMeter.SYSTEM_NANOTIME, SharedReplays.NONE),
                Clock.systemUTC(),
                TestCallers.RANDOM,
                TestCallers.HASHES,
                TimeMeter.SYSTEM_NANOTIME);
        var headers = WritableHeaders.create()
                .add(HeaderNames.create(header), value.apply(keys.getLast()))
                .add(HeaderNames.create("Content-Type"), "application/json");
        var shown = new RequestCredentials(
                ServerRequestHeaders.create(headers), InetAddress.getLoopbackAddress(), Optional.empty());
        var rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                var authentication = authenticator.authenticate(shown, () -> false, () -> new byte[0]);
                if (authentication instanceof Authentication.Known(var _, var limiter)
                        && limiter.enter().isEmpty()) {
                    limiter.leave();
                }
            }
            rounds[round] = (System.nanoTime() - start) / 1_000.0 / CALLS;
        }
        Arrays.sort(rounds);
        System.out.printf("%-20s %4d callers  %6.2f µs%n", what, count, rounds[ROUNDS / 2]);
    }
}
