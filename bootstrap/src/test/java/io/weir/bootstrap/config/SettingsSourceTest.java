package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.LIVE;
import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static io.weir.bootstrap.config.Environments.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.collection;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.bootstrap.config.Config.Org;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration file, the environment, and files with secrets. */
class SettingsSourceTest {
    @Test
    void aMountedFileWinsOverTheDefaultsAndTheEnvironmentOverBoth(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              row-cap: 10
              time-limit: 3s
            """);
        var config = Config.from(Map.of("WEIR_CONFIG", file.toString(), "WEIR_ROW_CAP", "20"));
        assertThat(config.queries().bounds().rowCap()).isEqualTo(20);
        assertThat(config.queries().bounds().time()).isEqualTo(Duration.ofSeconds(3));
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

    static Stream<Arguments> invalidLists() {
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
    @MethodSource("invalidLists")
    void refusesInvalidLists(String yaml, String told, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), "weir: {" + yaml + "}");
        assertThat(problems(Map.of("WEIR_CONFIG", file.toString())))
                .singleElement()
                .asString()
                .contains(told);
    }

    @Test
    void allowedHostsMayBeAList(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("weir.yaml"), "weir: {salesforce: {allowed-hosts: [a.example.com, b.example.com]}}");
        assertThat(Config.from(with(LIVE, "WEIR_CONFIG", file.toString()))
                        .salesforce()
                        .org())
                .asInstanceOf(type(Org.Live.class))
                .extracting(live -> live.settings().allowedHosts())
                .asInstanceOf(collection(String.class))
                .contains("a.example.com", "b.example.com");
    }

    @Test
    void readsSecretsFromFilesVerbatim(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "a${b}$c\\d\n");
        var environment = with(without(LIVE, "SF_CLIENT_SECRET"), "SF_CLIENT_SECRET_FILE", file.toString());
        assertThat(Config.from(environment).salesforce().org())
                .asInstanceOf(type(Org.Live.class))
                .extracting(live -> live.settings().credentials())
                .isEqualTo(new Credentials.ClientCredentials("the-id", "a${b}$c\\d"));
    }

    @Test
    void aSecretInAFileWithoutAnEndIsAProblem() {
        assertThat(problems(with(without(LIVE, "SF_CLIENT_SECRET"), "SF_CLIENT_SECRET_FILE", "/dev/zero")))
                .anyMatch(problem ->
                        problem.startsWith("SF_CLIENT_SECRET_FILE: no readable text file at '/dev/zero': larger than"));
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
    void explainsTheVariableThatKubernetesSets() {
        assertThat(problems(Map.of("WEIR_PORT", "tcp://10.0.0.1:8080")))
                .singleElement()
                .asString()
                .contains("enableServiceLinks");
    }
}
