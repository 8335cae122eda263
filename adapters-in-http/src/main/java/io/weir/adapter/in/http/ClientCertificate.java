package io.weir.adapter.in.http;

import io.helidon.common.socket.PeerInfo;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate with which a client has proved who it is; the TLS handshake has verified it.
 *
 * @param subject its distinguished name as RFC 2253 writes it, such as {@code CN=cxone,O=Acme}
 * @param sha256 of the whole certificate, in lower-case hexadecimal
 */
record ClientCertificate(String subject, String sha256) {
    /** That of {@code client}; empty where it has shown none, or the connection is not encrypted. */
    static Optional<ClientCertificate> of(PeerInfo client) {
        return client.tlsCertificates()
                .filter(chain -> chain.length > 0)
                .map(chain -> chain[0])
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .map(ClientCertificate::of);
    }

    private static ClientCertificate of(X509Certificate certificate) {
        try {
            return new ClientCertificate(
                    certificate.getSubjectX500Principal().getName(X500Principal.RFC2253),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        } catch (GeneralSecurityException unread) {
            throw new IllegalStateException("a certificate that was verified can be written", unread);
        }
    }
}
