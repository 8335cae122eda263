package io.weir.bench;

import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.limit.Priority;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Three Weirs in processes of their own on one PostgreSQL and one sandbox org: what they spend together when one is
 * killed and the database stops, whether anything waits for the database, and what opens once. docs/benchmark.md says
 * how to run it and how to read what it prints.
 */
final class FleetOfProcesses {
    private static final int SECONDS = Integer.getInteger("fleet.seconds", 120);
    private static final int SCHEDULES = Integer.getInteger("fleet.schedules", 1);
    private static final String SEED = System.getProperty("fleet.seed", "").strip();
    private static final long ALLOCATION = 2_000;
    private static final long PLENTY = 10_000_000;

    /** Says little, so that the tables stay together; held, or the level is lost. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.zonky"), Logger.getLogger("io.helidon"));

    private FleetOfProcesses() {}

    /** Ends with 1 if anything is not as it should be. */
    public static void main(String... arguments)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        var parts = List.of(System.getProperty("fleet.parts", "schedules,latency,signed,refresh")
                .split(","));
        long seed = SEED.isEmpty() ? new SecureRandom().nextLong(1_000_000) : Long.parseLong(SEED);
        boolean good = true;
        for (int i = 0; parts.contains("schedules") && i < SCHEDULES; i++) {
            good &= schedule(seed + i);
        }
        if (parts.contains("latency")) {
            good &= latency();
        }
        if (parts.contains("signed")) {
            good &= opensOnce();
        }
        if (parts.contains("refresh")) {
            good &= refreshes();
        }
        System.exit(good ? 0 : 1);
    }

    static boolean judge(String what, boolean well) {
        System.out.println((well ? "ok      " : "FAILED  ") + what);
        return well;
    }

    private static SandboxServer org(long allocation) {
        return SandboxServer.start(
                SandboxOrg.contactCentre(Clock.systemUTC()),
                SandboxSettings.onPort(0).withDailyApiRequests(allocation),
                Clock.systemUTC(),
                new SecureRandom());
    }

    private static boolean schedule(long seed) throws IOException, InterruptedException, ExecutionException {
        System.out.printf("%nschedule of seed %d, %d s, an allocation of %d%n", seed, SECONDS, ALLOCATION);
        var org = org(ALLOCATION);
        try (var database = FleetDatabase.start();
                var weirs = new FleetWeirs(org.baseUri(), database.settings())) {
            boolean good = new FleetSchedule(
                            org, ALLOCATION, database, weirs, new Random(seed), Duration.ofSeconds(SECONDS))
                    .run();
            if (!good) {
                weirs.keepLogs();
            }
            return good;
        } finally {
            org.stop();
        }
    }

    /** One signed request: to two Weirs, and to one that has started since. */
    private static boolean opensOnce() throws IOException, InterruptedException {
        System.out.printf("%na signed request at two Weirs, and after a restart%n");
        var org = org(PLENTY);
        try (var database = FleetDatabase.start();
                var weirs = new FleetWeirs(org.baseUri(), strict(database.settings()))) {
            var one = weirs.start("weir-0");
            var two = weirs.start("weir-1");
            var signed = weirs.signed();
            int first = weirs.open(one, signed);
            int second = weirs.open(two, signed);
            weirs.kill(one);
            weirs.kill(two);
            int restarted = weirs.open(weirs.start("weir-0"), signed);
            System.out.printf(
                    "status %d at the first, %d at the second, %d after both were killed and one started%n",
                    first, second, restarted);
            return judge("a signature opens once", first == 200 && second == 401 && restarted == 401);
        } finally {
            org.stop();
        }
    }

    private static Map<String, String> strict(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("WEIR_REPLAY_GUARD", "strict");
        return all;
    }

    /** A refresh token that is replaced at each use, used by three Weirs; the one that used it is killed. */
    private static boolean refreshes() throws IOException, InterruptedException {
        System.out.printf("%na refresh token that is replaced at each use%n");
        var org = org(PLENTY);
        try (var database = FleetDatabase.start();
                var weirs = new FleetWeirs(org.baseUri(), refreshToken(database.settings()))) {
            for (int i = 0; i < 3; i++) {
                var _ = weirs.start("weir-" + i);
            }
            boolean good = judge("three Weirs are served by one login", allServed(weirs) && org.logins() == 1);
            org.expireTokens();
            var last = weirs.alive().getFirst();
            good &= judge("the first logs in again", served(weirs, last) && org.logins() == 2);
            weirs.kill(last);
            good &= judge("the others go on with its session", allServed(weirs) && org.logins() == 2);
            org.expireTokens();
            good &= judge("and log in with the token that it left", allServed(weirs) && org.logins() == 3);
            var _ = weirs.start("weir-0");
            good &= judge("a new one goes on with their session", allServed(weirs) && org.logins() == 3);
            org.expireTokens();
            good &= judge("all are served after the next login", allServed(weirs) && org.logins() == 4);
            return good;
        } finally {
            org.stop();
        }
    }

    private static Map<String, String> refreshToken(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("SF_AUTH_FLOW", "refresh-token");
        all.put("SF_REFRESH_TOKEN", "sandbox");
        return all;
    }

    private static boolean allServed(FleetWeirs weirs) throws IOException, InterruptedException {
        boolean all = true;
        for (var weir : weirs.alive()) {
            all &= served(weirs, weir);
        }
        return all;
    }

    private static boolean served(FleetWeirs weirs, WeirProcess weir) throws IOException, InterruptedException {
        return weirs.ask(weir, Priority.NORMAL).statusCode() == 200;
    }

    /** How long runs take with the database and without. */
    private static boolean latency() throws IOException, InterruptedException, SQLException {
        System.out.printf("%nlatency of requests with an API key, with a database and without%n");
        var org = org(PLENTY);
        try (var database = FleetDatabase.start();
                var without = new FleetWeirs(org.baseUri(), Map.of());
                var with = new FleetWeirs(org.baseUri(), database.settings())) {
            return new FleetLatency(database, without, with).run();
        } finally {
            org.stop();
        }
    }
}
