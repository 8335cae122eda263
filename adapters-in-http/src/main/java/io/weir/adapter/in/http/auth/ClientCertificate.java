package io.weir.adapter.in.http.auth;

import io.helidon.common.socket.PeerInfo;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate with which a client has proved who it is; the TLS handshake has verified it.
 *
 * @param subject whose it is; equal to another of the same parts in the same order, however both are spelt
 */
public record ClientCertificate(X500Principal subject) {
    /** That of {@code client}; empty where it has shown none, or the connection is not encrypted. */
    public static Optional<ClientCertificate> of(PeerInfo client) {
        return client.tlsCertificates()
                .filter(chain -> chain.length > 0)
                .map(chain -> chain[0])
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .map(certificate -> new ClientCertificate(certificate.getSubjectX500Principal()));
    }
}
