package io.weir.adapter.in.http.auth;

import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What of a request says who sent it, but for its body.
 *
 * @param client where it comes from, as far as trusted proxies tell
 * @param certificate what the client has shown in the TLS handshake
 */
record RequestCredentials(ServerRequestHeaders headers, InetAddress client, Optional<ClientCertificate> certificate) {
    static RequestCredentials of(ServerRequest request, InetAddress client) {
        return new RequestCredentials(request.headers(), client, ClientCertificate.of(request.remotePeer()));
    }
}
