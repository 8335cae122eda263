package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.catalog.ActionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data actions that the documents declare work as they say. */
class DocumentedActionsTest {
    private static final Path DOCUMENT = Path.of("../docs/actions.md");
    private static final Pattern ACTION = Pattern.compile("(?ms)^```yaml\\n(name: (\\S+)\\n.*?)^```$");

    /** Actions with fields that the sandbox does not have: of person accounts, or of an administrator. */
    private static final Set<String> NOT_FOR_THE_SANDBOX = Set.of("person-or-company", "create-case");

    @TempDir
    private Path folder;

    @Test
    void theCatalogAcceptsEachWithoutAWarning() throws IOException {
        write(declared());

        var catalog = ActionFolder.load(folder);

        assertThat(catalog.all())
                .extracting(action -> action.name().value())
                .containsExactly("caller-lookup", "contact-or-lead", "create-case", "person-or-company");
        assertThat(catalog.warnings()).isEmpty();
    }

    @Test
    void aConvertedLeadLeadsToItsContact() throws IOException {
        var actions = declared();
        actions.keySet().removeAll(NOT_FOR_THE_SANDBOX);
        write(actions);
        try (var weir = ReadyWeir.start(Map.of("WEIR_ACTIONS", folder.toString()))) {
            var converted = lead(weir, true);
            var open = lead(weir, false);

            var former = ask(weir, converted);
            assertThat(former.path("outcome").asString()).isEqualTo("found");
            assertThat(former.path("kind").asString()).isEqualTo("contact");
            assertThat(former.path("name").asString())
                    .isEqualTo(converted.path("ConvertedContact").path("Name").asString());
            assertThat(former.path("url").asString())
                    .endsWith("/lightning/r/Contact/%s/view"
                            .formatted(converted.path("ConvertedContactId").asString()));
            assertThat(ask(weir, open).path("kind").asString()).isEqualTo("lead");
            assertThat(ask(weir, open).path("name").asString())
                    .isEqualTo(open.path("Name").asString());
        }
    }

    /** A lead that has a telephone number. */
    private static JsonNode lead(ReadyWeir weir, boolean converted) {
        return json(weir.query("""
            {"object_name": "Lead",
             "fields": ["Name", "Phone", "ConvertedContactId", "ConvertedContact.Name"],
             "where": {"all": [{"field": "IsConverted", "op": "=", "val": %s},
                               {"field": "Phone", "op": "is_not_null"}]},
             "limit": 1}
            """.formatted(converted)).body()).path("records").path(0);
    }

    private static JsonNode ask(ReadyWeir weir, JsonNode lead) {
        return json(weir.run(
                        "contact-or-lead",
                        "{\"phone\":\"%s\"}".formatted(lead.path("Phone").asString()))
                .body());
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    /** The declarations in the document, by name. */
    private static Map<String, String> declared() throws IOException {
        return ACTION.matcher(Files.readString(DOCUMENT))
                .results()
                .collect(Collectors.toMap(action -> action.group(2), action -> action.group(1)));
    }

    private void write(Map<String, String> actions) throws IOException {
        for (var action : List.copyOf(actions.entrySet())) {
            Files.writeString(folder.resolve(action.getKey() + ".yaml"), action.getValue());
        }
    }
}
