package io.weir.adapter.in.http.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The certificate files of a listener. No {@code toString} shows a password. */
public record TlsSettings(Identity identity, ClientCertificates clientCertificates) {
    /** The listener's certificate, with the chain up to its issuer, and its private key. */
    public sealed interface Identity {
        /**
         * Two PEM files.
         *
         * @param keyPassword the password of an encrypted key; empty for a key that is not encrypted
         */
        record Pem(Path certificate, Path key, String keyPassword) implements Identity {
            @Override
            public String toString() {
                return "Pem[certificate=%s, key=%s]".formatted(certificate, key);
            }
        }

        /** A PKCS #12 file with one key. */
        record KeyStore(Path file, String password) implements Identity {
            @Override
            public String toString() {
                return "KeyStore[file=%s]".formatted(file);
            }
        }
    }

    /** Whether clients present a certificate, and which ones are accepted. */
    public sealed interface ClientCertificates {
        /** The listener does not ask for a certificate. */
        record None() implements ClientCertificates {}

        /** A certificate is optional; an authority in {@code trust} must have issued it. */
        record Wanted(Path trust) implements ClientCertificates {}

        /** A certificate is required; an authority in {@code trust} must have issued it. */
        record Required(Path trust) implements ClientCertificates {}
    }

    /** The file of the trusted authorities; none if the listener does not ask for certificates. */
    List<Path> trust() {
        return switch (clientCertificates) {
            case ClientCertificates.None() -> List.of();
            case ClientCertificates.Wanted(var trust) -> List.of(trust);
            case ClientCertificates.Required(var trust) -> List.of(trust);
        };
    }

    List<Path> files() {
        var files = new ArrayList<>(trust());
        switch (identity) {
            case Identity.Pem(var certificate, var key, var _) -> Collections.addAll(files, certificate, key);
            case Identity.KeyStore(var file, var _) -> files.add(file);
        }
        return files;
    }
}
