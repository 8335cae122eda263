package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.wiring.ServedActions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of data actions on the command line. */
class ActionCommandsTest {
    private static final Map<String, String> LIVE = Map.of(
            "SF_LOGIN_URL", "https://acme.my.salesforce.com",
            "SF_CLIENT_ID", "the-id",
            "SF_CLIENT_SECRET", "the-secret",
            "WEIR_API_KEY", "the-key-of-at-least-32-characters");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void listsTheExamplesOfTheSandbox() {
        assertThat(run(Map.of(), "list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(18)
                .contains("caller-lookup         v1   Who is calling, how important is the account, and which cases are"
                        + " open?");
    }

    @Test
    void triesAnActionOnTheSandbox() {
        assertThat(run(Map.of(), "try", "caller-lookup", "phone=(415) 555-0100"))
                .isZero();
        assertThat(out.toString().strip())
                .startsWith("{\"ok\":\"true\",\"outcome\":\"found\",")
                .contains("\"contactName\":\"Ada Okonkwo\"")
                .hasLineCount(1);
    }

    @Test
    void describesARunWithoutAskingSalesforce() {
        assertThat(run(Map.of(), "try", "--dry-run", "caller-lookup", "phone=(415) 555-0100"))
                .isZero();
        assertThat(out.toString())
                .contains("phone = +14155550100", "FROM Contact WHERE")
                .doesNotContain("Okonkwo");
    }

    @Test
    void saysWhichStepsMayShareACall() {
        assertThat(run(Map.of(), "try", "--dry-run", "who-is-calling", "phone=(415) 555-0100"))
                .isZero();
        assertThat(out.toString())
                .contains("contact: SELECT ", "lead (may share the call of contact): SELECT ")
                .contains("account (may share the call of contact): SELECT ");
    }

    @Test
    void showsTheAnswerToInputsThatAnActionCannotHave() {
        assertThat(run(Map.of(), "try", "account-by-number")).isZero();
        assertThat(out.toString())
                .contains("\"outcome\":\"invalid_input\"", "\"invalid\":\"accountNumber\"", "\"missing\"");
        assertThat(run(Map.of(), "try", "account-by-number", "--dry-run")).isOne();
        assertThat(out.toString()).contains("/accountNumber: is required");
    }

    @Test
    void aLiveOrgHasNoActionUntilItIsGivenSome() {
        assertThat(run(LIVE, "list")).isZero();
        assertThat(out.toString()).contains("there is no data action", "WEIR_ACTIONS");
    }

    @Test
    void showsWhatAnActionTakesAndGives() {
        assertThat(run(Map.of(), "show", "entitlement-verdict")).isZero();
        assertThat(out.toString())
                .contains(
                        "entitlement-verdict v1: May this account have support now, through this channel?",
                        "POST /cxone/data-action/entitlement-verdict",
                        "{\"accountNumber\":\"text\",\"channel\":\"Voice\"}",
                        """
                        accountNumber        text, required
                                               at most 40 characters
                        channel              text, may be absent: left out, any channel will do
                                               one of Voice, Chat, Email, On-site
                        """,
                        "\"additionalProperties\" : false");
        assertThat(run(Map.of(), "show", "entitlement-verdict", "--profile", "json"))
                .isZero();
        assertThat(out.toString()).contains("\"boolean\"");
    }

    @Test
    void showsWhatAnInputMayBeButNoValueOfASensitiveOne() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), """
            name: one
            version: 1
            description: x
            inputs:
              visits: {type: integer, default: 3}
              rate: {type: list of number, required: true}
              number: {type: text, required: true, pattern: '[0-9]{8}'}
              code: {type: text, sensitive: true, enum: ["4711", "4712"], default: "4712", max_length: 5}
            query:
              object_name: Contact
              fields: [Name]
              where:
                all:
                  - {field: Visits__c, op: "=", val: "{visits}"}
                  - {field: Rate__c, op: IN, val: "{rate}"}
                  - {field: Number__c, op: "=", val: "{number}"}
                  - {field: Code__c, op: "=", val: "{code}"}
            outputs: {name: Name}
            """);
        var environment = Map.of("WEIR_ACTIONS", folder.toString());

