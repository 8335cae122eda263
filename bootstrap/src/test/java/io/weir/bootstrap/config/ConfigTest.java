package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.LIVE;
import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.bootstrap.config.Config.Access;
import io.weir.bootstrap.config.Config.Org;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration as a whole, its defaults and the settings of Weir itself. */
class ConfigTest {
    @Test
    void withNothingSetWeirRunsOpenOnTheSandboxAndOnLoopback() {
        var config = Config.from(Map.of());
        assertThat(config.salesforce().org()).isEqualTo(new Org.Sandbox(0, Optional.empty(), Faults.NONE));
        assertThat(config.access()).isInstanceOfSatisfying(Access.Anybody.class, open -> {
            assertThat(open.caller().caller().name()).isEqualTo("anonymous");
            assertThat(open.caller().style()).isEqualTo(AnswerStyle.DEFAULT);
            assertThat(open.trustedProxies()).isEmpty();
        });
        assertThat(config.http().data()).isEqualTo(new Config.Listener("127.0.0.1", 8080, Optional.empty()));
        assertThat(config.http().admin()).isEqualTo(new Config.Listener("127.0.0.1", 8081, Optional.empty()));
        assertThat(config.queries().bounds().rowCap()).isEqualTo(2_000);
        assertThat(config.queries().bounds().time()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void theSandboxHasTheExamplesAndALiveOrgHasNoActionUntilAFolderIsNamed() {
        assertThat(Config.from(Map.of()).actions().source()).isEqualTo(new Config.ActionSource.Examples());
        assertThat(Config.from(LIVE).actions().source()).isEqualTo(new Config.ActionSource.None());
        assertThat(Config.from(with(LIVE, "WEIR_ACTIONS", "/etc/weir/actions"))
                        .actions()
                        .source())
                .isEqualTo(new Config.ActionSource.Folder(
                        Path.of("/etc/weir/actions"), Optional.of("WEIR_ACTIONS (weir.actions)")));
    }

    @Test
    void answersAreWrittenAsTheOperatorSays() {
        var told = Map.of("WEIR_PROFILE", "json", "WEIR_ERRORS", "always-200", "WEIR_MAX_ANSWER_BYTES", "0");
        assertThat(Config.from(told).access())
                .isInstanceOfSatisfying(
                        Access.Anybody.class,
                        open -> assertThat(open.caller().style())
                                .isEqualTo(
                                        new AnswerStyle(AnswerStyle.Profile.JSON, AnswerStyle.Errors.ALWAYS_200, 0)));
        assertThat(problems(Map.of("WEIR_PROFILE", "xml", "WEIR_ERRORS", "never", "WEIR_MAX_ANSWER_BYTES", "-1")))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("WEIR_PROFILE", "cxone or json"))
                .anySatisfy(problem -> assertThat(problem).contains("WEIR_ERRORS", "by-status or always-200"));
    }

    @Test
    void unknownInputsAreRefusedUnlessTheOperatorSaysOtherwise() {
        assertThat(Config.from(Map.of()).actions().unknownInputs()).isEqualTo(UnknownInputs.REFUSE);
        assertThat(Config.from(Map.of("WEIR_UNKNOWN_INPUTS", "ignore"))
                        .actions()
                        .unknownInputs())
                .isEqualTo(UnknownInputs.IGNORE);
        assertThat(problems(Map.of("WEIR_UNKNOWN_INPUTS", "maybe")))
                .singleElement()
                .asString()
                .contains("WEIR_UNKNOWN_INPUTS", "expected refuse or ignore");
    }

    @Test
    void theAuditGoesToTheLogUnlessItHasAFileOrIsOff() {
        assertThat(Config.from(Map.of()).observability().audit()).isEqualTo(new Config.Audit.InLog());
        assertThat(Config.from(Map.of("WEIR_AUDIT_FILE", "/var/log/weir/audit.log"))
                        .observability()
                        .audit())
                .isEqualTo(new Config.Audit.InFile(Path.of("/var/log/weir/audit.log")));
        assertThat(Config.from(Map.of("WEIR_AUDIT_ENABLED", "false"))
                        .observability()
                        .audit())
                .isEqualTo(new Config.Audit.Off());
        assertThat(problems(Map.of("WEIR_AUDIT_ENABLED", "false", "WEIR_AUDIT_FILE", "audit.log")))
                .singleElement()
                .asString()
                .contains("WEIR_AUDIT_FILE", "WEIR_AUDIT_ENABLED", "contradict");
    }

    @Test
    void contactsAreHashedWithAKeyThatIsLongAndHidden() {
        assertThat(Config.from(Map.of()).observability().contactKey()).isEqualTo(new Config.ContactKey.Derived());
        var config = Config.from(Map.of("WEIR_CONTACT_KEY", "0123456789abcdef0123456789abcdef"));
        assertThat(config.observability().contactKey())
                .isEqualTo(new Config.ContactKey.Given("0123456789abcdef0123456789abcdef"));
        assertThat(config.toString()).doesNotContain("0123456789abcdef");
        assertThat(problems(Map.of("WEIR_CONTACT_KEY", "short-and-secret")))
                .singleElement()
                .asString()
                .contains("WEIR_CONTACT_KEY", "at least 32 characters")
                .doesNotContain("short-and-secret");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        var environment = Map.of(
                "SF_LOGIN_URL", "ftp://acme.example.com",
                "WEIR_PORT", "eighty",
                "WEIR_ADMIN_PORT", "70000",
                "WEIR_TIME_LIMIT", "soon",
                "WEIR_ROW_CAP", "0");
        assertThat(problems(environment))
                .anyMatch(problem -> problem.contains("SF_LOGIN_URL") && problem.contains("https"))
                .anyMatch(problem -> problem.contains("SF_CLIENT_ID"))
                .anyMatch(problem -> problem.contains("SF_CLIENT_SECRET"))
                .anyMatch(problem -> problem.contains("WEIR_API_KEY"))
                .anyMatch(problem -> problem.contains("WEIR_PORT") && problem.contains("eighty"))
                .anyMatch(problem -> problem.contains("WEIR_ADMIN_PORT") && problem.contains("65535"))
                .anyMatch(problem -> problem.contains("WEIR_TIME_LIMIT") && problem.contains("8s"))
                .anyMatch(problem -> problem.contains("WEIR_ROW_CAP"))
                .hasSize(8);
    }

    @Test
    void noSecretIsShownAnywhere() {
        var environment = with(with(LIVE, "WEIR_API_KEY", "not a header value"), "WEIR_PORT", "x");
        assertThatThrownBy(() -> Config.from(environment))
                .hasMessageNotContaining("not a header value")
                .hasMessageNotContaining("the-secret");
        assertThat(Config.from(LIVE))
                .asString()
                .doesNotContain("the-key-of-at-least-32-characters")
                .doesNotContain("the-secret");
    }

    @Test
    void anOpenSandboxStaysOnLoopback() {
        assertThat(problems(Map.of("WEIR_HOST", "0.0.0.0")))
                .singleElement()
                .asString()
                .contains("loopback");
        assertThat(Config.from(Map.of("WEIR_HOST", "0.0.0.0", "WEIR_API_KEY", "k"))
                        .http()
                        .data()
                        .host())
                .isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "3s, PT3S", "2m, PT2M", "PT4S, PT4S"})
    void timesAreShortOrIso(String written, Duration meant) {
        assertThat(Config.from(Map.of("WEIR_TIME_LIMIT", written))
                        .queries()
                        .bounds()
                        .time())
                .isEqualTo(meant);
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        var documentation = Files.readString(Path.of("../docs/configuration.md"));
        assertThat(Setting.values())
                .allSatisfy(setting ->
                        assertThat(documentation).contains("`" + setting.variable() + "` | `" + setting.key() + "`"));
    }
}
