package io.weir.dist;

import io.helidon.webserver.WebServer;

/** The least that a server on Weir's framework can be: it answers {@code GET /} on the loopback port of its argument. */
public final class BareServer {
    private BareServer() {}

    public static void main(String[] arguments) {
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .featuresDiscoverServices(false)
                .routing(routing -> routing.get("/", (_, response) -> response.send("ready")))
                .build()
                .start();
    }
}
