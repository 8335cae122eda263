package io.weir.adapter.in.http.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates and keys that last as long as a test. */
public final class Certificates {
    /** What tests take for now; the JDK's own checks of certificates know no other. */
    @SuppressWarnings("TimeInStaticInitializer") // for as long as a run of the tests it is recent enough
    public static final Instant NOW = Instant.now();

    private static final KeyPair RSA = keys("RSA");
    private static long serial = 1;

    private Certificates() {}

    /** A key, and a chain of certificates that begins with its own. */
    public record Issued(KeyPair keys, List<X509Certificate> chain) {
        public X509Certificate certificate() {
            return chain.getFirst();
        }

        /** A certificate for {@code subject} that this one issues; a third party's key pair is made for it. */
        public Issued issue(String subject, String algorithm, Duration validFor) {
            return issue(subject, Certificates.keys(algorithm), validFor);
        }

        Issued issue(String subject, KeyPair keys, Duration validFor) {
            var own = Certificates.certificate(
                    subject, keys, certificate().getSubjectX500Principal().getName(), this.keys, validFor, false);
            return new Issued(
                    keys,
                    chain.size() == 1
                            ? List.of(own, certificate())
                            : Stream.concat(Stream.of(own), chain.stream()).toList());
        }
    }

    /** An authority that signs itself. */
    public static Issued authority(String subject, String algorithm) {
        var keys = keys(algorithm);
        return new Issued(keys, List.of(certificate(subject, keys, subject, keys, Duration.ofDays(3_650), true)));
    }

    /** A server's certificate for loopback, with its chain, issued by an authority of the same algorithm. */
    public static Issued server(String algorithm) {
        return authority("CN=Test Authority", algorithm).issue("CN=localhost,O=Weir", algorithm, Duration.ofDays(30));
    }

    static KeyPair rsaKeys() {
        return RSA;
    }

    static KeyPair keys(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2_048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static synchronized X509Certificate certificate(
            String subject, KeyPair keys, String issuer, KeyPair issuerKeys, Duration validFor, boolean authority) {
        try {
            var end = NOW.plus(validFor);
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(serial++),
                    Date.from(NOW.minus(Duration.ofDays(60))),
                    Date.from(end),
                    new X500Name(subject),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
            var signer = new JcaContentSignerBuilder(
                            issuerKeys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code objects} as PEM, in the forms that OpenSSL gives them: certificates, PKCS #1 and SEC 1 keys. */
    public static String pem(Object... objects) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            for (var object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes {@code issued} into {@code folder} as {@code tls.crt} and {@code tls.key}. */
    public static TlsSettings.Identity.Pem write(Issued issued, Path folder) {
        return write(
                folder,
                pem(issued.chain().toArray()),
                PemKeys.traditional(issued.keys().getPrivate()),
                "");
    }

    public static TlsSettings.Identity.Pem write(Path folder, String certificate, String key, String password) {
        try {
            Files.writeString(folder.resolve("tls.crt"), certificate);
            Files.writeString(folder.resolve("tls.key"), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TlsSettings.Identity.Pem(folder.resolve("tls.crt"), folder.resolve("tls.key"), password);
    }

    public static Path pkcs12(Path file, String password, Issued... entries) {
        try (var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var entry : entries) {
                store.setKeyEntry(
                        "entry-" + store.size(),
                        entry.keys().getPrivate(),
                        password.toCharArray(),
                        entry.chain().toArray(Certificate[]::new));
            }
            store.store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
