package io.weir.adapter.out.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.TestOrgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an org has and the sandbox does not is refused with one sentence, and listed. */
class UnsupportedResourcesTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxServer SERVER = SandboxServer.start(
            TestOrgs.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void namesTheResourceThatItLacks(String resource) {
        String path = resource.startsWith("/") ? resource : "/services/data/v66.0/" + resource;
        path = path.replace("{object}", "Contact")
                .replace("{id}", "0035g0000000001AAA")
                .replace("{job}", "750");

        for (String below : new String[] {path, path + "/below"}) {
            var refused = CLIENT.get(below);

            assertThat(refused.statusCode()).as(below).isEqualTo(501);
            assertThat(refused.body())
                    .contains("\"errorCode\":\"NOT_SUPPORTED\"")
                    .contains("the sandbox does not support /" + resource.replaceFirst("^/", "") + "\"");
        }
    }

    static Stream<String> resources() {
        return UnsupportedResources.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/data/v66.0/nope",
                "/services/data/v66.0/limits/nope",
                "/services/data/v66.0/ui-api/nope",
                "/services/data/v66.0/sobjects/Nope/describe/layouts",
                "/services/data/v66.0/sobjects/Nope/listviews",
                "/services/data/v66.0/ui-api/object-info/Nope/picklist-values/012000000000000AAA/Status",
                "/services/nope",
                "/nope"
            })
    void doesNotKnowWhatSalesforceDoesNotKnow(String path) {
        var refused = CLIENT.get(path);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("NOT_FOUND");
    }

    @Test
    void theDocumentListsThem() throws IOException {
        String document = Files.readString(Path.of("../docs/sandbox.md"));
        int start = document.indexOf("## Resources that it lacks");
        var listed = new ArrayList<String>();
        Pattern.compile("`([^`]+)`")
                .matcher(document.substring(start, document.indexOf("\n## ", start + 1)))
                .results()
                .map((MatchResult code) -> code.group(1))
                .filter(code -> !code.equals("/services/data/v66.0"))
                .forEach(listed::add);

        assertThat(listed).containsExactlyInAnyOrderElementsOf(resources().toList());
    }
}
