package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.CallerLimits.Rate;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.status.CallerWatch;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code /callers} shows. */
final class CallersTest {
    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsRightsLimitsAndCredentialsOfEachCallerAndNothingSecret() {
        var hash = KeyHash.of("a key that nobody must see, with enough characters");
        admin.callers = List.of(new CallerAccess(
                new AuthenticatedCaller(
                        new Caller(
                                "ivr-main",
                                new NameRules(List.of("contact-*"), List.of()),
                                new NameRules(List.of("contact-update"), List.of()),
                                new Caller.AdHoc.Never(),
                                false,
                                Priority.NORMAL,
                                20_000),
                        AnswerStyle.DEFAULT),
                List.of(
                        new CallerCredential.Key("k1", hash, Instant.parse("2027-01-31T00:00:00Z")),
                        new CallerCredential.Certificate("c1", new X500Principal("CN=ivr"))),
                List.of(AddressRange.of("203.0.113.0/24")),
                new CallerLimits(Rate.of("50/s"), 10)));

        admin.recent = Map.of(
                "ivr-main",
                new CallerWatch.Recent(
                        Duration.ofSeconds(60), 120, 96, Optional.of(Instant.parse("2026-01-31T09:58:00Z"))));

        admin.calls.learn(Map.of(
                "ivr-main",
                new TenMinuteUse(new TreeMap<>(Map.of(
                        Instant.parse("2026-01-31T09:10:00Z"), 1_200L, Instant.parse("2026-01-31T09:20:00Z"), 30L)))));
        admin.calls.count("ivr-main", 4);

        assertThat(admin.get("/callers")).returns(200, HttpResponse::statusCode).returns("""
            {"callers":[{"name":"ivr-main","actions":["contact-*"],"writes":["contact-update"],"ad_hoc":false,"dry_run":false,\
            "calls":"20000/day","calls_used":1234,"calls_free_at":"2026-02-01T09:20:00.000Z",\
            "rate":"50/s","burst":50,"concurrency":10,"addresses":["203.0.113.0/24"],"in_flight":0,\
            "recent":{"seconds":60,"requests":120,"refused":96},"limited_since":"2026-01-31T09:58:00.000Z",\
            "requests":0,"outcomes":{},"credentials":[\
            {"id":"k1","kind":"key","expires":"2027-01-31T00:00:00.000Z"},\
            {"id":"c1","kind":"certificate","expires":null}]}],"authentication_failures":{}}\
            """, HttpResponse::body);
    }

    @Test
    void countsTheRequestsOfEachCaller() {
        admin.weir.post(TUTORIAL);
        admin.weir.post(TUTORIAL);
        admin.weir.post("{");
        admin.weir.stop();

        assertThat(admin.get("/callers").body())
                .contains("\"name\":\"tester\",\"actions\":[\"*\"],\"writes\":[\"*\"],\"ad_hoc\":true,\"dry_run\":true,"
                        + "\"calls\":null,\"calls_used\":0,\"calls_free_at\":null,\"rate\":null,"
                        + "\"burst\":null,\"concurrency\":null,\"addresses\":[],"
                        + "\"in_flight\":0,\"recent\":null,\"limited_since\":null,"
                        + "\"requests\":3,\"outcomes\":{\"answered\":2,\"malformed_json\":1},\"credentials\":[]");
        admin.callers = List.of();
        assertThat(admin.get("/callers").body())
                .as("a caller that is gone")
                .contains("\"name\":\"tester\",\"actions\":[],\"writes\":[],\"ad_hoc\":false")
                .contains("\"requests\":3");
    }

    @Test
    void takesNoParameters() {
        assertThat(admin.get("/callers?name=quill").body())
                .contains("unknown parameter")
                .doesNotContain("quill\"");
        assertThat(RunningWeir.raw(
                        admin.port(), "PUT /callers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }
}
