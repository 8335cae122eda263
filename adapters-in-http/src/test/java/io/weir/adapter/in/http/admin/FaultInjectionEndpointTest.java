package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.listener.ListenerSettings;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that the operator injects into the sandbox. */
final class FaultInjectionEndpointTest {
    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsReplacesAndEndsFaults() {
        assertThat(admin.send("GET", "/sandbox/faults", "").body()).isEqualTo("{}");
        assertThat(admin.send("PUT", "/sandbox/faults", "{\"latency\":\"50ms\",\"503\":0.02}"))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"503\":\"0.02\",\"latency\":\"50ms\"}", HttpResponse::body);
        assertThat(admin.send("GET", "/sandbox/faults", "").body())
                .isEqualTo("{\"503\":\"0.02\",\"latency\":\"50ms\"}");
        assertThat(admin.send("DELETE", "/sandbox/faults", "").body()).isEqualTo("{}");
        assertThat(admin.faults.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "[]", "{\"503\":true}", "{\"503\":{}}", "{\"503\":0.1,\"503\":0.2}", "{\"wrong\":1}"})
    void refusesInvalidFaults(String body) {
        admin.faults.replace(Map.of("503", "1"));

        assertThat(admin.send("PUT", "/sandbox/faults", body)).returns(400, HttpResponse::statusCode);
        assertThat(admin.faults.faults()).isEqualTo(Map.of("503", "1"));
    }

    @Test
    void saysWhichFaultIsUnknown() {
        assertThat(admin.send("PUT", "/sandbox/faults", "{\"wrong\":1}").body())
                .contains("\"code\":\"invalid_parameter\"", "there is no fault");
        assertThat(admin.send("POST", "/sandbox/faults", "{}"))
                .returns(405, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(header(answer, "Allow")).isEqualTo("GET, PUT, DELETE"));
    }

    @Test
    void aLiveOrgHasNoFaultInjection() {
        var live = AdminServer.start(
                AdminSettings.at(ListenerSettings.at("127.0.0.1", 0)),
                RunningAdmin.insight(admin.weir.history),
                Clock.systemUTC(),
                admin.readiness,
                RunningWeir.IDS,
                admin.weir.meters);
        try {
            for (var method : List.of("GET", "PUT", "DELETE")) {
                assertThat(RunningAdmin.send(live.port(), method, "/sandbox/faults", "{}")
                                .statusCode())
                        .isEqualTo(404);
            }
        } finally {
            live.stop();
        }
    }
}
