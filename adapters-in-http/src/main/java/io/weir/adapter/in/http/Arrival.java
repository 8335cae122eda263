package io.weir.adapter.in.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.ServerRequestHeaders;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What of a request says who sent it, but for its body.
 *
 * @param client where it comes from, as far as trusted proxies tell
 * @param certificate the subject of the client certificate that the TLS handshake has verified
 */
record Arrival(ServerRequestHeaders headers, InetAddress client, Optional<X500Principal> certificate) {
    static Arrival of(PeerInfo peer, ServerRequestHeaders headers, ClientAddresses addresses) {
        return new Arrival(
                headers,
                addresses.of(peer, headers),
                peer.tlsCertificates()
                        .filter(chain -> chain.length > 0 && chain[0] instanceof X509Certificate)
                        .map(chain -> ((X509Certificate) chain[0]).getSubjectX500Principal()));
    }
}
