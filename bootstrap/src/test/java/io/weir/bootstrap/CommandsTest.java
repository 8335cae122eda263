package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line, in this process. */
class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void checksTheSandboxAndFindsItWell() {
        assertThat(run(Map.of(), "check")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ok       configuration  the sandbox org",
                        "ok       API version    66.0 of 68.0",
                        "ok       login          Salesforce gave an access token",
                        "ok       API requests   14999 of 15000 are left today",
                        "ok       rights         5 objects can be queried",
                        "ok       query          Salesforce answered with a Contact");
    }

    @Test
    void tellsEveryMistakeInTheConfiguration() {
        assertThat(run(Map.of("WEIR_PORT", "many", "WEIR_ROW_CAP", "0"), "check"))
                .isEqualTo(2);
        assertThat(out.toString())
                .contains("FAILED   configuration  WEIR_PORT")
                .contains("FAILED   configuration  WEIR_ROW_CAP");
    }

    @Test
    void saysWhatToDoAboutAnOrgThatCannotBeReached() {
        var environment = Map.of(
                "SF_LOGIN_URL", "http://127.0.0.1:1",
                "SF_CLIENT_ID", "the-id",
                "SF_CLIENT_SECRET", "the-secret",
                "WEIR_API_KEY", "the-key");

        assertThat(run(environment, "check")).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAILED   login", "-> check SF_LOGIN_URL, the network")
                .doesNotContain("the-secret", "the-key");
    }

    @Test
    void explainsItself() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("check");
        assertThat(run(Map.of(), "chekc")).isEqualTo(2);
        assertThat(err.toString()).contains("chekc", "Did you mean: weir check?");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
