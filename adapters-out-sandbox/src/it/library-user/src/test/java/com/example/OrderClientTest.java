package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.call.RecordedCall;
import io.weir.adapter.out.sandbox.junit.SandboxExtension;
import io.weir.adapter.out.sandbox.org.Fields;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderClientTest {
    private static final String OPEN_ORDERS = "SELECT COUNT() FROM Order__c WHERE Status__c = 'Open'";

    @Nested
    class WithAnOrgInAFolder {
        @RegisterExtension
        static final SandboxExtension SHOP =
                SandboxExtension.from(clock -> SandboxOrg.from(Path.of("src/test/resources/shop"), clock));

        @Test
        void countsTheOrders(Sandbox sandbox, URI salesforce) throws Exception {
            try (var client = new OrderClient(salesforce, sandbox.clientId(), sandbox.clientSecret())) {
                assertEquals(2, client.count("Open"));
                assertEquals(0, client.count("Lost"));
            }
        }
    }

    @Nested
    class WithAnOrgInCode {
        @RegisterExtension
        static final SandboxExtension SHOP = SandboxExtension.from(clock -> SandboxOrg.builder(clock)
                .object("Order__c", "Order", Fields.text("Status__c", "Status", 40))
                .record("Order__c", Map.of("Name", "one", "Status__c", "Open"))
                .build());

        /** Each repetition has a separate sandbox; all run at the same time. */
        @RepeatedTest(20)
        void triesAgainWhenSalesforceIsDown(Sandbox sandbox, URI salesforce) throws Exception {
            sandbox.inject("query:Order__c:503=#1");

            try (var client = new OrderClient(salesforce, sandbox.clientId(), sandbox.clientSecret())) {
                assertEquals(1, client.count("Open"));
            }
            assertEquals(
                    List.of(200, 503, 200),
                    sandbox.calls().stream().map(RecordedCall::status).toList());
            assertEquals(List.of(OPEN_ORDERS, OPEN_ORDERS), sandbox.soql());
            assertEquals("Bearer ***", sandbox.calls().getLast().header("Authorization"));
        }
    }
}
