package io.weir.adapter.in.http.auth;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What identifies the sender of a request, except for the body of a signed one.
 *
 * @param client the address that the request is from, as far as trusted proxies report it
 * @param subject the subject of the client's certificate, which the TLS handshake has verified; empty without one
 */
public record RequestCredentials(ServerRequestHeaders headers, InetAddress client, Optional<X500Principal> subject) {
    static RequestCredentials of(ServerRequest request, InetAddress client) {
        return new RequestCredentials(request.headers(), client, certificateSubject(request.remotePeer()));
    }

    /** The subject of {@code peer}'s certificate. */
    public static Optional<X500Principal> certificateSubject(PeerInfo peer) {
        return peer.tlsCertificates()
                .filter(chain -> chain.length > 0 && chain[0] instanceof X509Certificate)
                .map(chain -> ((X509Certificate) chain[0]).getSubjectX500Principal());
    }
}
