package io.weir.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The Grafana dashboard can be imported anywhere, and explains itself. */
class BoardTest {
    private static final String CONSOLE = "${console}/console/#/";

    @Test
    void dependsOnNoOtherInstallation() {
        var board = Shipped.board();
        assertThat(board.path("id").isNull()).isTrue();
        assertThat(board.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(board.findValues("datasource").stream()
                        .map(it -> it.path("uid").asString())
                        .distinct())
                .containsExactlyInAnyOrder("${datasource}", "-- Grafana --");
        assertThat(board.path("templating").path("list").findValuesAsString("name"))
                .containsExactly("datasource", "instance", "action", "caller", "console");
    }

    @Test
    void hasARowForEachSubject() {
        assertThat(Shipped.panels().stream().filter(BoardTest::isRow).map(BoardTest::title))
                .containsExactly(
                        "Now",
                        "Callers and actions",
                        "Salesforce",
                        "API allocation with forecast",
                        "Store and losses",
                        "JVM and process");
    }

    @Test
    void explainsEachPanelAndGivesItAUnit() {
        assertThat(Shipped.panels().stream().filter(it -> !isRow(it)))
                .isNotEmpty()
                .allSatisfy(panel -> {
                    assertThat(panel.path("description").asString())
                            .as(title(panel))
                            .endsWith(".");
                    assertThat(panel.at("/fieldConfig/defaults/unit").asString())
                            .as(title(panel))
                            .isNotEmpty();
                    assertThat(panel.path("targets")).as(title(panel)).isNotEmpty();
                });
    }

    @Test
    void placesNoPanelOnAnother() {
        assertThat(Shipped.panels().stream().map(it -> it.path("id").asInt())).doesNotHaveDuplicates();
        var taken = new HashSet<List<Integer>>();
        for (var panel : Shipped.panels()) {
            var place = panel.path("gridPos");
            int x = place.path("x").asInt();
            int y = place.path("y").asInt();
            assertThat(x + place.path("w").asInt()).as(title(panel)).isLessThanOrEqualTo(24);
            for (int column = x; column < x + place.path("w").asInt(); column++) {
                for (int line = y; line < y + place.path("h").asInt(); line++) {
                    assertThat(taken.add(List.of(column, line)))
                            .as(title(panel))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void leadsToThePagesOfTheConsole() {
        var pages = Set.of("now", "actions", "shapes", "runs", "catalog", "callers", "drills");
        assertThat(Shipped.board().findValues("links").stream()
                        .flatMap(links -> StreamSupport.stream(links.spliterator(), false))
                        .map(link -> link.path("url").asString()))
                .isNotEmpty()
                .allSatisfy(url -> {
                    assertThat(url).startsWith(CONSOLE);
                    assertThat(pages).contains(url.substring(CONSOLE.length()));
                });
    }

    private static boolean isRow(JsonNode panel) {
        return panel.path("type").asString().equals("row");
    }

    private static String title(JsonNode panel) {
        return panel.path("title").asString();
    }
}
