package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of ad-hoc queries. */
class QueryPolicyConfigTest {
    @Test
    void byDefaultAnyQueryWithAFilterIsAllowed() {
        assertThat(Config.from(Map.of()).queries().policy()).isEqualTo(QueryPolicy.DEFAULT);
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

        assertThat(Config.from(environment).queries().policy()).isEqualTo(inFile);
        assertThat(Config.from(with(environment, "WEIR_QUERY_DENIED_FIELDS", " Case.* ,*.Phone,"))
                        .queries()
                        .policy()
                        .fields())
                .isEqualTo(new NameRules(List.of("*"), List.of("Case.*", "*.Phone")));
        assertThat(Config.from(with(environment, "WEIR_QUERY_DENIED_FIELDS", " "))
                        .queries()
                        .policy())
                .as("a blank variable denies no less")
                .isEqualTo(inFile);
    }

    @Test
    void thePolicyInTheOperatorsManualIsValid(@TempDir Path folder) throws IOException {
        var manual = Files.readString(Path.of("../docs/operators.md"));
        int begin = manual.indexOf("```yaml\n") + "```yaml\n".length();
        var file =
                Files.writeString(folder.resolve("weir.yaml"), manual.substring(begin, manual.indexOf("```", begin)));

        var config = Config.from(Map.of("WEIR_CONFIG", file.toString()));
        assertThat(config.queries().bounds().rowCap()).isEqualTo(500);
        assertThat(config.queries().policy())
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
    void reportsEveryProblemOfThePolicy() {
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
}
