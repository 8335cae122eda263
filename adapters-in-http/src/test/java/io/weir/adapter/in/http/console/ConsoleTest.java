package io.weir.adapter.in.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.admin.RunningAdmin;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files, as a browser loads them from the admin server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleTest {
    private RunningAdmin admin;

    @BeforeAll
    void start() {
        admin = new RunningAdmin();
    }

    @AfterAll
    void stop() {
        admin.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/console/, text/html; charset=utf-8, <title>",
        "/console/index.html, text/html; charset=utf-8, <title>",
        "/console/lib/uPlot.esm.js, text/javascript; charset=utf-8, export",
        "/console/lib/uPlot.min.css, text/css; charset=utf-8, .uplot"
    })
    void servesItsFilesUnderAStrictPolicy(String path, String type, String content) {
        assertThat(send("GET", path, ""))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Type: " + type + "\r\n")
                .contains(content)
                .contains("Cache-Control: no-cache\r\n", "X-Content-Type-Options: nosniff\r\n")
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .contains("Referrer-Policy: no-referrer\r\n")
                .contains("Cross-Origin-Opener-Policy: same-origin\r\n")
                .contains("Cross-Origin-Resource-Policy: same-origin\r\n");
    }

    @Test
    void leadsToItsPageWithoutTheSlash() {
        assertThat(send("GET", "/console", "")).startsWith("HTTP/1.1 302").contains("Location: console/\r\n");
    }

    @Test
    void sendsAFileOnlyWhenItHasChanged() {
        String first = send("GET", "/console/", "");
        var tag = Pattern.compile("(?m)^ETag: (\"[0-9a-f]{32}\")").matcher(first);
        assertThat(tag.find()).isTrue();

        for (String known : new String[] {tag.group(1), "W/" + tag.group(1), "\"other\", " + tag.group(1), "*"}) {
            assertThat(send("GET", "/console/", "If-None-Match: " + known + "\r\n"))
                    .startsWith("HTTP/1.1 304")
                    .contains("ETag: " + tag.group(1), "Cache-Control: no-cache")
                    .doesNotContain("<title>");
        }
        assertThat(send("GET", "/console/", "If-None-Match: \"other\"\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() {
        String get = send("GET", "/console/", "");
        int length = get.length() - get.indexOf("\r\n\r\n") - 4;
        assertThat(send("HEAD", "/console/", ""))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Length: " + length + "\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void onlyReads(String method) {
        assertThat(send(method, "/console/", "Content-Length: 0\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, HEAD\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console//",
                "/console/nothing.js",
                "/console/Console.class",
                "/console/package-info.class",
                "/console/lib",
                "/console/lib/",
                "/console/index.html/",
                "/console/index%2ehtml",
                "/console/./index.html",
                "/console/lib/../index.html",
                "/console/../openapi/openapi.json",
                "/console/%2e%2e/openapi/openapi.json",
                "/console/..%2fopenapi%2fopenapi.json",
                "/console/lib/uPlot.esm.js;a=b",
                "/console/META-INF/MANIFEST.MF",
                "/Console/",
                "/console/INDEX.html"
            })
    void servesNothingElse(String path) {
        assertThat(send("GET", path, "")).startsWith("HTTP/1.1 404").contains("\"code\":\"unknown_path\"");
    }

    private String send(String method, String path, String headers) {
        return RunningWeir.raw(
                admin.port(),
                "%s %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n".formatted(method, path, headers));
    }
}
