package io.weir.adapter.out.salesforce.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import io.weir.adapter.out.salesforce.settings.LoginSharing;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.port.InMemorySharedSecrets;
import io.weir.domain.port.LoginPauses;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SharedSecrets;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three Weirs that share one refresh token of the sandbox, which replaces it at each use and revokes what is used twice. */
@Timeout(60)
class SharedRefreshLoginTest {
    private final StandIn standIn = new StandIn();
    private final InMemorySharedSecrets secrets = new InMemorySharedSecrets();
    private final SandboxServer org = SandboxServer.start(
            SandboxOrg.contactCentre(Clock.systemUTC()), SandboxSettings.onPort(0), Clock.systemUTC(), new Random(1));
    private final List<RestApi> apis = new ArrayList<>();
    private final List<RestSalesforceQueries> weirs = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        apis.forEach(RestApi::close);
        org.stop();
        standIn.close();
    }

    @Test
    void oneLogsInAndTheOthersUseItsSession() throws InterruptedException, ExecutionException {
        start(3, "sandbox");
        askAtOnce();
        assertThat(org.logins()).isEqualTo(1);

        org.expireTokens();
        askAtOnce();
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void aRestartedWeirGoesOnWithTheSession() {
        start(1, "sandbox");
        ask(0);
        start(1, "sandbox");
        ask(1);
        assertThat(org.logins()).isEqualTo(1);

        org.expireTokens();
        ask(1);
        ask(0);
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void aWeirThatDiedWithTheLeaseDelaysTheOthersUntilItEnds() {
        start(3, "sandbox");
        ask(0);
        org.expireTokens();
        // what a killed process leaves behind
        String name = nameOfTheLogin();
        assertThat(secrets.claim(name, 1)).isInstanceOf(SharedSecrets.Lease.class);

        secrets.endLeases();
        ask(1);
        ask(2);
        ask(0);
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void whileAnotherWeirLogsInTheOthersWaitForIt() throws InterruptedException, ExecutionException {
        start(1, "sandbox");
        ask(0);
        org.expireTokens();
        String name = nameOfTheLogin();
        var lease = (SharedSecrets.Lease) secrets.claim(name, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> ask(0));
            assertThat(waiting.isDone()).isFalse();
            secrets.release(lease);
            waiting.get();
        }
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void withoutTheStoreSessionsGoOnAndNobodyUsesTheToken() {
        start(2, "sandbox");
        ask(0);
        secrets.setDown(true);
        ask(0);
        assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                .isThrownBy(() -> ask(1))
                .withMessageContaining("no login without the store that all Weirs share");
        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void aTokenThatCannotBeStoredAtOnceIsStoredAsSoonAsTheStoreIsBack() {
        try (var log = new LogOf(SharedRefreshLogin.class)) {
            var failing = new FailingOnce(secrets);
            start(1, failing, credentials("sandbox"), time -> secrets.setDown(false));
            ask(0);
            while (log.lines().size() < 2) {
                Thread.onSpinWait();
            }
            assertThat(log.lines().getFirst())
                    .startsWith("WARNING Salesforce replaced the refresh token, and the new one cannot be stored yet");
            assertThat(log.lines().getLast()).isEqualTo("INFO the refresh token is stored");
        }
        start(1, "sandbox");
        ask(1);
        assertThat(org.logins()).isEqualTo(1);
        org.expireTokens();
        ask(1);
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void aNewTokenInTheFileBeginsAnew() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "sandbox");
        var credentials =
                new Credentials.RefreshToken("sandbox", ClientSecret.NONE, "sandbox", new TokenStore.InFile(file));
        start(1, secrets, credentials, standIn.waits::add);
        ask(0);
        assertThat(file).hasContent("sandbox");

        Files.writeString(file, org.refreshToken() + "\n");
        org.expireTokens();
        ask(0);
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsUsedUpIsForTheOperatorAndBlocksNobody() {
        start(1, "used up");
        assertThatExceptionOfType(SalesforceFailure.LoginRefused.class).isThrownBy(() -> ask(0));

        assertThat(secrets.claim(nameOf("used up"), 0)).isInstanceOf(SharedSecrets.Lease.class);
    }

    private static final class FailingOnce implements SharedSecrets {
        private final InMemorySharedSecrets secrets;
        private boolean failed;

        FailingOnce(InMemorySharedSecrets secrets) {
            this.secrets = secrets;
        }

        @Override
        public Claim claim(String name, long known) {
            return secrets.claim(name, known);
        }

        @Override
        public Optional<Long> replace(Lease lease, String secret) {
            if (!failed) {
                failed = true;
                secrets.setDown(true);
            }
            return secrets.replace(lease, secret);
        }

        @Override
        public void release(Lease lease) {
            secrets.release(lease);
        }
    }

    private static Credentials.RefreshToken credentials(String token) {
        return new Credentials.RefreshToken("sandbox", ClientSecret.NONE, token, new TokenStore.InMemory());
    }

    private void start(int count, String token) {
        for (int i = 0; i < count; i++) {
            start(1, secrets, credentials(token), _ -> Thread.onSpinWait());
        }
    }

    private void start(int count, SharedSecrets shared, Credentials credentials, Sleeper sleeper) {
        for (int i = 0; i < count; i++) {
            var api = new RestApi(
                    SalesforceSettings.of(org.baseUri(), credentials),
                    new LoginSharing(Optional.of(shared), LoginPauses.NONE, _ -> ""),
                    standIn.usage,
                    standIn.budget,
                    standIn.meters,
                    Clock.systemUTC(),
                    new Random(i),
                    sleeper);
            apis.add(api);
            weirs.add(new RestSalesforceQueries(api, new Random(3)));
        }
    }

    private void ask(int weir) {
        assertThat(weirs.get(weir).start(StandIn.ACCOUNTS, StandIn.meter()).rows())
                .isNotEmpty();
    }

    private void askAtOnce() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<?>>();
            for (int i = 0; i < weirs.size(); i++) {
                int weir = i;
                asked.add(threads.submit(() -> ask(weir)));
            }
            for (var one : asked) {
                one.get();
            }
        }
    }

    private String nameOfTheLogin() {
        return nameOf("sandbox");
    }

    private String nameOf(String token) {
        return SharedRefreshLogin.nameOf(org.baseUri().toString(), "sandbox", token);
    }
}
