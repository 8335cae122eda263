package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.bootstrap.command.Commands;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weirs that share a database, and what they share of their login at Salesforce. */
@Timeout(120)
class SharedLoginTest {
    private static final String CONTACTS =
            "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"A\"}}}";

    private static final String NOW = "cast(extract(epoch from now()) * 1000 as bigint)";

    private final SandboxServer org = SandboxServer.start(
            SandboxOrg.contactCentre(Clock.systemUTC()),
            SandboxSettings.onPort(0),
            Clock.systemUTC(),
            new SecureRandom());
    private final List<ReadyWeir> weirs = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterEach
    void stop() throws IOException {
        weirs.forEach(ReadyWeir::close);
        postgres.close();
        org.stop();
    }

    @Test
    void aTokenThatIsReplacedAtEachUseServesThreeWeirsAndOutlivesOneThatDies()
            throws SQLException, InterruptedException, ExecutionException {
        var environment = environment(Map.of("SF_AUTH_FLOW", "refresh-token", "SF_REFRESH_TOKEN", "sandbox"));
        for (int i = 0; i < 3; i++) {
            weirs.add(ReadyWeir.start(environment));
        }
        askAtOnce();
        assertThat(org.logins()).isEqualTo(1);
        org.expireTokens();
        askAtOnce();
        assertThat(org.logins()).isEqualTo(2);

        // what a Weir leaves behind that is killed before it sends the token: its lease, to the end of its time
        execute("update weir_shared_secret set lease = 1, leased_until = %s + 500".formatted(NOW));
        org.expireTokens();
        askAtOnce();
        assertThat(org.logins()).isEqualTo(3);

        // weir check shares the login, and a restarted Weir goes on with it
        var out = new StringWriter();
        assertThat(Commands.in(environment).setOut(new PrintWriter(out, true)).execute("check"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("ok       store          PostgreSQL, tables of version ");
        weirs.removeFirst().close();
        weirs.add(ReadyWeir.start(environment));
        askAtOnce();
        assertThat(org.logins()).isEqualTo(3);
        org.expireTokens();
        askAtOnce();
        assertThat(org.logins()).isEqualTo(4);
        assertThat(stored()).singleElement().asString().doesNotContain(org.refreshToken(), "sandbox");
    }

    @Test
    void aWrongSecretThatOneWeirWasRefusedIsTriedByNoOther() throws SQLException {
        var wrong = environment(Map.of("SF_CLIENT_SECRET", "wrong", "WEIR_WARM_UP_TIME", "0"));
        weirs.add(ReadyWeir.start(wrong));
        assertThat(ask(weirs.getFirst())).isEqualTo(502);
        execute("update weir_login_pause set paused_until = %s + 600000".formatted(NOW));
        weirs.add(ReadyWeir.start(wrong));
        assertThat(ask(weirs.getLast())).isEqualTo(502);
        assertThat(weirs.getLast().get(weirs.getLast().admin("/status")).body()).contains("login_refused");
        assertThat(weirs.getLast().metrics()).contains("weir_token_refresh_total{result=\"paused\"");

        weirs.add(ReadyWeir.start(environment(Map.of("SF_CLIENT_SECRET", "sandbox"))));
        assertThat(ask(weirs.getLast())).isEqualTo(200);
    }

    private Map<String, String> environment(Map<String, String> flow) {
        var all = new HashMap<>(Map.of(
                "SF_LOGIN_URL", org.baseUri().toString(),
                "SF_CLIENT_ID", "sandbox",
                "WEIR_AUTH", "none",
                "WEIR_STORE_ENABLED", "true",
                "WEIR_STORE_URL", "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                "WEIR_STORE_USERNAME", "postgres",
                "WEIR_STORE_PASSWORD", "postgres",
                "WEIR_STORE_KEY", "a key that all Weirs have, 32 or longer"));
        all.putAll(flow);
        return all;
    }

    private static int ask(ReadyWeir weir) {
        return weir.query(CONTACTS).statusCode();
    }

    private void askAtOnce() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<Integer>>();
            weirs.forEach(weir -> asked.add(threads.submit(() -> ask(weir))));
            for (var one : asked) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private List<String> stored() throws SQLException {
        var sealed = new ArrayList<String>();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select sealed from weir_shared_secret")) {
            while (rows.next()) {
                sealed.add(rows.getString(1));
            }
        }
        return sealed;
    }
}
