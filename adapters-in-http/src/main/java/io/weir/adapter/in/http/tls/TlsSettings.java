package io.weir.adapter.in.http.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a listener's certificate lies, and what it asks of its clients. No {@code toString} shows a password. */
public record TlsSettings(Identity identity, ClientCertificates clientCertificates) {
    /** The certificate that the listener shows, with all that leads up to its issuer, and the key to it. */
    public sealed interface Identity {
        /**
         * Two PEM files.
         *
         * @param keyPassword of an encrypted key; empty where the key is in the clear
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

    /** Whether clients have to show a certificate, and whose certificates count. */
    public sealed interface ClientCertificates {
        /** None is asked for. */
        record None() implements ClientCertificates {}

        /** One is asked for and may be missing; one that is shown must be issued by an authority in {@code trust}. */
        record Wanted(Path trust) implements ClientCertificates {}

        /** Nobody connects without one that an authority in {@code trust} issued. */
        record Required(Path trust) implements ClientCertificates {}
    }

    List<Path> files() {
        var files = new ArrayList<Path>();
        switch (identity) {
            case Identity.Pem pem -> {
                files.add(pem.certificate());
                files.add(pem.key());
            }
            case Identity.KeyStore store -> files.add(store.file());
        }
        switch (clientCertificates) {
            case ClientCertificates.None() -> {}
            case ClientCertificates.Wanted(var trust) -> files.add(trust);
            case ClientCertificates.Required(var trust) -> files.add(trust);
        }
        return List.copyOf(files);
    }
}
