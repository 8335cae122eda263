package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the parts of an action stand. */
class ActionPlacesTest {
    private static final String LOOKUP = """
        # Who is calling?
        name: lookup
        version: 1
        description: Who is calling?
        inputs:
          phone: {type: phone, region: US, required: true}
        query:
          object_name: Contact
          fields:
            - Id
            - Name
          filters:
            Phone: {op: IN, val: "{phone}"}
        outputs:
          contactName: Name
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("lookup.yaml"), LOOKUP);
    }

    @ParameterizedTest
    @CsvSource({
        "/query/fields/1, 11",
        "/query/filters/Phone/val, 13",
        "/query/filters/Phone, 13",
        "/outputs/contactName, 15",
        "/query/limit, 7",
        "/query/where/all/3/val, 7",
        "/nowhere, 2",
        "'', 2"
    })
    void aPartStandsOnItsLineOrOnThatOfWhatIsAroundIt(String pointer, int line) {
        assertThat(ActionFolder.load(folder).placeOf(new ActionVersion(new ActionName("lookup"), 1), pointer))
                .isEqualTo("lookup.yaml:" + line);
    }

    @Test
    void aChangeOfTheFolderMovesThePlaces() throws IOException {
        var actions = ActionFolder.load(folder);
        Files.writeString(folder.resolve("lookup.yaml"), "# new\n" + LOOKUP);
        actions.refresh();
        assertThat(actions.placeOf(new ActionVersion(new ActionName("lookup"), 1), "/query/fields/1"))
                .isEqualTo("lookup.yaml:12");
    }

    @Test
    void anUnknownActionHasAFileButNoLine() {
        assertThat(ActionFolder.load(folder).placeOf(new ActionVersion(new ActionName("other"), 1), "/query"))
                .isEqualTo("other.yaml");
    }
}
