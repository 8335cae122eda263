package io.weir.adapter.out.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.SmallOrg;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SOAP API Developer Guide, login(): how clients log in that have no app. */
class SandboxSoapLoginTest {
    private static final InstantSource START = InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));
    private static final Pattern SESSION = Pattern.compile("<sessionId>([^<]+)</sessionId>");

    private final SandboxServer server =
            SandboxServer.start(SmallOrg.create(), SandboxSettings.onPort(0), START, new SplittableRandom(1));
    private final SandboxClient client = new SandboxClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "c"})
    void opensASessionThatTheRestApiTakes(String wsdl) {
        var answer = call("/services/Soap/" + wsdl + "/66.0", login("sandbox@example.com", "sandboxToken1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<serverUrl>" + server.baseUri() + "/services/Soap/" + wsdl + "/66.0/00D")
                .contains("<userName>sandbox@example.com</userName>");
        var session = SESSION.matcher(answer.body());
        assertThat(session.find()).isTrue();
        assertThat(SandboxClient.send(client.request("//services/data/v66.0/limits/")
                                .header("Authorization", "Bearer " + session.group(1)))
                        .statusCode())
                .as("also below an instance URL that ends with a slash")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"sandbox@example.com, wrong", "somebody@example.com, sandbox"})
    void refusesOtherCredentials(String username, String password) {
        var answer = call("/services/Soap/u/66.0", login(username, password));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("<faultcode>sf:INVALID_LOGIN</faultcode>", "INVALID_LOGIN: Invalid username");
        assertThat(server.logins()).isZero();
    }

    @Test
    void supportsNoOtherCall() {
        var answer = call("/services/Soap/u/66.0", login("a", "b").replace("login", "query"));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("the sandbox does not support the SOAP API, except login()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<a", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>"})
    void refusesWhatIsNoEnvelope(String body) {
        assertThat(call("/services/Soap/u/66.0", body))
                .returns(500, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("<faultstring>"));
    }

    private HttpResponse<String> call(String path, String body) {
        return SandboxClient.send(client.request(path)
                .header("Content-Type", "text/xml")
                .header("SOAPAction", "login")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String login(String username, String password) {
        return """
            <se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Body>
            <login xmlns="urn:partner.soap.sforce.com"><username>%s</username><password>%s</password></login>
            </se:Body></se:Envelope>\
            """.formatted(username, password);
    }
}
