package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.application.check.CheckActions;
import io.weir.bootstrap.command.CommandsTest;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log and the metric say of actions that do not suit the org. */
class ActionChecksTest {
    private static final MeterRegistry METERS = Services.get(MeterRegistry.class);
    private static final SchemaCatalog SCHEMA = new InMemorySchemaCatalog(SandboxOrg.contactCentre(Clock.systemUTC()));
    private static final Duration TIME = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final AtomicReference<ActionCatalog> served = new AtomicReference<>(ActionCatalog.EMPTY);
    private final LogOf log = new LogOf(ActionChecks.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void saysWhereAnActionDoesNotSuitTheOrg() throws IOException {
        var checks = new ActionChecks(declared("Emial", "Phono"), new CheckActions(SCHEMA), now::get, METERS);
        checks.check(TIME);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING data action by-email v1 does not suit the org: callers are answered 500"
                        + " action_unsuitable")
                .contains("by-email.yaml:7: Contact has no field Emial; did you mean Email?")
                .contains("by-email.yaml:7: Contact has no field Phono");
        assertThat(gauge()).isEqualTo(1);
    }

    @Test
    void saysOfOneLineEachThingOnce() throws IOException {
        var checks =
                new ActionChecks(declared("Nosuch.Name", "Nosuch.Email"), new CheckActions(SCHEMA), now::get, METERS);
        checks.check(TIME);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .containsOnlyOnce("by-email.yaml:7: Contact has no relationship Nosuch");
    }

    @Test
    void saysItOnceUntilItIsMendedHoweverOftenAndByHoweverManyItIsChecked() throws Exception {
        served.set(declared("Emial", "Email"));
        var checks = new ActionChecks(catalog(), new CheckActions(SCHEMA), now::get, METERS);
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(Collections.nCopies(100, () -> checks.check(TIME)));
        }
        served.set(declared("Email", "Email"));
        checks.checkIfDue();
        checks.checkIfDue();

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getLast()).isEqualTo("INFO data action by-email v1 is no longer unsuitable for the org");
        assertThat(gauge()).isZero();
    }

    @Test
    void saysSoWhenTheActionIsGone() throws IOException {
        served.set(declared("Emial", "Email"));
        var checks = new ActionChecks(catalog(), new CheckActions(SCHEMA), now::get, METERS);
        checks.checkIfDue();
        served.set(ActionCatalog.EMPTY);
        checks.checkIfDue();

        assertThat(log.lines()).hasSize(2);
        assertThat(gauge()).isZero();
    }

    @Test
    void looksAgainOnceAMinuteWhileTheOrgMayBeMended() throws IOException {
        var schema = new AtomicReference<>(SchemaCatalog.NONE);
        served.set(declared("Emial", "Email"));
        var checks = new ActionChecks(catalog(), new CheckActions(through(schema)), now::get, METERS);
        assertThat(checks.check(TIME)).containsExactly(new ObjectName("Contact"));
        schema.set(SCHEMA);
        checks.checkIfDue();
        assertThat(log.lines()).isEmpty();

        now.updateAndGet(instant -> instant.plusSeconds(60));
        checks.checkIfDue();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void looksAgainAfterTheClockWasSetBack() throws IOException {
        var schema = new AtomicReference<>(SchemaCatalog.NONE);
        served.set(declared("Emial", "Email"));
        var checks = new ActionChecks(catalog(), new CheckActions(through(schema)), now::get, METERS);
        checks.check(TIME);
        schema.set(SCHEMA);

        now.updateAndGet(instant -> instant.minus(Duration.ofDays(1)));
        checks.checkIfDue();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void saysOnceWhatRunsFindAfterTheOrgHasChanged() throws Exception {
        served.set(declared("Email", "Email"));
        var checks = new ActionChecks(served.get(), new CheckActions(SCHEMA), now::get, METERS);
        checks.check(TIME);
        var problems = List.of(new Problem("/query/fields/0", "Contact has no field Id"));
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(
                    Collections.nCopies(100, Executors.callable(() -> checks.unsuitable(action(), problems))));
        }
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING data action by-email v1 does not suit the org: callers are answered 500")
                .contains("by-email.yaml:7: Contact has no field Id");
        assertThat(gauge()).isEqualTo(1);

        now.updateAndGet(instant -> instant.plusSeconds(60));
        checks.checkIfDue();
        assertThat(log.lines().getLast()).isEqualTo("INFO data action by-email v1 is no longer unsuitable for the org");
        assertThat(gauge()).isZero();
    }

    @Test
    void runsOfAnActionThatIsKnownNotToSuitSayNoMore() throws Exception {
        served.set(declared("Emial", "Phono"));
        var checks = new ActionChecks(catalog(), new CheckActions(SCHEMA), now::get, METERS);
        checks.check(TIME);
        checks.unsuitable(action(), List.of(new Problem("/query/fields/0", "Contact has no field Emial")));

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void saysOnceWhichVersionGetsTheNameOfAVariable() throws IOException {
        String newest = CommandsTest.BY_EMAIL.formatted("Email", "Email");
        Files.writeString(folder.resolve("by-email.v1.yaml"), newest);
        Files.writeString(folder.resolve("by-email.yaml"), newest.replace("version: 1", "version: 2"));
        var actions = ActionFolder.load(folder);
        var checks = new ActionChecks(actions, new CheckActions(SCHEMA), now::get, METERS);
        for (int i = 0; i < 3; i++) {
            actions.all().forEach(version -> checks.unfilled(version, new MemberName("email")));
        }

        String text = "WARNING a script sends the name of a variable in braces instead of its value: action ";
        assertThat(log.lines()).containsExactly(text + "by-email, input email", text + "by-email v1, input email");
    }

    private DataAction action() {
        return served.get().all().getFirst();
    }

    private ActionFolder declared(String selected, String compared) throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), CommandsTest.BY_EMAIL.formatted(selected, compared));
        return ActionFolder.load(folder);
    }

    private ActionCatalog catalog() {
        return new ActionCatalog() {
            @Override
            public Optional<DataAction> named(ActionName name) {
                return served.get().named(name);
            }

            @Override
            public List<DataAction> all() {
                return served.get().all();
            }
        };
    }

    private static SchemaCatalog through(AtomicReference<SchemaCatalog> schema) {
        return new SchemaCatalog() {
            @Override
            public Description describe(ObjectName object, Deadline deadline) {
                return schema.get().describe(object, deadline);
            }

            @Override
            public List<String> objectNames(Deadline deadline) {
                return schema.get().objectNames(deadline);
            }

            @Override
            public void forget(ObjectName object) {}
        };
    }

    private static double gauge() {
        return METERS.gauge("weir_actions_unsuitable", List.of())
                .orElseThrow()
                .value()
                .doubleValue();
    }
}
