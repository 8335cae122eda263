package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Version;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, in this process. */
public class CommandsTest {
    /** Asks for one field and compares with another. */
    public static final String BY_EMAIL = """
        name: by-email
        version: 1
        description: Who has this address?
        inputs:
          email: {type: email, required: true}
        query:
          {object_name: Contact, fields: [Id, %s], where: {all: [{field: %s, op: "=", val: "{email}"}]}}
        outputs:
          contactId: Id
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String in = "";

    @Test
    void aCommandWhoseOutputIsLostFails() {
        var full = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });

        assertThat(Commands.in(Map.of())
                        .setOut(full)
                        .setErr(new PrintWriter(err, true))
                        .execute("caller", "key"))
                .isOne();
        assertThat(err.toString())
                .isEqualToNormalizingNewlines("the output is incomplete, because standard output cannot be written\n");
    }

    @Test
    void checksTheSandboxAndFindsItWell() {
        assertThat(run(Map.of(), "check")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ok       configuration  the sandbox org",
                        "ok       API version    66.0 of 68.0",
                        "ok       login          Salesforce gave an access token",
                        "ok       API requests   14999 of 15000 are left today",
                        "ok       rights         22 objects can be queried",
                        "ok       query          Salesforce answered with a Contact",
                        "ok       data action    account-by-number v1",
                        "ok       data action    business-hours v1",
                        "ok       data action    callback-eligibility v1",
                        "ok       data action    caller-lookup v1",
                        "ok       data action    caller-search v1",
                        "ok       data action    case-status v1",
                        "ok       data action    create-case v1",
                        "ok       data action    entitlement-verdict v1",
                        "ok       data action    holiday-today v1",
                        "ok       data action    last-interaction v1",
                        "ok       data action    log-call v1",
                        "ok       data action    open-cases v1",
                        "ok       data action    order-status v1",
                        "ok       data action    owner-extension v1",
                        "ok       data action    priority-tier v1",
                        "ok       data action    schedule-callback v1",
                        "ok       data action    update-contact-phone v1",
                        "ok       data action    who-is-calling v1");
    }

    @Test
    void checksTheOrgOfAFolder(@TempDir Path folder) throws IOException {
        var environment = Map.of("WEIR_SANDBOX_ORG", folder.toString());
        Files.writeString(folder.resolve("Account.csv"), "Name\nAcme\n");

        assertThat(run(environment, "check")).isZero();
        assertThat(out.toString())
                .contains("ok       configuration  the sandbox org")
                .doesNotContain("data action");
        Files.writeString(folder.resolve("Account.csv"), "Nmae\nAcme\n");
        assertThat(run(environment, "check")).isEqualTo(2);
        assertThat(out.toString()).contains("FAILED   sandbox        the org in " + folder + ": Account.csv");
    }

    @Test
    void saysInWhichLineADataActionDoesNotSuitTheOrg(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), BY_EMAIL.formatted("Emial", "Email"));

        assertThat(run(Map.of("WEIR_ACTIONS", folder.toString()), "check")).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAILED   data action    by-email v1 does not suit the org")
                .contains("-> by-email.yaml:7: Contact has no field Emial; did you mean Email?");
    }

    @Test
    void tellsMistakesInTheDataActions(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), "name: by-email\nversion: soon\n");

        assertThat(run(Map.of("WEIR_ACTIONS", folder.toString()), "check")).isEqualTo(2);
        assertThat(out.toString())
                .contains("FAILED   data action    by-email.yaml:1: /description: is required", "ok       query");
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
                "WEIR_API_KEY", "the-key-of-at-least-32-characters");

        assertThat(run(environment, "check")).isEqualTo(1);
        assertThat(out.toString())
                .contains("FAILED   login", "-> check SF_LOGIN_URL, the network")
                .doesNotContain("the-secret", "the-key-of-at-least-32-characters");
    }

    @Test
    void explainsItself() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("check");
        assertThat(run(Map.of(), "chekc")).isEqualTo(2);
        assertThat(err.toString()).contains("chekc", "Did you mean: weir check");
    }

    @Test
    void tellsItsVersion() {
        assertThat(run(Map.of(), "--version")).isZero();
        // run from its jar, it shows the jar's version
        assertThat(out.toString()).isEqualTo("weir %s (Java %s)%n".formatted(Version.DEVELOPMENT, Runtime.version()));
    }

    @Test
    void makesAKeyForTheSettingsThatHoldOne() {
        assertThat(run(Map.of(), "caller", "key")).isZero();
        String key = out.toString().strip();

        assertThat(key).matches("weir_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
        assertThat(Config.from(Map.of("WEIR_ADMIN_HOST", "0.0.0.0", "WEIR_ADMIN_API_KEY", key))
                        .http()
                        .adminAccess()
                        .credential())
                .isInstanceOf(AdminSettings.Credential.Key.class);
    }

    @Test
    void makesAKeyThatOpensWithTheYamlThatItPrints(@TempDir Path folder) throws IOException {
        assertThat(run(
                        Map.of(),
                        "caller",
                        "add",
                        "ivr-main",
                        "--action",
                        "contact-*",
                        "--ad-hoc",
                        "--rate",
                        "50/s",
                        "--address",
                        "203.0.113.0/24",
                        "--expires",
                        "2027-01-31"))
                .isZero();
        String printed = out.toString();
        String key = printed.lines()
                .filter(line -> line.startsWith("  weir_"))
                .findFirst()
                .orElseThrow()
                .strip();
        String yaml = printed.substring(printed.indexOf("weir:\n"));
        var file = Files.writeString(folder.resolve("weir.yaml"), yaml);

        assertThat(printed)
                .contains("within seconds, or at once with 'weir reload'")
                .doesNotContain("restart");
        assertThat(yaml).doesNotContain(key);
        assertThat(Config.from(Map.of("WEIR_CONFIG", file.toString())).access())
                .asInstanceOf(type(Config.Access.Named.class))
                .satisfies(named -> assertThat(named.callers()).singleElement().satisfies(caller -> {
                    assertThat(caller.credentials())
                            .singleElement()
                            .isEqualTo(new CallerCredential.Key(
                                    "key-" + key.substring(5, 13),
                                    KeyHash.of(key),
                                    Instant.parse("2027-02-01T00:00:00Z")));
                    assertThat(caller.caller().caller().mayRun(new ActionName("contact-by-phone")))
                            .isTrue();
                    assertThat(caller.caller().caller().adHoc()).isInstanceOf(Caller.AdHoc.Within.class);
                    assertThat(caller.limits().rate()).isEqualTo(CallerLimits.Rate.of("50/s"));
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "Ivr, --rate, 50/s, NAME",
        "default, --rate, 50/s, NAME",
        "ivr, --rate, often, --rate",
        "ivr, --address, home, --address",
        "ivr, --expires, soon, --expires",
        "ivr, --action, 'a b', --action"
    })
    void makesNoKeyForAMistake(String name, String option, String value, String told) {
        assertThat(run(Map.of(), "caller", "add", name, option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(told);
        assertThat(out.toString()).doesNotContain("weir_");
    }

    @Test
    void hashesWhatItReads() {
        in = "pass word\n";
        assertThat(run(Map.of(), "caller", "hash")).isZero();
        assertThat(out.toString()).startsWith("pbkdf2-sha256:600000:").doesNotContain("pass word");
        in = "0123456789abcdefghijklmnopqrstuvwxyz\n";
        assertThat(run(Map.of(), "caller", "hash", "--key")).isZero();
        assertThat(out.toString())
                .endsWith(KeyHash.of("0123456789abcdefghijklmnopqrstuvwxyz").text() + System.lineSeparator());
        in = "too-short\n";
        assertThat(run(Map.of(), "caller", "hash", "--key")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 32 characters").doesNotContain("too-short");
        in = "1".repeat(40) + "\n";
        assertThat(run(Map.of(), "caller", "hash", "--key")).isEqualTo(2);
        in = "pass\0word\n";
        assertThat(run(Map.of(), "caller", "hash")).isEqualTo(2);
        assertThat(err.toString()).contains("no control character");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Commands.in(
                        environment,
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new Random(1),
                        (_, stop) -> stop.run())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
