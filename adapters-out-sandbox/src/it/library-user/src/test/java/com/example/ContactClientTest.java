package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.junit.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
class ContactClientTest {
    @Test
    void asks(Sandbox sandbox, URI baseUri) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            baseUri.resolve("/services/data/v66.0/query?q=SELECT+Id+FROM+Contact+LIMIT+1"))
                    .header("Authorization", "Bearer " + sandbox.accessToken())
                    .build();
            assertEquals(
                    200,
                    http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        assertEquals(List.of("SELECT Id FROM Contact LIMIT 1"), sandbox.soql());
    }
}
