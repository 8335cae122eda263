package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.TestMeters;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.status.RecordingLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that change while Weir serves. */
class CatalogReloaderTest {
    private final MeterRegistry meters = TestMeters.ALL;
    private final RecordingLogger log = new RecordingLogger();

    @TempDir
    private Path folder;

    private ActionFolder actions;
    private CatalogReloader watch;

    @BeforeEach
    void twoActions() throws IOException {
        write("first", 1, "Name");
        write("second", 1, "Name");
        actions = ActionFolder.load(folder);
        watch = new CatalogReloader(actions, () -> {}, log, Clock.systemUTC(), meters);
    }

    @Test
    void testsBesideTheActionsAreNeitherServedNorCompared() throws IOException {
        Files.writeString(folder.resolve("first.test.yaml"), "cases: [{name: a, outcome: found}]");

        assertThat(watch.look()).isEqualTo(new ActionFolder.Refreshed.Unchanged());
        assertThat(actions.all()).hasSize(2);
    }

    @Test
    void aChangeIsServedAndTold() throws IOException {
        write("first", 2, "Name");
        Files.delete(folder.resolve("second.yaml"));
        write("third", 1, "Name");
        watch.look();

        assertThat(served()).containsExactly("first v2", "third v1");
        assertThat(actions.named(new ActionName("second"))).isEmpty();
        assertThat(log.lines)
                .containsExactly("INFO actions: first v2 new, third v1 new, first v1 gone, second v1 gone");
    }

    @Test
    void aChangeIsServedOnceItHasBeenTheSameForALook() throws IOException {
        write("third", 1, "Name");
        watch.lookIfSettled();
        write("first", 2, "Name");
        watch.lookIfSettled();
        assertThat(served()).containsExactly("first v1", "second v1");
        assertThat(log.lines).isEmpty();

        watch.lookIfSettled();
        assertThat(served()).containsExactly("first v2", "second v1", "third v1");
        assertThat(log.lines).containsExactly("INFO actions: first v2 new, third v1 new, first v1 gone");
    }

    @Test
    void warnsOfWordsThatCxoneHas() throws IOException {
        Files.writeString(
                folder.resolve("first.yaml"),
                action("first", 2, "Id").replace("outputs: {", "outputs: {contactId: Id, "));
        watch.look();
        watch.look();

        assertThat(log.lines)
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARNING actions: these are served, but may be unintended:\n  first.yaml:")
                .contains(": /outputs/contactId: scripts and requests of CXone have a 'contactId'")
                .doesNotContain("second.yaml");
        log.lines.clear();

        new CatalogReloader(ActionFolder.load(folder), () -> {}, log, Clock.systemUTC(), meters).warn();
        assertThat(log.lines).singleElement().asString().startsWith("WARNING actions: these are served");
    }

    @Test
    void onlyWhatChangedIsTold() throws IOException {
        Files.writeString(folder.resolve("third.yaml"), withPattern());
        watch.look();
        log.lines.clear();

        write("first", 2, "Name");
        watch.look();
        assertThat(log.lines).containsExactly("INFO actions: first v2 new, first v1 gone");

        Files.writeString(folder.resolve("third.yaml"), withPattern().replace("description: x", "description: y"));
        watch.look();
        assertThat(log.lines).last().isEqualTo("INFO actions: third v1 changed");

        Files.writeString(folder.resolve("first.yaml"), action("first", 2, "Name") + "# the newest\n");
        watch.look();
        assertThat(log.lines).last().isEqualTo("INFO actions: nothing but comments and layout changed");
    }

    /** What an action was kept by still finds it. */
    @Test
    void whatDidNotChangeEqualsWhatItWas() throws IOException {
        Files.writeString(folder.resolve("third.yaml"), withPattern());
        watch.look();
        var before = actions.named(new ActionName("third"));

        write("first", 2, "Name");
        watch.look();

        assertThat(actions.named(new ActionName("third"))).isPresent().isEqualTo(before);
    }

    @Test
    void aMistakeReplacesNothingAndIsToldOnce() throws IOException {
        var served = actions.all();
        long before = count("weir_action_catalog_reload_failures");
        write("first", 0, "Name");
        write("second", 2, "Name");
        watch.look();
        watch.look();

        assertThat(actions.all()).isSameAs(served);
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("WARNING actions: the folder has changed and cannot be used")
                .endsWith("\n  first.yaml:2: /version: versions are whole numbers and count from 1");
        assertThat(count("weir_action_catalog_reload_failures") - before).isEqualTo(1);
        assertThat(watch.isStale()).isTrue();
    }

    @Test
    void whatIsMendedIsServed() throws IOException {
        long before = count("weir_action_catalog_reloads");
        write("first", 0, "Name");
        watch.look();
        write("first", 3, "Name");
        watch.look();

        assertThat(served()).containsExactly("first v3", "second v1");
        assertThat(count("weir_action_catalog_reloads") - before).isEqualTo(1);
        assertThat(watch.isStale()).isFalse();
    }

