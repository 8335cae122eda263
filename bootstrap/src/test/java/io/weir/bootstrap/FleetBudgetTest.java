package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three Weirs that share an allocation of 200 requests by PostgreSQL; the clock of one is a minute fast. */
@Timeout(300)
class FleetBudgetTest {
    private static final long ALLOCATION = 200;
    private static final long LOW_FLOOR = 60;
    private static final long HIGH_FLOOR = 10;
    private static final String HIGH = "the-key-of-the-caller-whose-customers-wait";
    private static final String LOW = "the-key-of-the-caller-that-nobody-waits-for";

    @TempDir
    Path folder;

    private final SandboxServer sandbox = SandboxServer.start(
            SandboxOrg.contactCentre(Clock.systemUTC()),
            SandboxSettings.onPort(0).withDailyApiRequests(ALLOCATION),
            Clock.systemUTC(),
            new SplittableRandom());
    private final AtomicInteger asked = new AtomicInteger();
    private final List<ReadyWeir> weirs = new ArrayList<>();
    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        postgres = server(0);
        var callers = folder.resolve("weir.yaml");
        Files.writeString(
                callers, """
                    weir:
                      callers:
                        - name: ivr
                          keys: [{hash: "%s"}]
                          ad-hoc: true
                          priority: high
                        - name: batch
                          keys: [{hash: "%s"}]
                          ad-hoc: true
                          priority: low
                    """.formatted(KeyHash.of(HIGH).text(), KeyHash.of(LOW).text()));
        for (var clock :
                List.of(Clock.systemUTC(), Clock.systemUTC(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)))) {
            weirs.add(ReadyWeir.start(environment(callers, "weir-" + weirs.size()), clock));
        }
        for (var weir : weirs) {
            await(() -> status(weir).contains("\"fleet\":{\"ledger\":true,\"weirs\":3"));
        }
    }

    @AfterEach
    void stop() throws IOException {
        weirs.forEach(ReadyWeir::close);
        sandbox.stop();
        postgres.close();
    }

    @Test
    void theFleetNeverUsesMoreThanThereIsAndHighPriorityIsServedToTheEnd() throws IOException, SQLException {
        holdInAWeirThatIsGone(20);
        askUntilAllRefuse(LOW);
        assertThat(sandbox.apiCalls()).as("the floor of low priority").isLessThanOrEqualTo(ALLOCATION - LOW_FLOOR);
        await(() -> ask(weirs.getFirst(), LOW).body().contains("requests of high and normal priority are served"));
        assertThat(weirs).allSatisfy(weir -> serves(weir, HIGH));

        int port = postgres.getPort();
        postgres.close();
        assertThat(weirs).as("each has a lease, or a share").allSatisfy(weir -> serves(weir, HIGH));
        for (var weir : weirs) {
            await(() -> readiness(weir).body().contains("the ledger of API requests cannot be reached"));
            assertThat(readiness(weir).statusCode()).isEqualTo(200);
            assertThat(status(weir)).contains("\"code\":\"ledger_unavailable\"", "\"fleet\":{\"ledger\":false");
        }
        long before = sandbox.apiCalls();
        assertThat(sandbox.apiCalls()).isLessThanOrEqualTo(ALLOCATION - LOW_FLOOR + 2L * weirs.size());

        postgres = server(port);
        for (var weir : weirs) {
            await(() -> status(weir).contains("\"fleet\":{\"ledger\":true"));
        }
        expireTheWeirThatIsGone();
        await(() -> {
            weirs.forEach(weir -> ask(weir, HIGH));
            return sandbox.apiCalls() >= ALLOCATION - LOW_FLOOR + 20;
        });
        assertThat(before).isLessThan(sandbox.apiCalls());
        askUntilAllRefuse(HIGH);
        assertThat(sandbox.apiCalls()).as("the floor of high priority").isLessThanOrEqualTo(ALLOCATION - HIGH_FLOOR);
        await(() -> ask(weirs.getFirst(), HIGH).body().contains("requests of no priority are served"));
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private Map<String, String> environment(Path callers, String instance) {
        var environment = new HashMap<>(Map.of(
                "SF_LOGIN_URL", sandbox.baseUri().toString(),
                "SF_CLIENT_ID", "sandbox",
                "SF_CLIENT_SECRET", "sandbox",
                "WEIR_CONFIG", callers.toString(),
                "WEIR_STORE_ENABLED", "true",
                "WEIR_STORE_URL", "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                "WEIR_STORE_USERNAME", "postgres",
                "WEIR_STORE_PASSWORD", "postgres",
                "WEIR_STORE_KEY", "a key that all Weirs have, 32 or longer",
                "WEIR_INSTANCE", instance));
        environment.put("SF_MAX_ATTEMPTS", "1");
        return environment;
    }

    /** A different question each time, so that nobody shares an answer. */
    private HttpResponse<String> ask(ReadyWeir weir, String key) {
        return weir.query("""
            {"object_name":"Contact","fields":["Id"],"filters":{"LastName":{"op":"=","val":"Nobody%d"}}}\
            """.formatted(asked.incrementAndGet()), "X-API-Key", key);
    }

    private void serves(ReadyWeir weir, String key) {
        await(() -> ask(weir, key).statusCode() == 200);
    }

    /** Asks until so many refusals follow each other that renewed leases would have shown. */
    private void askUntilAllRefuse(String key) {
        int refusals = 0;
        while (refusals < 100) {
            for (var weir : weirs) {
                refusals = ask(weir, key).statusCode() == 503 ? refusals + 1 : 0;
            }
        }
    }

    private static String status(ReadyWeir weir) {
        return weir.get(weir.admin("/status")).body();
    }

    private static HttpResponse<String> readiness(ReadyWeir weir) {
        return weir.get(weir.admin("/observe/health/ready"));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** What the ledger has of a Weir that was killed while it had a lease. */
    private void holdInAWeirThatIsGone(int calls) throws SQLException {
        sql("insert into weir_api_weir (org, weir, held, seen_at)"
                + " select org, 'killed', %d, extract(epoch from clock_timestamp()) * 1000 + 50000 from weir_api_org"
                        .formatted(calls));
        sql("update weir_api_org set leased = leased + " + calls);
    }

    private void expireTheWeirThatIsGone() throws SQLException {
        sql("update weir_api_weir set seen_at = 0 where weir = 'killed'");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isOne();
        }
    }
}
