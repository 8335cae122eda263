package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The image that {@code dist/pom.xml} describes, and the pod that runs it. */
class ImageTest {
    private static final String POM = Manifests.text(Path.of("../dist/pom.xml"));

    @Test
    void thePodRunsAsTheImagesUser() {
        var user = Manifests.pod("base/deployment.yaml").at("/securityContext/runAsUser");

        assertThat(all("user")).containsExactly("%1$s:%1$s".formatted(user.asString()));
    }

    @Test
    void thePodHasAVolumeWhereTheImageWrites() {
        var mounted = new TreeSet<String>();
        Manifests.pod("base/deployment.yaml")
                .at("/containers/0/volumeMounts")
                .forEach(mount -> mounted.add(mount.path("mountPath").asString()));

        assertThat(mounted).containsExactlyInAnyOrderElementsOf(all("volume"));
        assertThat(all("WEIR_DATA"))
                .containsExactly(Manifests.environment("sandbox").get("WEIR_DATA"));
    }

    @Test
    void theImageExposesThePortsOfThePod() {
        var ports = StreamSupport.stream(
                        Manifests.pod("base/deployment.yaml")
                                .at("/containers/0/ports")
                                .spliterator(),
                        false)
                .map(port -> port.path("containerPort").asString())
                .toList();

        assertThat(all("port")).containsExactlyElementsOf(ports);
    }

    /** What is loaded by name only: SQL, texts of other languages, what libraries take from the JDK's inside. */
    @Test
    void theRuntimeHasTheModulesThatNoClassNames() {
        assertThat(List.of(all("runtime.modules").getFirst().split(",")))
                .contains("java.sql", "jdk.charsets", "jdk.crypto.cryptoki", "jdk.localedata", "jdk.unsupported");
    }

    private static List<String> all(String element) {
        return Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(Pattern.quote(element)))
                .matcher(POM)
                .results()
                .map(it -> it.group(1))
                .toList();
    }
}
