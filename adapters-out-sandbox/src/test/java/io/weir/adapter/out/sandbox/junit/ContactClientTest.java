package io.weir.adapter.out.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.call.RecordedCall;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples in docs/sandbox.md. */
@ExtendWith(SandboxExtension.class)
class ContactClientTest {
    @Test
    void findsTheNameOfACaller(Sandbox sandbox, URI baseUri) {
        var client = new ContactClient(baseUri, sandbox.clientId(), sandbox.clientSecret());

        assertThat(client.nameByPhone("+14155550100")).isEqualTo("Ada Okonkwo");
        assertThat(sandbox.soql()).contains("SELECT Name FROM Contact WHERE Phone = '+14155550100'");
    }

    @Test
    void logsInAgainWhenTheSessionHasEnded(Sandbox sandbox, URI baseUri) {
        var client = new ContactClient(baseUri, sandbox.clientId(), sandbox.clientSecret());
        client.nameByPhone("+14155550100");
        sandbox.clock().advance(Duration.ofHours(3));

        assertThat(client.nameByPhone("+14155550100")).isEqualTo("Ada Okonkwo");
        assertThat(sandbox.logins()).isEqualTo(2);
    }

    @Test
    void triesAgainWhenSalesforceIsDown(Sandbox sandbox, URI baseUri) {
        var client = new ContactClient(baseUri, sandbox.clientId(), sandbox.clientSecret());
        client.nameByPhone("+14155550100");
        sandbox.next("503");

        assertThat(client.nameByPhone("+14155550100")).isEqualTo("Ada Okonkwo");
        assertThat(sandbox.calls()).extracting(RecordedCall::status).endsWith(503, 200);
    }
}
