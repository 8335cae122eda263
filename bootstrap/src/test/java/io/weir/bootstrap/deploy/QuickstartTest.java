package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.command.Commands;
import io.weir.bootstrap.wiring.ServedActions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/quickstart.md} shows. */
class QuickstartTest {
    @Test
    void theFirstCheckPasses() {
        var out = new StringWriter();

        assertThat(Commands.in(Map.of()).setOut(new PrintWriter(out, true)).execute("check"))
                .isZero();
        assertThat(out.toString().lines())
                .containsAll(block("first check").lines().toList());
    }

    @Test
    void theFirstActionIsValid(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("contact-by-phone.yaml"), block("first action"));

        assertThat(ServedActions.declaredIn(folder).all())
                .singleElement()
                .satisfies(it -> assertThat(it.name().value()).isEqualTo("contact-by-phone"));
    }

    /** The text behind the marker {@code <!-- name -->}. */
    private static String block(String name) {
        var block = Pattern.compile("<!-- %s -->\n```\\w*\n(.*?)```".formatted(name), Pattern.DOTALL)
                .matcher(Manifests.text(Path.of("../docs/quickstart.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
