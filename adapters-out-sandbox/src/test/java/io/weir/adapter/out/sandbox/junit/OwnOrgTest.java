package io.weir.adapter.out.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.Fields;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnOrgTest {
    @RegisterExtension
    static final SandboxExtension SHOP = SandboxExtension.from(clock -> SandboxOrg.builder(clock)
            .object("Order__c", "Order", Fields.currency("Amount__c", "Amount"))
            .record("Order__c", Map.of("Name", "one", "Amount__c", 10))
            .build());

    @Test
    void servesTheOrgOfTheDocument(Sandbox sandbox) {
        assertThat(new SandboxClient(sandbox.baseUri()).query("SELECT Name FROM Order__c WHERE Amount__c > 9"))
                .containsEntry("totalSize", new BigDecimal(1));
    }
}
