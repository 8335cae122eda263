package io.weir.adapter.out.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.SandboxClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class InjectedFaultsTest {
    @Test
    void theExamplesOfTheDocumentWork(Sandbox sandbox) {
        var client = new SandboxClient(sandbox.baseUri());
        String query = SandboxClient.queryPath("SELECT Id FROM Contact LIMIT 1");
        var request = client.authorized(query);

        sandbox.next("login:invalid-grant");
        sandbox.next(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "An amount is not negative");
        sandbox.inject("Contact:unable-to-lock-row=#1..2", "query:503=0.1", "latency=50ms");
        sandbox.inject();
        sandbox.expireTokens();

        assertThat(SandboxClient.send(request))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("An amount is not negative"));
        assertThat(client.token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body())
                .contains("invalid_grant");
        assertThat(SandboxClient.send(request).statusCode()).isEqualTo(401);
        assertThat(client.get(query).statusCode()).isEqualTo(200);
    }
}
