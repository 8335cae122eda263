package io.weir.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Variables that look like settings. */
class UnknownVariablesTest {
    @ParameterizedTest
    @CsvSource({
        "WEIR_QUERY_DENIED_FIELD, did you mean 'WEIR_QUERY_DENIED_FIELDS'",
        "WEIR_API_KEYS, did you mean 'WEIR_API_KEY'",
        "WEIR_CONIFG, did you mean 'WEIR_CONFIG'",
        "WEIR_ADMIN_PROT, did you mean 'WEIR_ADMIN_PORT'",
        "WEIR_CONTACT_KEY_FIEL, did you mean 'WEIR_CONTACT_KEY_FILE'",
        "WEIR_DENIED_FIELDS, there is no such variable",
        "WEIR_SOMETHING_ELSE, rename it if it is not for Weir",
        "SF_CLIENT_SECRTE, did you mean 'SF_CLIENT_SECRET'",
        "SF_CLIENTID, did you mean 'SF_CLIENT_ID'"
    })
    void oneThatIsMisspeltIsReportedByNameWithoutItsValue(String name, String hint) {
        assertThat(UnknownVariables.in(Map.of(name, "s3cr3t")))
                .singleElement()
                .asString()
                .startsWith(name + ": there is no such variable; ")
                .contains(hint)
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        "WEIR_SERVICE_HOST, 10.0.0.1",
        "WEIR_SERVICE_PORT, 8080",
        "WEIR_SERVICE_PORT_HTTP, 8080",
        "WEIR_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "WEIR_PORT_8080_TCP_ADDR, 10.0.0.1",
        "WEIR_PORT_8080_TCP_PORT, 8080",
        "WEIR_PORT_8080_TCP_PROTO, tcp",
        "WEIR_CANARY_PORT, tcp://10.0.0.1:8080",
        "WEIR_CANARY_SERVICE_HOST, 10.0.0.1",
        "SF_MOCK_SERVICE_HOST, 10.0.0.1",
        "WEIR_JAVA, /usr/bin/java",
        "WEIR_JVM_OPTIONS, -Xmx1g",
        "WEIR_CONFIG, /etc/weir.yaml",
        "SF_AUDIENCE_URL, https://login.salesforce.com",
        "SF_ORG_API_VERSION, 66.0",
        "SF_TARGET_ORG, acme",
        "SF_ACCESS_TOKEN, x",
        "SF_LOG_LEVEL, debug",
        "SF_DISABLE_TELEMETRY, true",
        "weir_port, 1",
        "PATH, /bin"
    })
    void thoseOfOthersAreLeftAlone(String name, String value) {
        assertThat(UnknownVariables.in(Map.of(name, value))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingIsKnown(Setting setting) {
        assertThat(UnknownVariables.in(Map.of(setting.variable(), "x", setting.variable() + "_FILE", "x")))
                .isEmpty();
    }

    @Test
    void aStartIsRefusedForOne() {
        assertThatThrownBy(() -> Config.from(Map.of("WEIR_QUERY_DENIED_FEILDS", "*.Birthdate")))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("did you mean 'WEIR_QUERY_DENIED_FIELDS'");
    }
}
