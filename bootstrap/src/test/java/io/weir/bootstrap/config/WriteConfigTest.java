package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.caller.NameRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What data actions may write. */
class WriteConfigTest {
    private static final String KEY = "the-key-of-a-caller-of-these-tests-9471";

    private static NameRules writable(Map<String, String> environment) {
        return Config.from(environment).actions().writable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none"})
    void whoeverTriesTheExamplesOnTheSandboxMayWriteWhatTheyWrite(String auth) {
        var writable = writable(Map.of("WEIR_AUTH", auth));

        assertThat(List.of(
                        "Case.Subject", "Case.Weir_Key__c", "Task.CallObject", "Contact.Phone", "Contact.MobilePhone"))
                .allMatch(writable::allow);
        assertThat(List.of("Contact.Email", "Account.Name", "User.IsActive")).noneMatch(writable::allow);
    }

    @Test
    void otherwiseNothingIsWrittenByDefault() {
        assertThat(writable(Map.of("WEIR_API_KEY", KEY))).isEqualTo(NameRules.NONE);
        var live = Map.of(
                "SF_LOGIN_URL", "https://acme.my.salesforce.com",
                "SF_CLIENT_ID", "the-id",
                "SF_CLIENT_SECRET", "the-secret");
        assertThat(writable(with(live, "WEIR_API_KEY", KEY))).isEqualTo(NameRules.NONE);
        assertThat(writable(with(live, "WEIR_AUTH", "none"))).isEqualTo(NameRules.NONE);
    }

    @Test
    void thePatternsComeFromTheFileAsAListAndFromTheEnvironmentWithCommas(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              write:
                allowed: [Case.Subject, "Task.*"]
            """);
        var environment = Map.of("WEIR_CONFIG", file.toString());

        assertThat(writable(environment)).isEqualTo(new NameRules(List.of("Case.Subject", "Task.*"), List.of()));
        assertThat(writable(with(environment, "WEIR_WRITE_ALLOWED", " Lead.* ,")))
                .isEqualTo(new NameRules(List.of("Lead.*"), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Case;a pattern of fields names one object and one field",
                "Case.Owner.Name;a pattern of fields names one object and one field",
                "Case.Sub-ject;no API name has a '-'",
                "Case.Sub ject;a name pattern has letters"
            })
    void aPatternThatNoFieldMatchesIsReported(String pattern, String problem) {
        assertThat(problems(Map.of("WEIR_WRITE_ALLOWED", "Task.*," + pattern)))
                .singleElement()
                .asString()
                .startsWith("WEIR_WRITE_ALLOWED (weir.write.allowed): ")
                .contains(problem.strip());
    }
}
