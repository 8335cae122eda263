package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.admin.AdminSettings.Credential;
import io.weir.adapter.in.http.admin.AdminSettings.Part;
import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to the operator's server, and with what. */
final class AdminGuardTest {
    private static final ListenerSettings LOOPBACK = ListenerSettings.at("127.0.0.1", 0);
    private static final ListenerSettings EVERYWHERE = ListenerSettings.at("0.0.0.0", 0);
    private static final Credential KEY = new Credential.Key(new ApiKey("operator-key"));
    private static final String HEALTH = "/observe/health/live";

    private final RunningWeir weir = RunningWeir.with();

    @AfterEach
    void stop() {
        weir.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8081",
                "LOCALHOST:8081",
                "weir.localhost:1",
                "127.0.0.1",
                "127.0.0.1:8081",
                "127.9.9.9:8081",
                "[::1]",
                "[::1]:8081",
                "192.0.2.7:8081",
                "weir.internal",
                "Weir.Internal:8081"
            })
    void answersUnderNamesThatNobodyElseCanPointHere(String host) {
        var admin = start(new AdminSettings(
                LOOPBACK, new Credential.None(), Set.of(new HostName("weir.internal")), EnumSet.allOf(Part.class)));
        assertThat(get(admin, "/profiler", "Host: " + host)).startsWith("HTTP/1.1 200");
        admin.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "localhost.evil.example",
                "notlocalhost",
                "127.0.0.1.evil.example",
                "weir.internal.evil.example",
                "a.weir.internal"
            })
    void answersUnderNoNameThatSomebodyElseMayHavePointedHere(String host) {
        var admin = start(new AdminSettings(
                LOOPBACK, new Credential.None(), Set.of(new HostName("weir.internal")), EnumSet.allOf(Part.class)));
        for (var path : List.of("/profiler", "/limits", "/observe/metrics", "/nowhere")) {
            assertThat(get(admin, path, "Host: " + host))
                    .startsWith("HTTP/1.1 403")
                    .contains("\"code\":\"host_not_allowed\"")
                    .doesNotContain("evil");
        }
        assertThat(get(admin, HEALTH, "Host: " + host)).startsWith("HTTP/1.1 200");
        admin.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://evil.example, 403",
        "Origin: null, 403",
        "Origin: http://localhost:3000, 403",
        "Origin: http://localhost:8081, 200",
        "Origin: https://localhost:8081, 200",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: same-origin, 200",
        "Sec-Fetch-Site: none, 200"
    })
    void takesNothingFromAnotherSitesPage(String header, int status) {
        var admin = start(AdminSettings.at(LOOPBACK));
        String headers = "Host: localhost:8081\r\n" + header;
        for (var answer :
                List.of(get(admin, "/limits", headers), send(admin, "DELETE", "/profiler?contact_id=1", headers))) {
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer.contains("\"code\":\"cross_site_request\"")).isEqualTo(status == 403);
        }
        admin.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "X: nothing, 401",
        "X-API-Key: wrong, 401",
        "X-API-Key: operator-key, 200",
        "'X-API-Key: operator-key\r\nX-API-Key: operator-key', 200",
        "'X-API-Key: operator-key\r\nX-API-Key: wrong', 401",
        "'X-API-Key: wrong\r\nX-API-Key: operator-key', 401",
        "'X-API-Key: operator-key\r\nAuthorization: Bearer operator-key', 200",
        "'X-API-Key: operator-key\r\nAuthorization: Bearer wrong', 401",
        "'X-API-Key: wrong\r\nAuthorization: Bearer operator-key', 401",
        "'X-API-Key: operator-key\r\nX-API-Key: operator-key\r\nX-API-Key: operator-key', 401",
        "'X-API-Key: operator-key\r\nAuthorization: Basic of-a-proxy', 200",
        "Authorization: Bearer operator-key, 200",
        "Authorization: Bearer wrong, 401",
        "Authorization: Basic operator-key, 401"
    })
    void asksForItsKeyWhereverItListens(String header, int status) {
        for (var listener : List.of(LOOPBACK, EVERYWHERE)) {
            var admin = start(new AdminSettings(listener, KEY, Set.of(), EnumSet.allOf(Part.class)));
            String headers = "Host: 127.0.0.1\r\n" + header;
            for (var path :
                    List.of("/profiler", "/profiler/summary", "/profiler/advice", "/limits", "/observe/metrics")) {
                assertThat(get(admin, path, headers)).startsWith("HTTP/1.1 " + status);
            }
            assertThat(send(admin, "DELETE", "/profiler?contact_id=1", headers)).startsWith("HTTP/1.1 " + status);
            assertThat(get(admin, "/profiler?X-API-Key=operator-key&key=operator-key", "Host: 127.0.0.1"))
                    .startsWith("HTTP/1.1 401");
            assertThat(get(admin, HEALTH, "Host: 127.0.0.1\r\n" + header)).startsWith("HTTP/1.1 200");
            admin.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/health/../metrics",
                "/observe/health/live/../../metrics",
                "/observe/health/%2e%2e/metrics",
                "/observe/health/..%2fmetrics",
                "/observe/health/live/../../../profiler",
                "//profiler",
                "/observe/health/live;/../../metrics"
            })
    void healthIsNoWayAroundTheKey(String path) {
        var admin = start(new AdminSettings(LOOPBACK, KEY, Set.of(), EnumSet.allOf(Part.class)));
        assertThat(get(admin, path, "Host: 127.0.0.1"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("execution_history", "# TYPE");
        admin.stop();
    }

    @Test
    void theFilesOfTheConsoleRequireNoKeyAndNothingElseIsReachedThroughThem() {
        var admin = start(new AdminSettings(EVERYWHERE, KEY, Set.of(), EnumSet.allOf(Part.class)));
        for (var path : List.of("/console/", "/console/index.html", "/console/lib/uPlot.esm.js")) {
            assertThat(get(admin, path, "Host: 127.0.0.1")).startsWith("HTTP/1.1 200");
            assertThat(send(admin, "HEAD", path, "Host: 127.0.0.1")).startsWith("HTTP/1.1 200");
            assertThat(send(admin, "POST", path, "Host: 127.0.0.1\r\nContent-Length: 0"))
                    .startsWith("HTTP/1.1 401");
        }
        assertThat(get(admin, "/console", "Host: 127.0.0.1")).startsWith("HTTP/1.1 302");
        for (var path : List.of(
                "/console/nothing.js",
                "/console/../profiler",
                "/console/..%2fprofiler",
                "/console/;/../../profiler",
                "/console//../profiler",
                "/profiler?/console/",
                "/profiler;/console/")) {
            assertThat(get(admin, path, "Host: 127.0.0.1")).startsWith("HTTP/1.1 401");
        }
        admin.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/console/, cross-site, navigate, document, 200",
        "/console/, same-site, navigate, document, 200",
        "/console/, cross-site, navigate, iframe, 403",
        "/console/lib/uPlot.esm.js, cross-site, no-cors, script, 403",
        "/console/, cross-site, cors, empty, 403",
        "/profiler, cross-site, navigate, document, 403",
        "/observe/metrics, cross-site, navigate, document, 403",
        "/console/nothing.js, cross-site, navigate, document, 403"
    })
    void aLinkOfAnotherSiteOpensOnlyTheConsole(String path, String site, String mode, String destination, int status) {
        var admin = start(AdminSettings.at(LOOPBACK));
        String headers = "Host: localhost:8081\r\nSec-Fetch-Site: %s\r\nSec-Fetch-Mode: %s\r\nSec-Fetch-Dest: %s"
                .formatted(site, mode, destination);
        assertThat(get(admin, path, headers)).startsWith("HTTP/1.1 " + status);
        assertThat(get(admin, path, headers + "\r\nOrigin: https://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(get(admin, path, headers.replace("localhost:8081", "evil.example")))
                .startsWith("HTTP/1.1 403")
                .contains("\"code\":\"host_not_allowed\"");
        admin.stop();
    }

    @Test
    void demandsAKeyWhereOthersCanReachIt() {
        for (var host : List.of("0.0.0.0", "192.0.2.7", "::", "weir.example")) {
            assertThatThrownBy(() -> AdminSettings.at(ListenerSettings.at(host, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs a key");
        }
        for (var host : List.of("127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.2")) {
            assertThat(AdminSettings.at(ListenerSettings.at(host, 0)).parts()).hasSize(Part.values().length);
        }
    }

    @Test
    void takesAnyNameWhereOthersReachItUnlessSomeAreListed() {
        var open = start(new AdminSettings(EVERYWHERE, KEY, Set.of(), EnumSet.allOf(Part.class)));
        assertThat(get(open, "/profiler", "Host: weir.example\r\nX-API-Key: operator-key"))
                .startsWith("HTTP/1.1 200");
        open.stop();
        var listed = start(
                new AdminSettings(EVERYWHERE, KEY, Set.of(new HostName("weir.example")), EnumSet.allOf(Part.class)));
        assertThat(get(listed, "/profiler", "Host: weir.example\r\nX-API-Key: operator-key"))
                .startsWith("HTTP/1.1 200");
        assertThat(get(listed, "/profiler", "Host: evil.example\r\nX-API-Key: operator-key"))
                .startsWith("HTTP/1.1 403");
        listed.stop();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void leavesOutWhatIsSwitchedOff(Part off) {
        var admin = start(
                new AdminSettings(LOOPBACK, new Credential.None(), Set.of(), EnumSet.complementOf(EnumSet.of(off))));
        for (var part : Part.values()) {
            String answer = switch (part) {
                case STATUS -> get(admin, "/status", "Host: localhost");
                case CALLERS -> get(admin, "/callers", "Host: localhost");
                case ACTIONS -> get(admin, "/actions", "Host: localhost");
                case PROFILER -> get(admin, "/profiler", "Host: localhost");
                case LIMITS -> get(admin, "/limits", "Host: localhost");
                case METRICS -> get(admin, "/observe/metrics", "Host: localhost");
                case HEALTH -> get(admin, HEALTH, "Host: localhost");
                case CONSOLE -> get(admin, "/console/", "Host: localhost");
                case EXPLAIN -> get(admin, RunningWeir.AD_HOC, "Host: localhost");
            };
            String on = part == Part.EXPLAIN ? "HTTP/1.1 405" : "HTTP/1.1 200";
            assertThat(answer).startsWith(part == off ? "HTTP/1.1 404" : on);
            if (part == off) {
                assertThat(answer)
                        .contains("\"code\":\"switched_off\"", "WEIR_ADMIN_" + off.name() + "_ENABLED to true");
            }
        }
        admin.stop();
    }

    @Test
    void showsNoKey() {
        assertThat(new AdminSettings(LOOPBACK, KEY, Set.of(), Set.of()))
                .asString()
                .doesNotContain("operator-key");
    }

    private AdminServer start(AdminSettings settings) {
        return AdminServer.start(
                settings,
                RunningAdmin.insight(weir.history),
                Clock.systemUTC(),
                new Readiness(),
                RunningWeir.IDS,
                weir.meters);
    }

    private static String get(AdminServer admin, String path, String headers) {
        return send(admin, "GET", path, headers);
    }

    private static String send(AdminServer admin, String method, String path, String headers) {
        return RunningWeir.raw(
                admin.port(), "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(method, path, headers));
    }
}
