package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.catalog.ContractBreaks;
import io.weir.application.action.InMemoryServedDeclarations;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.port.HistoryUnavailable;
import io.weir.domain.port.ServedDeclarations;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start says of data actions that are not what was served last. */
class ServedContractsTest {
    private static final MeterRegistry METERS = Services.get(MeterRegistry.class);

    private final ServedDeclarations store = new InMemoryServedDeclarations();
    private final LogOf log = new LogOf(ServedContracts.class);
    private final long before = count();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aFirstStartKeepsWhatItServes() throws IOException {
        start(1, "name: Name, mail: Email").look();
        assertThat(store.all()).hasSize(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aStartWithABreakWarnsOnceOfAllWeirsAndServesIt() throws IOException {
        start(1, "name: Name, mail: Email").look();
        var broken = start(1, "name: Name");
        broken.look();
        broken.look();
        start(1, "name: Name").look();

        assertThat(log.lines())
                .containsExactly(
                        "WARNING data action lookup v1 is not what was served as lookup v1 last, and flows that rely"
                                + " on it break; give this declaration another version, and serve the earlier one as"
                                + " lookup.v1.yaml:\n"
                                + "  lookup.yaml:8: answers no longer have 'mail'");
        assertThat(count() - before).isEqualTo(1);
    }

    @Test
    void additionsAndNewVersionsAreSilent() throws IOException {
        start(1, "name: Name").look();
        start(1, "name: Name, mail: Email").look();
        start(2, "mail: Email").look();
        assertThat(log.lines()).isEmpty();
        assertThat(store.all()).hasSize(2);

        // what was added is missed if it goes
        start(2, "name: Name").look();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void anOlderVersionInsteadOfANewerOneIsToldIfItBreaksFlows() throws IOException {
        start(1, "name: Name").look();
        start(2, "name: Name, mail: Email").look();
        start(1, "name: Name").look();
        start(1, "name: Name").look();

        assertThat(log.lines())
                .containsExactly(
                        "WARNING data action lookup v1 is served instead of lookup v2, which is newer and gone, and"
                                + " flows that ask for no version and rely on it break; serve it beside the new one,"
                                + " in a file of its own:\n"
                                + "  lookup.yaml:8: answers no longer have 'mail'");
        assertThat(count() - before).isEqualTo(1);

        start(2, "name: Name").look();
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void aStoreThatIsUnavailableIsAskedAgain() throws IOException {
        start(1, "name: Name, mail: Email").look();
        var failures = new AtomicInteger(2);
        write(1, "name: Name");
        var contracts = new ServedContracts(ActionFolder.load(folder), failing(failures), METERS);
        contracts.look();
        contracts.look();
        assertThat(log.lines()).isEmpty();
        contracts.look();
        contracts.look();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void aTextThatThisWeirCannotReadHasNoContract() throws IOException {
        var contracts = start(1, "name: Name");
        contracts.look();
        store.keep(Map.of(store.all().keySet().iterator().next(), "name: lookup\nfuture: true\n"));
        start(1, "mail: Email").look();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void anActionThatIsGoneIsKeptAsGoneAndComparedIfItIsServedAgain() throws IOException {
        start(1, "name: Name, mail: Email").look();
        var id = store.all().keySet().iterator().next();
        Files.move(folder.resolve("lookup.yaml"), folder.resolve("lookup.txt"));
        other();
        var contracts = new ServedContracts(ActionFolder.load(folder), store, METERS);
        contracts.look();
        new ServedContracts(ActionFolder.load(folder), store, METERS).look();

        assertThat(KeptDeclaration.isServed(store.all().getOrDefault(id, ""))).isFalse();
        assertThat(log.lines())
                .containsExactly("INFO data actions that were served last are gone, and flows that call them get a"
                        + " 404: lookup");

        start(1, "name: Name").look();
        assertThat(KeptDeclaration.isServed(store.all().getOrDefault(id, "# no longer served\n")))
                .isTrue();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getLast()).contains("answers no longer have 'mail'");
    }

    /** Weirs of a fleet, one of which still has the former folder. */
    @Test
    void twoWeirsWithDifferentFoldersDoNotReportEachOtherAllTheTime() throws IOException {
        var former = start(1, "name: Name, mail: Email");
        former.look();
        var latter = start(1, "name: Name");
        latter.look();
        for (int i = 0; i < 10; i++) {
            former.look();
            latter.look();
        }
        assertThat(log.lines()).hasSize(1);
    }

    private ServedDeclarations failing(AtomicInteger failures) {
        return new ServedDeclarations() {
            @Override
            public Map<ActionVersion, String> all() {
                if (failures.getAndDecrement() > 0) {
                    throw new HistoryUnavailable("down");
                }
                return store.all();
            }

            @Override
            public void keep(Map<ActionVersion, String> declarations) {
                store.keep(declarations);
            }
        };
    }

    private ServedContracts start(int version, String outputs) throws IOException {
        write(version, outputs);
        return new ServedContracts(ActionFolder.load(folder), store, METERS);
    }

    private void write(int version, String outputs) throws IOException {
        write("lookup", version, outputs);
    }

    private void other() throws IOException {
        write("other", 1, "name: Name");
    }

    private void write(String name, int version, String outputs) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), """
            name: %s
            version: %d
            description: x
            query:
              object_name: Contact
              fields: [Name, Email]
              where: {field: VIP__c, op: "=", val: true}
            outputs: {%s}
            """.formatted(name, version, outputs));
    }

    private static long count() {
        return ContractBreaks.counter(METERS, "served").count();
    }
}
