package io.weir.bootstrap.command;

import io.weir.bootstrap.config.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The admin listener of the Weir that runs with a configuration on this machine. */
final class RunningWeir {
    private final Config config;

    RunningWeir(Config config) {
        this.config = config;
    }

    /** The address of {@code path} on the admin listener. */
    URI uri(String path) {
        var admin = config.http().admin();
        String host = admin.host().equals("0.0.0.0") ? "127.0.0.1" : admin.host();
        String scheme = admin.tls().isPresent() ? "https" : "http";
        String authority = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("%s://%s:%d%s".formatted(scheme, authority, admin.port(), path));
    }

    /** Sends a request without a body, with the operator's key. Throws if there is no answer within {@code time}. */
    HttpResponse<String> send(String method, String path, Duration time) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.noBody())
                .timeout(time);
        config.source().adminApiKey().ifPresent(key -> request.header("X-API-Key", key));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
