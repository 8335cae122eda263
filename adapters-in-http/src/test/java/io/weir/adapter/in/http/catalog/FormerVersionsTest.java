package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of an action in files beside each other. */
class FormerVersionsTest {
    private static final ActionName LOOKUP = new ActionName("lookup");

    @TempDir
    private Path folder;

    @BeforeEach
    void newest() throws IOException {
        write("lookup.yaml", 12);
        write("other.yaml", "other", 1);
    }

    @Test
    void areServedBesideTheNewestWhichIsTheDefault() throws IOException {
        write("lookup.v2.yaml", 2);
        write("lookup.v10.yaml", 10);
        var actions = ActionFolder.load(folder);

        assertThat(actions.all())
                .extracting(DataAction::id)
                .extracting(ActionVersion::toString)
                .containsExactly("lookup v12", "lookup v10", "lookup v2", "other v1");
        assertThat(actions.named(LOOKUP))
                .hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(12));
        assertThat(actions.version(new ActionVersion(LOOKUP, 2)))
                .hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(2));
        assertThat(actions.version(new ActionVersion(LOOKUP, 3))).isEmpty();
        assertThat(actions.names()).extracting(ActionName::value).containsExactly("lookup", "other");
        assertThat(actions.placeOf(new ActionVersion(LOOKUP, 2), "/version")).isEqualTo("lookup.v2.yaml:2");
    }

    @Test
    void haveTheVersionThatTheFileSays() throws IOException {
        write("lookup.v2.yaml", 3);
        assertThat(errors()).containsExactly("lookup.v2.yaml:2: /version: is 3, and the name of the file says 2");
    }

    @Test
    void areOlderThanTheNewest() throws IOException {
        write("lookup.v13.yaml", 13);
        assertThat(errors())
                .containsExactly("lookup.v13.yaml:2: the newest version is in lookup.yaml, which has version 12; this"
                        + " one has to be less");
    }

    @Test
    void needTheNewestBesideThem() throws IOException {
        Files.delete(folder.resolve("lookup.yaml"));
        write("lookup.v2.yaml", 2);
        assertThat(errors())
                .containsExactly(
                        "lookup.v2.yaml: is a former version, and there is no newest one; rename it to lookup.yaml");
    }

    @Test
    void haveTheNameOfTheAction() throws IOException {
        write("lookup.v2.yaml", "look", 2);
        assertThat(errors()).singleElement().asString().startsWith("lookup.v2.yaml:1: /name: ");
    }

    @Test
    void aDeclarationIsReadAgainFromItsText() throws IOException {
        write("lookup.v2.yaml", 2);
        var actions = ActionFolder.load(folder);
        var id = new ActionVersion(LOOKUP, 2);
        String yaml = actions.declaration(id).orElseThrow();

        assertThat(ActionFolder.declared(id, yaml)).isEqualTo(actions.version(id));
        assertThat(ActionFolder.declared(new ActionVersion(LOOKUP, 3), yaml)).isEmpty();
        assertThat(ActionFolder.declared(id, "name: [")).isEmpty();
    }

    private List<String> errors() {
        return catchThrowableOfType(InvalidActions.class, () -> ActionFolder.load(folder))
                .errors();
    }

    private void write(String file, int version) throws IOException {
        write(file, "lookup", version);
    }

    private void write(String file, String name, int version) throws IOException {
        Files.writeString(folder.resolve(file), """
            name: %s
            version: %d
            description: x
            query:
              object_name: Contact
              fields: [Name]
              where: {field: VIP__c, op: "=", val: true}
            outputs: {name: Name}
            """.formatted(name, version));
    }
}
