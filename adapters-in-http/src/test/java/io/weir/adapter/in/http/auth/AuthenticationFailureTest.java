package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator finds the meaning of each reason in the console and in the documents. */
final class AuthenticationFailureTest {
    private static final String CONSOLE_PAGE = "/io/weir/adapter/in/http/console/pages/callers.js";

    @ParameterizedTest
    @EnumSource
    void theConsoleAndTheDocumentsSayWhatItMeans(AuthenticationFailure reason) throws IOException {
        String label = reason.label();
        try (var page = Objects.requireNonNull(getClass().getResourceAsStream(CONSOLE_PAGE))) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8)).contains("\n  " + label + ": '");
        }
        assertThat(Files.readString(Path.of("../docs/operators.md")))
                .containsPattern("(?m)^\\| [^|]*`" + label + "`[^|]* \\| \\w");
    }
}
