package io.weir.adapter.out.salesforce.org;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.port.SalesforceFailure.AccessDenied;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestOrgStatusTest {
    private static final String VERSIONS_PATH = "/services/data";
    private static final String LIMITS_PATH = "/services/data/v66.0/limits";

    private final StandIn org = new StandIn();
    private final RestOrgStatus status = new RestOrgStatus(org.api);

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void readsTheVersionsWithoutALoginAndWithoutACall() {
        versions("""
            [{"label":"Summer '14","url":"/services/data/v31.0","version":"31.0"},
             {"label":"Spring '26","url":"/services/data/v66.0","version":"66.0"}]\
            """);
        var meter = StandIn.meter();

        assertThat(status.apiVersions(meter)).containsExactly("31.0", "66.0");
        assertThat(meter.apiCalls()).isZero();
        assertThat(org.logins()).isZero();
        org.server.verify(getRequestedFor(urlPathEqualTo(VERSIONS_PATH)).withHeader("Authorization", absent()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{}", "[1]", "[{\"version\":\"newest\"}]", "[{}]", "[{\"version\":", "<html></html>", ""})
    void versionsThatAreNoneAreUnreadable(String body) {
        versions(body);

        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> status.apiVersions(StandIn.meter()));
    }

    @Test
    void aHostThatIsDownIsUnavailable() {
        org.server.stubFor(get(VERSIONS_PATH).willReturn(aResponse().withStatus(503)));

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> status.apiVersions(StandIn.meter()));
    }

    @Test
    void logsInOnce() {
        status.logIn(StandIn.meter());
        status.logIn(StandIn.meter());

        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void readsTheLimitsForOneCall() {
        org.server.stubFor(get(LIMITS_PATH).willReturn(okJson("""
            {"DailyApiRequests":{"Max":15000,"Remaining":14998,"Ant Migration Tool":{"Max":0,"Remaining":0}},
             "DataStorageMB":{"Max":5,"Remaining":-1}}\
            """)));
        var meter = StandIn.meter();

        assertThat(status.limits(meter))
                .containsExactly(
                        new OrgLimit("DailyApiRequests", 15_000, 14_998), new OrgLimit("DataStorageMB", 5, -1));
        assertThat(meter.apiCalls()).isEqualTo(1);
    }

    @Test
    void limitsThatTheUserMayNotReadAreDenied() {
        org.server.stubFor(get(LIMITS_PATH).willReturn(StandIn.error(403, "INSUFFICIENT_ACCESS", "x")));

        assertThatExceptionOfType(AccessDenied.class).isThrownBy(() -> status.limits(StandIn.meter()));
    }

    private void versions(String body) {
        org.server.stubFor(get(VERSIONS_PATH).willReturn(okJson(body)));
    }
}
