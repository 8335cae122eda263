package io.weir.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.collection;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.bootstrap.config.Config.Access;
import io.weir.bootstrap.config.Config.Org;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private static final Map<String, String> LIVE = Map.of(
            "SF_LOGIN_URL", "https://acme.my.salesforce.com",
            "SF_CLIENT_ID", "the-id",
            "SF_CLIENT_SECRET", "the-secret",
            "WEIR_API_KEY", "the-key-of-at-least-32-characters");

    private static final Map<String, String> PASSWORD_FLOW = with(
            with(with(LIVE, "SF_AUTH_FLOW", "password"), "SF_USERNAME", "ada@example.com"),
            "SF_PASSWORD",
            "the-password");

    @Test
    void withNothingSetWeirRunsOpenOnTheSandboxAndOnLoopback() {
        var config = Config.from(Map.of());
        assertThat(config.org()).isEqualTo(new Org.Sandbox(0, Faults.NONE));
        assertThat(config.access()).isInstanceOfSatisfying(Access.Anybody.class, open -> {
            assertThat(open.caller().caller().name()).isEqualTo("anonymous");
            assertThat(open.caller().style()).isEqualTo(AnswerStyle.USUAL);
            assertThat(open.trustedProxies()).isEmpty();
        });
        assertThat(config.data()).isEqualTo(new Config.Listener("127.0.0.1", 8080));
        assertThat(config.admin()).isEqualTo(new Config.Listener("127.0.0.1", 8081));
        assertThat(config.bounds().rowCap()).isEqualTo(2_000);
        assertThat(config.bounds().time()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void theSandboxHasTheExamplesAndALiveOrgHasNoActionUntilAFolderIsNamed() {
        assertThat(Config.from(Map.of()).actions()).isEqualTo(new Config.Actions.Examples());
        assertThat(Config.from(LIVE).actions()).isEqualTo(new Config.Actions.Nowhere());
        assertThat(Config.from(with(LIVE, "WEIR_ACTIONS", "/etc/weir/actions")).actions())
                .isEqualTo(new Config.Actions.Folder(Path.of("/etc/weir/actions")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "31-characters-0123456789abcdefg", "11111111111111111111111111111111111"})
    void aLiveOrgNeedsAKeyThatNobodyGuesses(String key) {
        assertThat(problems(with(with(LIVE, "WEIR_API_KEY", key), "WEIR_PORT", "x")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("WEIR_API_KEY", "at least 32 characters", "'weir caller key' makes one")
                        .doesNotContain(key))
                .anySatisfy(problem -> assertThat(problem).contains("WEIR_PORT"));
    }

    @Test
    void theSandboxTakesAnyKeyThatCanBeSent() {
        assertThat(Config.from(Map.of("WEIR_API_KEY", "short")).access()).isInstanceOf(Access.Named.class);
        assertThat(problems(Map.of("WEIR_API_KEY", "two words"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SF_CLIENT_ID",
                "SF_CLIENT_SECRET",
                "SF_CLIENT_SECRET_NEXT",
                "SF_USERNAME",
                "SF_PASSWORD",
                "SF_SECURITY_TOKEN"
            })
    void noCredentialHasAControlCharacter(String variable) {
        for (String control : List.of("\u0000", "\n", "\u001f", "\u007f", "\u0085")) {
            assertThat(problems(with(PASSWORD_FLOW, variable, "a" + control + "b")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).contains(variable, "control character"));
        }
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
        assertThat(Config.from(Map.of()).unknownInputs()).isEqualTo(UnknownInputs.REFUSE);
        assertThat(Config.from(Map.of("WEIR_UNKNOWN_INPUTS", "ignore")).unknownInputs())
                .isEqualTo(UnknownInputs.IGNORE);
        assertThat(problems(Map.of("WEIR_UNKNOWN_INPUTS", "maybe")))
                .singleElement()
                .asString()
                .contains("WEIR_UNKNOWN_INPUTS", "expected refuse or ignore");
    }

    @Test
    void theAuditGoesToTheLogUnlessItHasAFileOrIsOff() {
        assertThat(Config.from(Map.of()).audit()).isEqualTo(new Config.Audit.InLog());
        assertThat(Config.from(Map.of("WEIR_AUDIT_FILE", "/var/log/weir/audit.log"))
                        .audit())
                .isEqualTo(new Config.Audit.InFile(Path.of("/var/log/weir/audit.log")));
        assertThat(Config.from(Map.of("WEIR_AUDIT_ENABLED", "false")).audit()).isEqualTo(new Config.Audit.Off());
        assertThat(problems(Map.of("WEIR_AUDIT_ENABLED", "false", "WEIR_AUDIT_FILE", "audit.log")))
                .singleElement()
                .asString()
                .contains("WEIR_AUDIT_FILE", "WEIR_AUDIT_ENABLED", "contradict");
    }

    @Test
    void contactsAreHashedWithAKeyThatIsLongAndHidden() {
        assertThat(Config.from(Map.of()).contactKey()).isEqualTo(new Config.ContactKey.OfThisProcess());
        var config = Config.from(Map.of("WEIR_CONTACT_KEY", "0123456789abcdef0123456789abcdef"));
        assertThat(config.contactKey()).isEqualTo(new Config.ContactKey.Given("0123456789abcdef0123456789abcdef"));
        assertThat(config.toString()).doesNotContain("0123456789abcdef");
        assertThat(problems(Map.of("WEIR_CONTACT_KEY", "short-and-secret")))
                .singleElement()
                .asString()
                .contains("WEIR_CONTACT_KEY", "at least 32 characters")
                .doesNotContain("short-and-secret");
    }

    @Test
    void descriptionsAreNotRefreshedAllTheTime() {
        assertThat(Config.from(Map.of()).schemaRefreshTime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(problems(Map.of("SF_SCHEMA_REFRESH_TIME", "59s")))
                .singleElement()
                .asString()
                .contains("SF_SCHEMA_REFRESH_TIME", "at least 1m");
    }

    @Test
    void aLoginUrlMeansTheLiveOrgWithClientCredentials() {
        var config = Config.from(LIVE);
        assertThat(config.org()).asInstanceOf(type(Org.Live.class)).satisfies(live -> {
            assertThat(live.settings().loginUri()).hasToString("https://acme.my.salesforce.com");
            assertThat(live.settings().apiVersion()).isEqualTo("66.0");
            assertThat(live.settings().credentials())
                    .isEqualTo(new Credentials.ClientCredentials("the-id", "the-secret"));
        });
        assertThat(config.data().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void aLiveOrgWithoutCallersIsRefusedUnlessTheOperatorSaysSo() {
        assertThat(problems(without(LIVE, "WEIR_API_KEY")))
                .singleElement()
                .asString()
                .contains("WEIR_API_KEY", "WEIR_AUTH");
        var open = with(without(LIVE, "WEIR_API_KEY"), "WEIR_AUTH", "none");
        assertThat(Config.from(open).access()).isInstanceOf(Access.Anybody.class);
    }

    @Test
    void breakerAndRetriesAreAsTheyWereUnlessToldOtherwise() {
        assertThat(Config.from(Map.of()).salesforceCalls())
                .isEqualTo(new Config.SalesforceCalls(128, 128, RetrySettings.defaults(), BreakerSettings.defaults()));
        var told = Config.from(Map.of(
                        "SF_MAX_ATTEMPTS", "2",
                        "SF_RETRY_FIRST_WAIT", "100ms",
                        "SF_RETRY_LONGEST_WAIT", "2s",
                        "SF_RETRY_SHARE", "5",
                        "SF_RETRY_FLOOR", "0",
                        "SF_BREAKER_VOLUME", "20",
                        "SF_BREAKER_ERROR_RATIO", "50",
                        "SF_BREAKER_DELAY", "10s"))
                .salesforceCalls();
        assertThat(told.retry()).isEqualTo(new RetrySettings(2, Duration.ofMillis(100), Duration.ofSeconds(2), 5, 0));
        assertThat(told.breaker()).isEqualTo(new BreakerSettings(20, 50, Duration.ofSeconds(10)));
    }

    @Test
    void refusesBreakersAndRetriesThatAreNone() {
        assertThat(problems(Map.of(
                        "SF_RETRY_FIRST_WAIT", "0s",
                        "SF_RETRY_LONGEST_WAIT", "2h",
                        "SF_RETRY_SHARE", "101",
                        "SF_RETRY_FLOOR", "-1",
                        "SF_BREAKER_VOLUME", "0",
                        "SF_BREAKER_ERROR_RATIO", "101",
                        "SF_BREAKER_DELAY", "0s",
                        "SF_MAX_QUEUED_CALLS", "0")))
                .hasSize(8);
        assertThat(problems(Map.of("SF_RETRY_FIRST_WAIT", "2s", "SF_RETRY_LONGEST_WAIT", "1s")))
                .singleElement()
                .asString()
                .contains("SF_RETRY_LONGEST_WAIT", "is shorter than", "SF_RETRY_FIRST_WAIT");
    }

    @Test
    void theSandboxCanBeToldToFailAndALiveOrgCannot() {
        assertThat(Config.from(Map.of("WEIR_SANDBOX_FAULTS", "latency=50ms..2s, 503=0.02"))
                        .org())
                .isEqualTo(new Org.Sandbox(0, Faults.of(List.of("latency=50ms..2s", "503=0.02"))));
        assertThat(problems(Map.of("WEIR_SANDBOX_FAULTS", "503=2, nonsense=1")))
                .singleElement()
                .asString()
                .contains("WEIR_SANDBOX_FAULTS", "'503' must be a share", "unknown fault 'nonsense'");
        assertThat(problems(with(LIVE, "WEIR_SANDBOX_FAULTS", "503=0.02")))
                .singleElement()
                .asString()
                .contains("WEIR_SANDBOX_FAULTS", "a live org cannot be told to fail");
    }

    @Test
    void thePasswordFlowNeedsAUserToo() {
        assertThat(problems(with(LIVE, "SF_AUTH_FLOW", "password")))
                .satisfiesExactly(
                        user -> assertThat(user).contains("SF_USERNAME"),
                        password -> assertThat(password).contains("SF_PASSWORD"));
        var complete = with(with(with(LIVE, "SF_AUTH_FLOW", "password"), "SF_USERNAME", "me"), "SF_PASSWORD", "pw");
        assertThat(Config.from(complete).org())
                .asInstanceOf(type(Org.Live.class))
                .extracting(live -> live.settings().credentials())
                .isEqualTo(new Credentials.UsernamePassword("the-id", ClientSecret.of("the-secret"), "me", "pw", ""));
    }

    @Test
    void everyProblemIsToldAtOnce() {
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
    void clientCredentialsNeedTheOrgsOwnDomain() {
        assertThat(problems(with(LIVE, "SF_LOGIN_URL", "https://login.salesforce.com")))
                .singleElement()
                .asString()
                .contains("My Domain");
    }

    @Test
    void salesforceSettingsWithoutALoginUrlAreAMistake() {
        assertThat(problems(Map.of("SF_CLIENT_ID", "the-id")))
                .singleElement()
                .asString()
                .contains("SF_CLIENT_ID", "SF_LOGIN_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9090", "http://localhost:9090", "http://127.0.0.1:9090/"})
    void plainHttpIsForLoopback(String loginUrl) {
        assertThat(Config.from(with(LIVE, "SF_LOGIN_URL", loginUrl)).org()).isInstanceOf(Org.Live.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://acme.my.salesforce.com", "acme.my.salesforce.com", "https://", "not a url"})
    void otherLoginUrlsAreRefused(String loginUrl) {
        assertThat(problems(with(LIVE, "SF_LOGIN_URL", loginUrl)))
                .singleElement()
                .asString()
                .contains("SF_LOGIN_URL");
    }

    @Test
    void anOpenSandboxStaysOnLoopback() {
        assertThat(problems(Map.of("WEIR_HOST", "0.0.0.0")))
                .singleElement()
                .asString()
                .contains("loopback");
        assertThat(Config.from(Map.of("WEIR_HOST", "0.0.0.0", "WEIR_API_KEY", "k"))
                        .data()
                        .host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void explainsTheVariableThatKubernetesPlants() {
        assertThat(problems(Map.of("WEIR_PORT", "tcp://10.0.0.1:8080")))
                .singleElement()
                .asString()
                .contains("enableServiceLinks");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "3s, PT3S", "2m, PT2M", "PT4S, PT4S"})
    void timesAreShortOrIso(String written, Duration meant) {
        assertThat(Config.from(Map.of("WEIR_TIME_LIMIT", written)).bounds().time())
                .isEqualTo(meant);
    }

    @Test
    void aMountedFileWinsOverTheDefaultsAndTheEnvironmentOverBoth(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              row-cap: 10
              time-limit: 3s
            """);
        var config = Config.from(Map.of("WEIR_CONFIG", file.toString(), "WEIR_ROW_CAP", "20"));
        assertThat(config.bounds().rowCap()).isEqualTo(20);
        assertThat(config.bounds().time()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aMisspeltKeyInTheFileIsAProblem(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), "weir:\n  row-kap: 10\n");
        assertThat(problems(Map.of("WEIR_CONFIG", file.toString())))
                .singleElement()
                .asString()
                .contains("/weir.yaml:2: /weir/row-kap: unknown key; did you mean 'row-cap'?");
    }

    @Test
    void aFileThatIsMissingOrNoYamlIsAProblem(@TempDir Path folder) throws IOException {
        var none = folder.resolve("none.yaml").toString();
        assertThat(problems(Map.of("WEIR_CONFIG", none)))
                .containsExactly(none + ": there is no file here; create it, or correct the path");
        var file = Files.writeString(folder.resolve("weir.yaml"), "weir: [unclosed");
        assertThat(problems(Map.of("WEIR_CONFIG", file.toString())))
                .singleElement()
                .asString()
                .contains("YAML");
    }

    @Test
    void withNothingSetEverythingMayBeAskedThatHasAFilter() {
        assertThat(Config.from(Map.of()).policy()).isEqualTo(QueryPolicy.DEFAULT);
    }

    @Test
    void thePolicyComesFromTheFileAsListsAndFromTheEnvironmentWithCommas(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              query:
                allowed-objects: [Contact, "*__c"]
                denied-objects: Salary__c, Bonus__c
                denied-fields:
                  - "*.Birthdate"
                  - Contact.MailingStreet
                unfiltered-allowed: true
                max-condition-depth: 3
                max-conditions: 20
                max-list-values: 10000
            """);
        var inFile = new QueryPolicy(
                new NameRules(List.of("Contact", "*__c"), List.of("Salary__c", "Bonus__c")),
                new NameRules(List.of("*"), List.of("*.Birthdate", "Contact.MailingStreet")),
                true,
                3,
                20,
                10_000);
        var environment = Map.of("WEIR_CONFIG", file.toString());

        assertThat(Config.from(environment).policy()).isEqualTo(inFile);
        assertThat(Config.from(with(environment, "WEIR_QUERY_DENIED_FIELDS", " Case.* ,*.Phone,"))
                        .policy()
                        .fields())
                .isEqualTo(new NameRules(List.of("*"), List.of("Case.*", "*.Phone")));
        assertThat(Config.from(with(environment, "WEIR_QUERY_DENIED_FIELDS", " "))
                        .policy())
                .as("a blank variable denies no less")
                .isEqualTo(inFile);
    }

    @Test
    void thePolicyOfTheOperatorsManualWorksAsItStandsThere(@TempDir Path folder) throws IOException {
        var manual = Files.readString(Path.of("../docs/operators.md"));
        int begin = manual.indexOf("```yaml\n") + "```yaml\n".length();
        var file =
                Files.writeString(folder.resolve("weir.yaml"), manual.substring(begin, manual.indexOf("```", begin)));

        var config = Config.from(Map.of("WEIR_CONFIG", file.toString()));
        assertThat(config.bounds().rowCap()).isEqualTo(500);
        assertThat(config.policy())
                .isEqualTo(new QueryPolicy(
                        new NameRules(List.of("Account", "Contact", "Case", "*__c"), List.of("Salary__c")),
                        new NameRules(
                                List.of("*"),
                                List.of("*.Birthdate", "Contact.MailingStreet", "Entitlement__c.Annual_Fee__c")),
                        false,
                        5,
                        50,
                        500));
    }

    @Test
    void everyProblemOfThePolicyIsTold() {
        var environment = Map.of(
                "WEIR_QUERY_ALLOWED_OBJECTS", "Contact.Phone, Case, Con tact",
                "WEIR_QUERY_ALLOWED_FIELDS", ",",
                "WEIR_QUERY_DENIED_FIELDS", "Phone,*.Email",
                "WEIR_QUERY_UNFILTERED_ALLOWED", "yes",
                "WEIR_QUERY_MAX_CONDITION_DEPTH", "21",
                "WEIR_QUERY_MAX_CONDITIONS", "1001",
                "WEIR_QUERY_MAX_LIST_VALUES", "0");
        assertThat(problems(environment))
                .satisfiesExactlyInAnyOrder(
                        dotted -> assertThat(dotted).contains("WEIR_QUERY_ALLOWED_OBJECTS", "Contact.Phone"),
                        spaced -> assertThat(spaced).contains("WEIR_QUERY_ALLOWED_OBJECTS", "Con tact"),
                        empty -> assertThat(empty).contains("WEIR_QUERY_ALLOWED_FIELDS", "'*' allows everything"),
                        bare -> assertThat(bare).contains("WEIR_QUERY_DENIED_FIELDS", "Contact.Phone", "'Phone'"),
                        yes -> assertThat(yes).contains("WEIR_QUERY_UNFILTERED_ALLOWED", "true or false", "'yes'"),
                        deep -> assertThat(deep).contains("WEIR_QUERY_MAX_CONDITION_DEPTH", "1 to 10"),
                        many -> assertThat(many).contains("WEIR_QUERY_MAX_CONDITIONS", "1 to 1000"),
                        none -> assertThat(none).contains("WEIR_QUERY_MAX_LIST_VALUES", "1 to 10000"));
    }

    static Stream<Arguments> listsThatAreNone() {
        return Stream.of(
                arguments("query: {allowed-objects: []}", "name at least one pattern"),
                arguments("query: {allowed-objects: }", "/weir/query/allowed-objects: has nothing behind it"),
                arguments("query: {denied-fields: null}", "/weir/query/denied-fields: has nothing behind it"),
                arguments(
                        "query: {denied-fields: [{Contact: Phone}]}",
                        "/weir/query/denied-fields/0: expected a string, got an object"),
                arguments(
                        "query: {denied-fields: [[Contact.Phone]]}",
                        "/weir/query/denied-fields/0: expected a string, got a list"),
                arguments(
                        "query: {denied-fields: {Contact: Phone}}",
                        "/weir/query/denied-fields: expected a string or a list, got an object"),
                arguments("row-cap: [10, 20]", "/weir/row-cap: expected a string, got a list"),
                arguments("query: {deny: [Contact]}", "/weir/query/deny: unknown key; "),
                arguments("query: {allowed-objects: [*]}", "quote a text that begins so"));
    }

    @ParameterizedTest
    @MethodSource("listsThatAreNone")
    void aListThatIsNoneIsAProblem(String yaml, String told, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), "weir: {" + yaml + "}");
        assertThat(problems(Map.of("WEIR_CONFIG", file.toString())))
                .singleElement()
                .asString()
                .contains(told);
    }

    @Test
    void hostsMayBeAListToo(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("weir.yaml"), "weir: {salesforce: {allowed-hosts: [a.example.com, b.example.com]}}");
        assertThat(Config.from(with(LIVE, "WEIR_CONFIG", file.toString())).org())
                .asInstanceOf(type(Org.Live.class))
                .extracting(live -> live.settings().allowedHosts())
                .asInstanceOf(collection(String.class))
                .contains("a.example.com", "b.example.com");
    }

    @Test
    void secretsComeFromMountedFilesWithEveryCharacterOfTheirs(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "a${b}$c\\d\n");
        var environment = with(without(LIVE, "SF_CLIENT_SECRET"), "SF_CLIENT_SECRET_FILE", file.toString());
        assertThat(Config.from(environment).org())
                .asInstanceOf(type(Org.Live.class))
                .extracting(live -> live.settings().credentials())
                .isEqualTo(new Credentials.ClientCredentials("the-id", "a${b}$c\\d"));
    }

    @Test
    void aSecretBothAsVariableAndAsFileIsAProblem(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "other");
        assertThat(problems(with(LIVE, "SF_CLIENT_SECRET_FILE", file.toString())))
                .singleElement()
                .asString()
                .contains("SF_CLIENT_SECRET_FILE");
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        var documentation = Files.readString(Path.of("../docs/configuration.md"));
        assertThat(Setting.values())
                .allSatisfy(setting ->
                        assertThat(documentation).contains("`" + setting.variable() + "` | `" + setting.key() + "`"));
    }

    private static List<String> problems(Map<String, String> environment) {
        try {
            Config.from(environment);
            return List.of();
        } catch (InvalidConfig invalid) {
            return invalid.problems();
        }
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        var changed = new HashMap<>(environment);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> environment, String name) {
        var changed = new HashMap<>(environment);
        changed.remove(name);
        return changed;
    }
}