        assertThat(run(environment, "show", "one")).isZero();
        assertThat(out.toString()).contains("""
            visits               integer, may be absent
                                   3 when it is absent
            rate                 list of number, required
            number               text, required
                                   matches [0-9]{8}
            code                 text, may be absent
                                   one of a few, not shown
                                   at most 5 characters
                                   has a default, not shown
                                   sensitive: no dry run shows it
            """);
        assertThat(run(environment, "snippet", "one")).isZero();
        assertThat(run(environment, "try", "one", "rate=1", "number=00001001", "code=471", "--dry-run"))
                .isOne();
        assertThat(out.toString())
                .contains("/code: is none of the allowed values")
                .doesNotContain("4711", "4712");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "JSON", "Json"})
    void theProfileIsSpeltAsInTheConfigurationInAnyCase(String profile) {
        assertThat(run(Map.of(), "try", "caller-lookup", "phone=(415) 555-0100", "--profile", profile))
                .isZero();
        assertThat(out.toString()).startsWith("{\"ok\":true,");
    }

    @Test
    void anotherProfileIsRefusedInTheConfigurationsWords() {
        assertThat(run(Map.of(), "show", "caller-lookup", "--profile=xml")).isEqualTo(2);
        assertThat(err.toString()).contains("'--profile'", "it is cxone or json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "snippet", "check", "try"})
    void helpHasALabelForEachArgument(String command) {
        assertThat(run(Map.of(), command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: weir action " + command).doesNotContain("<arg");
    }

    @Test
    void helpSaysWhatAnOptionTakes() {
        run(Map.of(), "try", "--help");
        assertThat(out.toString()).contains("--profile=<cxone|json>", "KEY=VALUE");
        run(Map.of(), "snippet", "--help");
        assertThat(out.toString()).contains("--form=<rest-api|snippet|integration-hub>", "--url=URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeoutMs=5", "requestid=a", "contactId=42"})
    void whatEveryRequestMayHaveIsForRequestsOnly(String argument) {
        assertThat(run(Map.of(), "try", "caller-lookup", argument)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(argument.substring(0, argument.indexOf('=')) + " goes with requests over HTTP only");
    }

    @Test
    void wrongArgumentsAreToldWithTheUsageOfTheirCommand() {
        run(Map.of(), "try", "caller-lookup", "phne=+14155550100");
        run(Map.of(), "snippet", "caller-lookup", "--form", "fax");
        run(Map.of(), "show", "caler-lookup");
        assertThat(err.toString().lines().filter(line -> line.startsWith("Usage: ")))
                .map(usage -> usage.replaceAll("Usage: weir action (\\w+).*", "$1"))
                .containsExactly("try", "snippet", "show");
    }

    @Test
    void writesEachFormOfASnippet() {
        assertThat(run(Map.of(), "snippet", "caller-lookup", "--url", "https://weir.acme.example"))
                .isZero();
        assertThat(out.toString())
                .contains(
                        "REST API action for caller-lookup",
                        "https://weir.acme.example/cxone/data-action/caller-lookup");
        assertThat(run(Map.of(), "snippet", "caller-lookup", "--form", "snippet"))
                .isZero();
        assertThat(out.toString()).contains("GetRESTProxy()");
        assertThat(run(Map.of(), "snippet", "caller-lookup", "--form", "integration-hub"))
                .isZero();
        assertThat(run(Map.of(), "snippet", "caller-lookup", "--form", "fax")).isEqualTo(2);
        assertThat(err.toString()).contains("--form is rest-api, snippet or integration-hub");
    }

    @Test
    void findsEveryMistakeInAFolder() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), "name: one\nvrsion: 1\n");
        Files.writeString(folder.resolve("two.yaml"), "name: [two\n");
        assertThat(run(Map.of(), "check", folder.toString())).isEqualTo(2);
        assertThat(out.toString())
                .contains(
                        "one.yaml:1: /description: is required",
                        "one.yaml:1: /version: is required",
                        "one.yaml:2: /vrsion: unknown key; did you mean 'version'?",
                        "two.yaml:2: not YAML");
    }

    @Test
    void showsTriesAndSnipsAFormerVersion() throws IOException {
        String newest = CommandsTest.BY_EMAIL.formatted("Name", "Email");
        Files.writeString(folder.resolve("by-email.yaml"), newest.replace("version: 1", "version: 2"));
        Files.writeString(folder.resolve("by-email.v1.yaml"), newest.replace("description: ", "description: former "));
        var environment = Map.of("WEIR_ACTIONS", folder.toString());

        assertThat(run(environment, "list")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(run(environment, "show", "by-email", "--version", "1")).isZero();
        assertThat(out.toString()).contains("by-email v1: former ", "POST /cxone/data-action/by-email?version=1");
        assertThat(run(environment, "snippet", "by-email", "--version=1")).isZero();
        assertThat(out.toString()).contains("https://weir.example.com/cxone/data-action/by-email?version=1");
        assertThat(run(environment, "show", "by-email", "--version", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("by-email has no such version; it has 2, 1");
        assertThat(run(environment, "show", "--help")).isZero();
    }

    @Test
    void checksActionsInTheOrg() throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), CommandsTest.BY_EMAIL.formatted("Emial", "Email"));
        assertThat(run(Map.of(), "check", folder.toString())).isZero();
        assertThat(run(Map.of(), "check", "--org", folder.toString())).isOne();
        assertThat(out.toString())
                .contains("FAILED   data action    by-email v1 does not suit the org")
                .contains("by-email.yaml:7: Contact has no field Emial; did you mean Email?");
        assertThat(run(Map.of(), "check", "--org")).isZero();
        assertThat(out.toString()).contains("ok       data action    caller-lookup v1");
    }

    @Test
    void saysThatSoundDeclarationsAre() {
        assertThat(run(Map.of(), "check")).isZero();
        assertThat(out.toString().lines()).hasSize(18).contains("ok       case-status v1");
    }

    @Test
    void warnsOfOutputsThatCxoneHasAlready() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), """
            name: one
            version: 1
            description: x
            query: {object_name: Contact, fields: [Id, Name], where: {field: VIP__c, op: "=", val: true}}
            outputs:
              contactId: Id
              ani: Name
            """);
        assertThat(run(Map.of(), "check", folder.toString())).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ok       one v1",
                        "warning  one.yaml:6: /outputs/contactId: scripts and requests of CXone have a 'contactId', the"
                                + " contact in CXone; choose another name, such as contactRecordId",
                        "warning  one.yaml:7: /outputs/ani: scripts or requests of CXone have 'ani', and a flow may"
                                + " take one for the other; choose another name");
    }

    @Test
    void theConfiguredFolderIsUsedAndItsMistakesAreTold() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), "name: one\n");
        var environment = Map.of("WEIR_ACTIONS", folder.toString());
        assertThat(run(environment, "list")).isEqualTo(2);
        assertThat(err.toString()).contains("one.yaml:1: /version: is required");
    }

    @Test
    void aMisspeltNameIsAnsweredByTheNearest() {
        assertThat(run(Map.of(), "show", "caler-lookup")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'caller-lookup'?");
        assertThat(run(Map.of(), "try", "caller-lookup", "+14155550100")).isEqualTo(2);
        assertThat(run(Map.of(), "try", "caller-lookup", "phne=+14155550100")).isEqualTo(2);
        assertThat(err.toString()).contains("caller-lookup has no input phne; did you mean 'phone'?");
        assertThat(err.toString()).contains("an input is written KEY=VALUE");
    }

    @Test
    void theCheckOfAllFindsWhatAStartWouldRefuse() throws IOException {
        Files.writeString(folder.resolve("broken.yaml"), "name: broken\nname: broken\n");
        var environment = Map.of("WEIR_ACTIONS", folder.toString());
        int status = Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("check");
        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).contains("broken.yaml:2: /name: duplicate key; first used on line 1");
        var actions = Config.from(environment).actions().source();
        assertThatThrownBy(() -> ServedActions.read(actions))
                .isInstanceOfSatisfying(
                        InvalidConfig.class,
                        refused -> assertThat(out.toString()).contains(refused.problems()));
    }

    @Test
    void aFileWithAnErrorDoesNotStopTheOtherActions() throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), CommandsTest.BY_EMAIL.formatted("Name", "Email"));
        Files.writeString(folder.resolve("broken.yaml"), "name: broken\n");
        var environment = Map.of("WEIR_ACTIONS", folder.toString());

        assertThat(run(environment, "try", "by-email", "email=nobody@example.com"))
                .isZero();
        assertThat(out.toString()).contains("\"outcome\":\"not_found\"");
        assertThat(err.toString().lines())
                .containsExactly(
                        "warning: broken.yaml:1: /description: is required",
                        "warning: broken.yaml:1: /version: is required");
        assertThat(run(environment, "check", "--org")).isEqualTo(2);
        assertThat(out.toString())
                .contains("broken.yaml:1: /version: is required\n", "ok       data action    by-email v1\n");
        assertThat(run(environment, "check")).isEqualTo(2);
        assertThat(out.toString()).contains("broken.yaml:1: /version: is required\n", "\nok       by-email v1\n");
        err.getBuffer().setLength(0);
        assertThat(run(environment, "try", "broken")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("broken.yaml:1: /description: is required", "broken.yaml:1: /version: is required");
    }

    @Test
    void aFormerVersionDoesNotAnswerForANewestOneWithAnError() throws IOException {
        String former = CommandsTest.BY_EMAIL.formatted("Name", "Email");
        Files.writeString(folder.resolve("by-email.yaml"), former.replace("version: 1", "version: two"));
        Files.writeString(folder.resolve("by-email.v1.yaml"), former);
        var environment = Map.of("WEIR_ACTIONS", folder.toString());

        assertThat(run(environment, "show", "by-email")).isEqualTo(2);
        assertThat(err.toString()).startsWith("by-email.yaml:2: /version: ");
        assertThat(run(environment, "show", "by-email", "--version", "2")).isEqualTo(2);
        assertThat(run(environment, "show", "by-email", "--version", "1")).isZero();
    }

    @Test
    void aFileMayTakeThePlaceOfANameOrAFolder() throws IOException {
        var file = folder.resolve("by-email.yaml");
        Files.writeString(file, CommandsTest.BY_EMAIL.formatted("Name", "Email"));
        Files.writeString(folder.resolve("broken.yaml"), "name: broken\n");
        Files.writeString(folder.resolve("by-email.test.yaml"), "cases: []");

        for (String command : List.of("try", "show", "snippet", "check")) {
            assertThat(run(Map.of(), command, file.toString())).as(command).isZero();
        }
        assertThat(run(Map.of(), "check", "--org", file.toString())).isZero();
        assertThat(out.toString()).contains("ok       data action    by-email v1");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lookup.yaml, there is no file here; create it, or correct the path",
        "tests.test.yaml, has tests; name the file with the action",
        "notes.txt, a file of the catalog ends in .yaml"
    })
    void aFileWithoutAnActionIsRefused(String file, String remedy) throws IOException {
        Files.writeString(folder.resolve("tests.test.yaml"), "cases: []");
        Files.writeString(folder.resolve("notes.txt"), "");
        String path = folder.resolve(file).toString();

        assertThat(run(Map.of(), "check", path)).isEqualTo(2);
        assertThat(out.toString() + err).contains(file + ": " + remedy);
        if (file.endsWith(".yaml")) {
            err.getBuffer().setLength(0);
            assertThat(run(Map.of(), "try", path)).isEqualTo(2);
            assertThat(err.toString()).contains(file + ": " + remedy);
        }
        if (file.startsWith("tests")) {
            assertThat(run(Map.of(), "diff", path, path)).isEqualTo(2);
            assertThat(err.toString()).contains(file + ": " + remedy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "one", "1.0"})
    void aVersionIsAWholeNumber(String version) {
        assertThat(run(Map.of(), "try", "caller-lookup", "--version", version)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("'--version'", "a version is a whole number from 1");
    }

    @Test
    void aVersionOfManyDigitsIsNotServed() {
        assertThat(run(Map.of(), "show", "caller-lookup", "--version", "4294967297"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("caller-lookup has no such version; it has 1");
    }

    @Test
    void anActionThatDoesNotSuitTheOrgIsShownWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("by-email.yaml"), CommandsTest.BY_EMAIL.formatted("Emial", "Email"));
        var environment = Map.of("WEIR_ACTIONS", folder.toString());

        for (String option : List.of("--dry-run", "--profile=cxone")) {
            out.getBuffer().setLength(0);
            assertThat(run(environment, "try", "by-email", option, "email=a@example.com"))
                    .isOne();
            assertThat(out.toString()).isEqualToNormalizingNewlines("""
                the action does not suit the org:
                  by-email.yaml:7: Contact has no field Emial; did you mean Email?
                """);
        }
    }

    @Test
    void aFolderThatIsNotThereIsToldWithItsSetting() {
        var environment = Map.of("WEIR_ACTIONS", folder.resolve("nowhere").toString());

        for (String command : List.of("list", "check", "test")) {
            err.getBuffer().setLength(0);
            assertThat(run(environment, command)).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("WEIR_ACTIONS (weir.actions): ")
                    .contains("there is no folder here; create it, or correct the path");
        }
        err.getBuffer().setLength(0);
        assertThat(run(Map.of(), "check", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("WEIR_ACTIONS").contains("there is no folder here");
    }

    @Test
    void warnsOfAListThatSeveralRowsLeaveBlank() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), """
            name: one
            version: 1
            description: x
            query: {object_name: Case, fields: [Id], where: {field: Status, op: "=", val: New}}
            lists:
              r: {from: record, outputs: {id: Id}}
            """);
        assertThat(run(Map.of(), "check", folder.toString())).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ok       one v1",
                        "warning  one.yaml:6: /lists/r: if 'record' finds several rows, the outcome is 'multiple' and"
                                + " this list is blank; give it 'on_many: first' and an order_by");
    }

    private int run(Map<String, String> environment, String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "action";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
