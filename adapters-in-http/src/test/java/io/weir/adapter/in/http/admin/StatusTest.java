package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code /status} shows. */
final class StatusTest {
    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsTheWorstProblemFirstAndEveryNumber() {
        admin.status = SampleStatus.TROUBLED;

        assertThat(admin.get("/status")).returns(200, HttpResponse::statusCode).returns("""
            {"version":"0.1.0","instance":"weir-1","time":"2026-01-31T10:00:04.500Z",\
            "started_at":"2026-01-31T10:00:00.000Z","ready":true,"sandbox":false,\
            "problems":[{"code":"quota_exhausted","since":"2026-01-31T10:00:02.000Z",\
            "text":"all requests are used up"},\
            {"code":"config_stale","since":"2026-01-31T10:00:01.000Z",\
            "text":"the configuration cannot be used: weir.port: wrong; weir.host: wrong"}],\
            "requests":{"in_flight":3,"outcomes":{"answered":1234,"invalid_request":5}},\
            "salesforce":{"breaker":"closed","running":2,"running_limit":25,"waiting":0,\
            "waiting_limit":100},\
            "api":{"used":14990,"limit":15000,"reserve":100,"observed_at":"2026-01-31T10:00:03.000Z",\
            "state":"spent","retry_at":"2026-01-31T10:01:02.000Z",\
            "forecast":{"calls_per_hour":1200.0,"reserve_reached_at":null,\
            "exhausted_at":"2026-01-31T10:00:33.000Z"},\
            "fleet":{"ledger":true,"weirs":3,"leased":120,"lease_left":40}},\
            "store":{"kind":"sqlite","available":true,"bytes":123456,"capacity":1000,"slow_ms":1500,"dropped":0,"evicted":0},\
            "losses":{"history_dropped":0,"audit_dropped":0,"advice_skipped":0},\
            "actions":{"served":7,"unsuitable":0,"stale":false},\
            "config":{"stale":false,"reloads":1}}\
            """, HttpResponse::body);
    }

    @Test
    void saysNothingOfTheApiUntilSalesforceDoes() {
        assertThat(admin.get("/status").body())
                .contains("\"problems\":[],", "\"outcomes\":{}}")
                .contains("""
                    "api":{"used":null,"limit":null,"reserve":0,"observed_at":null,"state":"available",\
                    "retry_at":null,"forecast":{"calls_per_hour":null,"reserve_reached_at":null,\
                    "exhausted_at":null},"fleet":null}\
                    """);
    }

    @Test
    void takesNoParameters() {
        assertThat(admin.get("/status?verbose=true").statusCode()).isEqualTo(400);
        assertThat(admin.send("POST", "/status", "").statusCode()).isEqualTo(405);
    }
}
