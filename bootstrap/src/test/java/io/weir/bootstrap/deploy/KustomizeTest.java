package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kubectl renders each overlay. */
@Tag("kubectl")
class KustomizeTest {
    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "live"})
    void rendersEachResourceOnceAndInItsNamespace(String overlay) throws Exception {
        var resources = Manifests.documents(rendered(overlay));

        var ids = new HashSet<String>();
        assertThat(resources).isNotEmpty().allSatisfy(resource -> {
            var kind = resource.path("kind").asString();
            assertThat(ids.add(kind + " " + resource.at("/metadata/name").asString()))
                    .isTrue();
            if (!kind.equals("Namespace")) {
                assertThat(resource.at("/metadata/namespace").asString()).isEqualTo("weir");
            }
        });
        for (var resource : resources) {
            if (resource.path("kind").asString().equals("Deployment")) {
                assertThat(Manifests.variables(resource)).isEqualTo(Manifests.environment(overlay));
            }
        }
    }

    @Test
    void rendersTheBoardForGrafanasSidecar() throws Exception {
        var boards = Manifests.documents(rendered("live")).stream()
                .filter(resource -> resource.at("/metadata/labels")
                        .path("grafana_dashboard")
                        .asString("")
                        .equals("1"))
                .toList();

        assertThat(boards).hasSize(1);
        assertThat(boards.getFirst().path("data").path("weir.json").asString())
                .isEqualTo(Manifests.text(Manifests.FOLDER.resolve("../../docs/grafana/weir.json")));
    }

    private static String rendered(String overlay) throws Exception {
        return Program.run(
                "kubectl",
                "kustomize",
                Manifests.FOLDER.resolve("overlays/" + overlay).toString());
    }
}
