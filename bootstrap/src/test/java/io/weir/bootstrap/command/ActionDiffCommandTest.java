package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.StoredExecutionHistory;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir action diff} says of two states of a folder, of two files, and of what was served last. */
class ActionDiffCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path temp;

    private Path old;
    private Path now;

    @BeforeEach
    void twoFolders() throws IOException {
        old = Files.createDirectory(temp.resolve("old"));
        now = Files.createDirectory(temp.resolve("now"));
        write(old.resolve("lookup.yaml"), "lookup", 1, "name: Name, mail: Email");
        write(now.resolve("lookup.yaml"), "lookup", 1, "name: Name, mail: Email");
    }

    @Test
    void theSameIsNoChange() {
        assertThat(diff(old, now)).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("Nothing has changed that a flow can notice.");
    }

    @Test
    void aBreakWithoutANewVersionIsStatus1() throws IOException {
        write(now.resolve("lookup.yaml"), "lookup", 1, "name: Name, more: Email");
        assertThat(diff(old, now)).isOne();
        assertThat(out.toString().lines())
                .containsExactly(
                        "lookup v1:",
                        "  breaks  lookup.yaml:8: answers no longer have 'mail'",
                        "  ok      lookup.yaml:8: answers have 'more' now",
                        "Flows break: give each of these actions another version, and keep the former one beside it, as"
                                + " in caller-lookup.v1.yaml.");
    }

    @Test
    void aNewVersionMayBreak() throws IOException {
        write(now.resolve("lookup.yaml"), "lookup", 2, "name: Name");
        write(now.resolve("other.yaml"), "other", 1, "name: Name");
        assertThat(diff(old, now)).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "lookup v2: is a new version; compared with v1:",
                        "  breaks  lookup.yaml:8: answers no longer have 'mail'",
                        "  breaks  v1 is gone, and flows that ask for it get a 404; keep it as lookup.v1.yaml",
                        "other v1: is new");
    }

    @Test
    void anOlderVersionSaysSoAndWhatItBreaks() throws IOException {
        write(old.resolve("lookup.yaml"), "lookup", 3, "name: Name, mail: Email");
        write(now.resolve("lookup.yaml"), "lookup", 1, "name: Name");
        assertThat(diff(old, now)).isOne();
        assertThat(out.toString().lines())
                .containsExactly(
                        "lookup v1: is an older version; compared with v3:",
                        "  breaks  lookup.yaml:8: answers no longer have 'mail'",
                        "  breaks  v3 is gone, and flows that ask for it get a 404; keep it as lookup.v3.yaml",
                        "Flows break that rely on the newer version: give the older declaration a version above it.");

        assertThat(diff(old.resolve("lookup.yaml"), now.resolve("lookup.yaml"))).isOne();
        write(now.resolve("lookup.yaml"), "lookup", 1, "name: Name, mail: Email");
        assertThat(diff(old.resolve("lookup.yaml"), now.resolve("lookup.yaml"))).isZero();
        assertThat(out.toString().lines().toList().getLast())
                .isEqualTo("lookup v1: is an older version; compared with v3:");
    }

    @Test
    void anOlderVersionThatWasServedBesideIsComparedWithTheNewestToo() throws IOException {
        write(old.resolve("lookup.yaml"), "lookup", 2, "name: Name, mail: Email, more: Email");
        write(old.resolve("lookup.v1.yaml"), "lookup", 1, "name: Name, mail: Email");
        assertThat(diff(old, now)).isOne();
        assertThat(out.toString())
                .contains("lookup v1: is an older version; compared with v2:", "answers no longer have 'more'");
    }

    @Test
    void aFormerVersionThatIsGoneBreaks() throws IOException {
        write(old.resolve("lookup.yaml"), "lookup", 2, "name: Name, mail: Email");
        write(old.resolve("lookup.v1.yaml"), "lookup", 1, "name: Name");
        write(now.resolve("lookup.yaml"), "lookup", 2, "name: Name, mail: Email");
        assertThat(diff(old, now)).isOne();
        assertThat(out.toString().lines())
                .containsExactly(
                        "lookup v1:",
                        "  breaks  is gone, and flows that ask for this version get a 404",
                        "Flows break that ask for what is gone: keep its file until the history has no more runs of"
                                + " it.");
    }

    @Test
    void anActionThatIsGoneBreaks() throws IOException {
        write(old.resolve("other.yaml"), "other", 1, "name: Name");
        assertThat(diff(old, now)).isOne();
        assertThat(out.toString()).contains("other:", "  breaks  is gone, and flows that call it get a 404");
    }

    @Test
    void filesMayHaveAnyName() throws IOException {
        var before = temp.resolve("before.txt");
        write(before, "lookup", 1, "name: Name, mail: Email");
        write(now.resolve("lookup.yaml"), "lookup", 1, "name: Name");
        assertThat(diff(before, now.resolve("lookup.yaml"))).isOne();
        assertThat(out.toString()).contains("lookup.yaml:8: answers no longer have 'mail'");
    }

    @Test
    void withoutOldTheStoreSaysWhatWasServedLast() throws IOException {
        var text = Files.readString(old.resolve("lookup.yaml"));
        var environment = stored(Map.of("lookup", text, "unreadable", "name: unreadable"));
        assertThat(run(environment)).isZero();

        write(now.resolve("lookup.yaml"), "lookup", 1, "name: Name");
        assertThat(run(environment)).isOne();
        assertThat(run(environment, now.resolve("lookup.yaml").toString())).isOne();
        assertThat(out.toString()).contains("answers no longer have 'mail'").doesNotContain("unreadable");
    }

    @Test
    void withoutOldAnActionWhoseFileIsGoneBreaksUntilThatIsServed() throws IOException {
        var gone = old.resolve("long-gone.yaml");
        write(gone, "long-gone", 1, "name: Name");
        var environment = stored(Map.of(
                "lookup",
                Files.readString(old.resolve("lookup.yaml")),
                "long-gone",
                "# no longer served\n" + Files.readString(gone)));
        assertThat(run(environment)).isZero();

        environment = stored(Map.of("long-gone", Files.readString(gone)));
        assertThat(run(environment)).isOne();
        assertThat(run(environment, now.toString())).isOne();
        assertThat(out.toString().lines().skip(1).limit(3))
                .containsExactly(
                        "long-gone:",
                        "  breaks  is gone, and flows that call it get a 404",
                        "Flows break that ask for what is gone: keep its file until the history has no more runs of"
                                + " it.");
        assertThat(run(environment, now.resolve("lookup.yaml").toString()))
                .as("a file says nothing of other actions")
                .isZero();
    }

    @Test
    void withoutAStoreThereIsNothingToCompareWith() {
        var environment = Map.of("WEIR_DATA", temp.resolve("nothing").toString(), "WEIR_ACTIONS", now.toString());
        assertThat(run(environment)).isEqualTo(2);
        assertThat(run(Map.of("WEIR_STORE_ENABLED", "false", "WEIR_ACTIONS", now.toString())))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains(
                        "nothing' does not exist; set WEIR_DATA (weir.data) as for the Weir that serves",
                        "or name OLD and NEW, which are compared without a store");
    }

    @Test
    void saysWhatIsWrongWithTheDeclarations() throws IOException {
        Files.writeString(now.resolve("lookup.yaml"), "name: lookup\n");
        assertThat(diff(old, now)).isEqualTo(2);
        assertThat(diff(old, now.resolve("lookup.yaml"))).isEqualTo(2);
        assertThat(diff(old, temp.resolve("nowhere"))).isEqualTo(2);
        assertThat(err.toString()).contains("lookup.yaml:1: /version: is required", "nowhere: there is no folder here");
    }

    /** The settings of a Weir that last served {@code declarations}, and now has the folder of this test. */
    private Map<String, String> stored(Map<String, String> declarations) {
        var data = temp.resolve("data");
        var texts = new HashMap<ActionVersion, String>();
        declarations.forEach((name, text) -> texts.put(new ActionVersion(new ActionName(name), 1), text));
        try (var store = new StoredExecutionHistory(
                StoreSettings.defaults(new StoreSettings.Place.Folder(data), "weir-1"),
                () -> Instant.EPOCH,
                new SplittableRandom())) {
            store.declarations().keep(texts);
        }
        return Map.of("WEIR_DATA", data.toString(), "WEIR_ACTIONS", now.toString());
    }

    private int diff(Path before, Path after) {
        return run(Map.of(), before.toString(), after.toString());
    }

    private int run(Map<String, String> environment, String... arguments) {
        var all = new String[arguments.length + 2];
        all[0] = "action";
        all[1] = "diff";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private static void write(Path file, String name, int version, String outputs) throws IOException {
        Files.writeString(file, """
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
}