    @Test
    void aChangeThatBreaksFlowsIsNotServedUntilItHasANewVersion() throws IOException {
        long before = breaks();
        var served = actions.all();
        Files.writeString(
                folder.resolve("first.yaml"), action("first", 1, "Name").replace("{name:", "{fullName:"));
        write("second", 2, "Email");
        watch.look();
        var again = watch.look();

        assertThat(actions.all()).isSameAs(served);
        assertThat(log.lines)
                .containsExactly("WARNING actions: a change would break flows and is not served; what the folder held"
                        + " before is served on:\n"
                        + "  first.yaml:8: answers no longer have 'name'; flows rely on first v1, so give this"
                        + " declaration another version");
        assertThat(again).isInstanceOf(ActionFolder.Refreshed.Refused.class);
        assertThat(breaks() - before).isEqualTo(1);
        assertThat(watch.isStale()).isTrue();
        assertThat(watch.problem()).isPresent();

        Files.writeString(
                folder.resolve("first.yaml"), action("first", 2, "Name").replace("{name:", "{fullName:"));
        watch.look();
        assertThat(served()).containsExactly("first v2", "second v2");
        assertThat(watch.isStale()).isFalse();
    }

    @Test
    void anAdditionNeedsNoNewVersion() throws IOException {
        Files.writeString(
                folder.resolve("first.yaml"), action("first", 1, "Name").replace("{name:", "{more: Name, name:"));
        watch.look();
        assertThat(log.lines).containsExactly("INFO actions: first v1 changed");
    }

    @Test
    void anEmptyOrMissingFolderTakesNoActionAway() throws IOException {
        Files.delete(folder.resolve("first.yaml"));
        Files.delete(folder.resolve("second.yaml"));
        watch.look();
        assertThat(served()).containsExactly("first v1", "second v1");
    }

    @Test
    void theListStaysTheSameUntilSomethingChanges() throws IOException {
        var before = actions.all();
        watch.look();
        assertThat(actions.all()).isSameAs(before);
        Files.setLastModifiedTime(folder.resolve("first.yaml"), FileTime.fromMillis(1_000_000));
        watch.look();
        assertThat(actions.all()).isSameAs(before);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void aConfigMapThatSwapsItsLinkIsSeen() throws IOException {
        var mounted = Files.createDirectory(folder.resolve("mounted"));
        var old = Files.createDirectory(mounted.resolve("..2026_01"));
        var next = Files.createDirectory(mounted.resolve("..2026_02"));
        Files.writeString(old.resolve("first.yaml"), action("first", 1, "Name"));
        Files.writeString(next.resolve("first.yaml"), action("first", 2, "Name"));
        Files.createSymbolicLink(mounted.resolve("..data"), old);
        Files.createSymbolicLink(mounted.resolve("first.yaml"), Path.of("..data", "first.yaml"));
        var catalog = ActionFolder.load(mounted);

        Files.delete(mounted.resolve("..data"));
        Files.createSymbolicLink(mounted.resolve("..data"), next);

        assertThat(catalog.refresh()).isEqualTo(new ActionFolder.Refreshed.Changed("first v2 new, first v1 gone"));
        assertThat(catalog.refresh()).isEqualTo(new ActionFolder.Refreshed.Unchanged());
    }

    @Test
    void itLooksAfterEachPauseUntilItIsClosed() throws Exception {
        var pauses = new SynchronousQueue<String>();
        var watching = new CatalogReloader(actions, pauses::take, log, Clock.systemUTC(), meters);
        watching.start();
        write("first", 2, "Name");
        // it looks twice, and asks for the next pause only when it has looked
        for (int pause = 0; pause < 3; pause++) {
            pauses.put("over");
        }

        assertThat(served()).containsExactly("first v2", "second v1");
        watching.close();
    }

    private long breaks() {
        return ContractBreaks.counter(meters, "refused").count();
    }

    private List<String> served() {
        return actions.all().stream().map(CatalogReloaderTest::describe).toList();
    }

    private static String describe(DataAction action) {
        return action.name() + " v" + action.version();
    }

    private void write(String name, int version, String field) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), action(name, version, field));
    }

    private static String action(String name, int version, String field) {
        return """
            name: %s
            version: %d
            description: x
            query:
              object_name: Contact
              fields: [%s]
              where: {field: VIP__c, op: "=", val: true}
            outputs: {name: %3$s}
            """.formatted(name, version, field);
    }

    private static String withPattern() {
        return action("third", 1, "Name").replace("query:", """
            inputs:
              number: {type: text, required: true, pattern: '[0-9]{8}'}
            query:\
            """).replace("val: true", "val: \"{number}\"");
    }

    /** Registries share what lies below them, so only the difference is this test's. */
    private long count(String name) {
        return meters.getOrCreate(Counter.builder(name)).count();
    }
}
