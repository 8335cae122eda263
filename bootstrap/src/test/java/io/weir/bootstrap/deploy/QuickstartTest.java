package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.wiring.ServedActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first data action of {@code docs/quickstart.md}. */
class QuickstartTest {
    private static final Pattern ACTION = Pattern.compile("<!-- first action -->\n```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void theFirstActionIsValid(@TempDir Path folder) throws IOException {
        var action = ACTION.matcher(Manifests.text(Path.of("../docs/quickstart.md")));
        assertThat(action.find()).isTrue();
        Files.writeString(folder.resolve("contact-by-phone.yaml"), action.group(1));

        assertThat(ServedActions.declaredIn(folder).all())
                .singleElement()
                .satisfies(it -> assertThat(it.name().value()).isEqualTo("contact-by-phone"));
    }
}
