package io.weir.adapter.in.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/** A private key and the chain of its certificate, the certificate first. The two always match. */
record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final int SHORTEST_RSA = 2_048;

    ServerIdentity {
        chain = List.copyOf(chain);
        requireStrong(key);
        requireOrder(chain);
        if (!match(key, chain.getFirst().getPublicKey())) {
            throw new UnusableTls(
                    chain.stream().skip(1).anyMatch(other -> match(key, other.getPublicKey()))
                            ? "the chain is out of order: the server's own certificate comes first"
                            : "the key does not belong to the certificate");
        }
    }

    /** The identity in {@code files}; throws {@link UnusableTls} if it cannot be used. */
    static ServerIdentity of(TlsSettings.Identity identity, TlsFiles files) {
        return switch (identity) {
            case TlsSettings.Identity.Pem(var certificate, var key, var password) ->
                new ServerIdentity(
                        PemKey.in(PemFile.of(key, files.content(key)), password),
                        PemFile.of(certificate, files.content(certificate)).certificates());
            case TlsSettings.Identity.KeyStore(var file, var password) -> ofPkcs12(file, files.content(file), password);
        };
    }

    private static ServerIdentity ofPkcs12(Path file, byte[] content, String password) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            var aliases = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (aliases.size() != 1) {
                throw new UnusableTls("'%s' holds %d private keys; it should hold one".formatted(file, aliases.size()));
            }
            var key = (PrivateKey) store.getKey(aliases.getFirst(), password.toCharArray());
            var chain = Stream.of(store.getCertificateChain(aliases.getFirst()))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new ServerIdentity(key, chain);
        } catch (IOException refused) {
            throw new UnusableTls(
                    refused.getCause() instanceof UnrecoverableKeyException
                            ? "the password does not open '%s'".formatted(file)
                            : "'%s' is no PKCS #12 file".formatted(file));
        } catch (GeneralSecurityException unreadable) {
            throw new UnusableTls("'%s' holds a key or a certificate that cannot be read".formatted(file), unreadable);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
        } catch (GeneralSecurityException unread) {
            throw new IllegalStateException("a loaded key store can be read", unread);
        }
    }

    private static void requireStrong(PrivateKey key) {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            throw new UnusableTls("the RSA key has %d bits; %d is the least"
                    .formatted(rsa.getModulus().bitLength(), SHORTEST_RSA));
        }
    }

    private static void requireOrder(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            var issued = chain.get(i - 1);
            var issuer = chain.get(i);
            if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()) || !signed(issued, issuer)) {
                throw new UnusableTls(
                        ("the chain is out of order: certificate %d did not issue certificate %d; the server's own"
                                        + " comes first, each issuer behind what it issued")
                                .formatted(i + 1, i));
            }
        }
    }

    private static boolean signed(X509Certificate issued, X509Certificate issuer) {
        try {
            issued.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException mismatch) {
            return false;
        }
    }

    /** Whether the two keys are a pair. */
    private static boolean match(PrivateKey key, PublicKey publicKey) {
        try {
            var signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException mismatch) {
            return false;
        }
    }

    /** Throws {@link UnusableTls} if a certificate is not valid at {@code now}. */
    void requireValidAt(Instant now) {
        for (int i = 0; i < chain.size(); i++) {
            var certificate = chain.get(i);
            String which = chain.size() == 1 ? "the certificate" : "certificate %d of the chain".formatted(i + 1);
            try {
                certificate.checkValidity(Date.from(now));
            } catch (CertificateExpiredException expired) {
                throw new UnusableTls("%s expired at %s"
                        .formatted(which, certificate.getNotAfter().toInstant()));
            } catch (CertificateNotYetValidException early) {
                throw new UnusableTls("%s holds from %s only"
                        .formatted(which, certificate.getNotBefore().toInstant()));
            }
        }
    }

    Certificate[] certificates() {
        return chain.toArray(Certificate[]::new);
    }

    /** When the first of its certificates expires. */
    Instant expiry() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "ServerIdentity[%s]".formatted(chain.getFirst().getSubjectX500Principal());
    }
}
