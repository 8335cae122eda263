package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.caller.KeyHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The wired Weir on its sandbox org: what the status, the callers and the data actions look like from outside. */
@Timeout(60)
class OperatorViewTest {
    private static final String PHONE = "+14155550188";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void aWeirWithoutTroubleSaysSoInNumbers() {
        try (var weir =
                ReadyWeir.start(Map.of("WEIR_INSTANCE", "weir-1", "SF_MAX_CALLS", "7", "WEIR_API_RESERVE", "9"))) {
            weir.query(ReadyWeir.readmeRequest());

            assertThat(weir.get(weir.admin("/status")).body())
                    .startsWith("{\"version\":\"development\",\"instance\":\"weir-1\",\"time\":\"2")
                    .contains("\"ready\":true,\"sandbox\":true,\"problems\":[],\"requests\":{\"in_flight\":")
                    .containsPattern("\"outcomes\":\\{[^}]*\"answered\":[1-9]")
                    .contains("\"salesforce\":{\"breaker\":\"closed\",\"running\":0,\"running_limit\":7,\"waiting\":0,"
                            + "\"waiting_limit\":128}")
                    .containsPattern("\"api\":\\{\"used\":[1-9]\\d*,\"limit\":15000,\"reserve\":9,\"observed_at\":\"2")
                    .contains("\"state\":\"available\",\"retry_at\":null,\"forecast\":{\"calls_per_hour\":null,")
                    .contains("\"store\":{\"kind\":\"memory\",\"available\":true,\"bytes\":0,")
                    .contains("\"actions\":{\"served\":18,\"unsuitable\":0,\"stale\":false},"
                            + "\"config\":{\"stale\":false,");
        }
    }

    @Test
    void aRefusedLoginIsAProblemUntilItSucceedsAgain() {
        try (var weir = ReadyWeir.start(Map.of())) {
            var begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            drill(weir, "{\"session-expired\":1,\"login:invalid-client\":1}");
            assertThat(weir.query(ReadyWeir.readmeRequest()).statusCode()).isEqualTo(502);

            String troubled = weir.get(weir.admin("/status")).body();
            assertThat(troubled)
                    .contains("\"problems\":[{\"code\":\"login_refused\",\"since\":\"")
                    .contains("every request is answered salesforce_login_refused until a login succeeds");
            var since = Instant.parse(troubled.replaceAll(".*\"login_refused\",\"since\":\"([^\"]*)\".*", "$1"));
            assertThat(since).isBetween(begin, Instant.now());

            drill(weir, "{}");
            while (weir.query(ReadyWeir.readmeRequest()).statusCode() != 200) {
                Thread.onSpinWait();
            }
            assertThat(weir.get(weir.admin("/status")).body()).contains("\"problems\":[]");
        }
    }

    @Test
    void aSpentAllocationIsAProblemUntilARunFindsThatItIsNot() {
        var clock = new AdjustableClock();
        try (var weir = ReadyWeir.start(Map.of(), clock)) {
            drill(weir, "{\"quota-exhausted\":1}");
            weir.query(ReadyWeir.readmeRequest());
            assertThat(weir.get(weir.admin("/status")).body())
                    .contains("\"code\":\"quota_exhausted\"", "\"state\":\"spent\",\"retry_at\":\"2");

            drill(weir, "{}");
            clock.advance(Duration.ofSeconds(61));
            assertThat(weir.query(ReadyWeir.readmeRequest()).statusCode()).isEqualTo(200);
            assertThat(weir.get(weir.admin("/status")).body()).contains("\"problems\":[]", "\"retry_at\":null");
        }
    }

    @Test
    void showsTheCallersAndWhichCredentialEndsSoon() throws IOException {
        String key = "a-key-with-more-than-thirty-two-characters";
        var expires = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var config = Files.writeString(
                folder.resolve("weir.yaml"), """
                    weir:
                      callers:
                        - name: viewed
                          keys: [{id: k1, hash: "%s", expires: %s}]
                          actions: ["caller-*"]
                          calls: 20000/day
                          rate: 50/s
                    """.formatted(KeyHash.of(key).text(), expires));
        try (var weir = ReadyWeir.start(Map.of("WEIR_CONFIG", config.toString()))) {
            assertThat(weir.run("caller-lookup", "{\"phone\":\"" + PHONE + "\"}", "X-API-Key", key)
                            .statusCode())
                    .isEqualTo(200);
            weir.run("caller-lookup", "{}", "X-API-Key", "wrong");

            assertThat(weir.get(weir.admin("/callers")).body())
                    .startsWith(
                            "{\"callers\":[{\"name\":\"viewed\",\"actions\":[\"caller-*\"],\"writes\":[],\"ad_hoc\":false,"
                                + "\"dry_run\":false,\"calls\":\"20000/day\",\"calls_used\":1,\"calls_free_at\":null,"
                                + "\"rate\":\"50/s\",\"burst\":50,\"concurrency\":null,\"addresses\":[],"
                                + "\"in_flight\":0,\"recent\":")
                    .contains("\"limited_since\":null,\"requests\":1,\"outcomes\":{\"answered\":1},\"credentials\":["
                            + "{\"id\":\"k1\",\"kind\":\"key\",\"expires\":\""
                            + expires.toString().replace("Z", ".000Z"))
                    .contains("\"name\":\"unknown\"")
                    .containsPattern("\"authentication_failures\":\\{[^}]*\"unknown_key\":[1-9]")
                    .doesNotContain(key, KeyHash.of(key).text());
            assertThat(weir.get(weir.admin("/status")).body())
                    .contains("{\"code\":\"credential_expires\",\"since\":\""
                            + expires.minus(14, ChronoUnit.DAYS).toString().replace("Z", ".000Z"))
                    .contains("the credential viewed/k1 expires at " + expires);
        }
    }

    @Test
    void triesADataActionWithoutATraceOfItsInputs() {
        try (var weir = ReadyWeir.start(Map.of())) {
            long calls = weir.apiCalls();

            assertThat(weir.get(weir.admin("/actions")).body())
                    .contains("\"name\":\"caller-lookup\",\"version\":", "\"object\":\"Contact\",\"shape\":\"SELECT ");
            assertThat(weir.get(weir.admin("/actions/caller-lookup")).body())
                    .contains("\"input_schema\":{", "\"output_schema\":{", "\"curl\":\"curl ");
            assertThat(weir.post(
                                    weir.admin("/cxone/data-action/caller-lookup?dry_run=true"),
                                    "{\"phone\":\"" + PHONE + "\"}")
                            .body())
                    .contains("\"dry_run\":\"true\"", PHONE);

            assertThat(weir.apiCalls()).isEqualTo(calls);
            assertThat(weir.profiler()).isEqualTo("{\"execution_history\":[]}");
        }
    }

    private static void drill(ReadyWeir weir, String faults) {
        assertThat(weir.faults("PUT", faults).statusCode()).isEqualTo(200);
    }

    /** The clock of the system, and what a test adds to it. */
    private static final class AdjustableClock extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void advance(Duration time) {
            ahead.updateAndGet(time::plus);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
