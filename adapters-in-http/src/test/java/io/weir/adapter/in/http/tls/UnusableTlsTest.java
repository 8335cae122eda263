package io.weir.adapter.in.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.in.http.RunningTls;
import io.weir.adapter.in.http.tls.Certificates.Issued;
import io.weir.adapter.in.http.tls.TlsSettings.ClientCertificates;
import io.weir.adapter.in.http.tls.TlsSettings.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when a certificate or a key cannot be used. */
final class UnusableTlsTest {
    private static final Issued AUTHORITY = Certificates.authority("CN=Authority", "EC");
    private static final Issued SERVER = AUTHORITY.issue("CN=weir", "EC", Duration.ofDays(30));
    private static final Issued OTHER = AUTHORITY.issue("CN=other", "EC", Duration.ofDays(30));
    private static final String CHAIN = Certificates.pem(SERVER.chain().toArray());
    private static final String KEY = PemKeys.pkcs8(SERVER.keys().getPrivate());

    @TempDir
    private Path folder;

    @Test
    void saysThatAFileIsMissing() {
        assertRefused(new Identity.Pem(folder.resolve("a"), folder.resolve("b"), ""), "no readable file at '");
        assertRefused(new Identity.KeyStore(folder, "x"), "no readable file at '");
        assertRefused(new Identity.KeyStore(Path.of("/dev/zero"), "x"), "no readable file at '");
    }

    @Test
    void saysThatAFileHoldsSomethingElse() {
        assertRefused(pem(KEY, KEY), "tls.crt' holds no certificate");
        assertRefused(pem(CHAIN, CHAIN), "tls.key' holds no private key");
        assertRefused(pem(CHAIN, KEY + KEY), "tls.key' holds several private keys");
        assertRefused(pem("", ""), "holds no private key");
    }

    @Test
    void saysThatAFileIsDamaged() {
        assertRefused(pem(CHAIN, PemKeys.section("PRIVATE KEY", new byte[10])), "damaged, or neither RSA nor EC");
        assertRefused(pem(CHAIN, PemKeys.section("EC PRIVATE KEY", new byte[10])), "damaged, or neither RSA nor EC");
        assertRefused(pem(CHAIN, PemKeys.section("EC PRIVATE KEY", new byte[] {0x30, 1, 0})), "damaged");
        assertRefused(pem(CHAIN, PemKeys.section("RSA PRIVATE KEY", new byte[1])), "damaged, or neither RSA nor EC");
        assertRefused(
                pem(CHAIN, PemKeys.section("DSA PRIVATE KEY", new byte[10])), "of a kind that Weir does not know");
        assertRefused(pem(PemKeys.section("CERTIFICATE", new byte[10]), KEY), "a certificate that is damaged");
    }

    @Test
    void tellsAnEncryptedKeyFromABrokenOne() throws Exception {
        String encrypted = PemKeys.encrypted(SERVER.keys().getPrivate(), "right");
        assertRefused(
                Certificates.write(folder, CHAIN, encrypted, ""), "tls.key' is encrypted, and no password is set");
        assertRefused(Certificates.write(folder, CHAIN, encrypted, "wrong"), "the password does not open '");
        assertRefused(pem(CHAIN, """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00

            AAAA
            -----END RSA PRIVATE KEY-----
            """), "in OpenSSL's own way; turn it into PKCS #8");
    }

    @Test
    void saysWhatDoesNotFitTogether() {
        assertRefused(
                pem(CHAIN, PemKeys.pkcs8(OTHER.keys().getPrivate())), "the key does not belong to the certificate");
        assertRefused(
                pem(CHAIN, PemKeys.pkcs8(Certificates.rsaKeys().getPrivate())),
                "the key does not belong to the certificate");
        assertRefused(
                pem(Certificates.pem(AUTHORITY.certificate(), SERVER.certificate()), KEY),
                "the chain is out of order: certificate 2 did not issue certificate 1");
        assertRefused(
                pem(Certificates.pem(SERVER.certificate(), OTHER.certificate()), KEY), "the chain is out of order");
        assertRefused(
                pem(
                        Certificates.pem(
                                SERVER.certificate(),
                                Certificates.authority("CN=Authority", "EC").certificate()),
                        KEY),
                "the chain is out of order");
    }

    @Test
    void saysThatACertificateIsOutOfTime() {
        var expired = AUTHORITY.issue("CN=weir", "EC", Duration.ofDays(-1));
        assertRefused(Certificates.write(expired, folder), "certificate 1 of the chain expired at 20");
        var old = InstantSource.fixed(Certificates.NOW.minus(Duration.ofDays(100)));
        var settings = new TlsSettings(Certificates.write(SERVER, folder), new ClientCertificates.None());
        assertThatThrownBy(() -> ServerTls.check(settings, old))
                .isInstanceOf(UnusableTls.class)
                .hasMessageContaining("holds from 20");
    }

    @Test
    void refusesAShortKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);
        var weak = AUTHORITY.issue("CN=weak", generator.generateKeyPair(), Duration.ofDays(30));
        assertRefused(Certificates.write(weak, folder), "the RSA key has 1024 bits; 2048 is the least");
    }

    @Test
    void saysWhatIsWrongWithAKeyStore() throws IOException {
        var file = Certificates.pkcs12(folder.resolve("tls.p12"), "right", SERVER);
        assertRefused(new Identity.KeyStore(file, "wrong"), "the password does not open '");
        assertRefused(new Identity.KeyStore(file, ""), "the password does not open '");
        var two = Certificates.pkcs12(folder.resolve("two.p12"), "right", SERVER, OTHER);
        assertRefused(new Identity.KeyStore(two, "right"), "holds 2 private keys; it should hold one");
        assertRefused(
                new Identity.KeyStore(Files.writeString(folder.resolve("text.p12"), "text"), "right"),
                "is no PKCS #12 file");
    }

    @Test
    void saysThatTheTrustFileHoldsNoAuthority() throws IOException {
        var trust = Files.writeString(folder.resolve("trust.pem"), "");
        for (var clients : List.of(new ClientCertificates.Required(trust), new ClientCertificates.Wanted(trust))) {
            assertThatThrownBy(() -> ServerTls.check(
                            new TlsSettings(Certificates.write(SERVER, folder), clients), RunningTls.CLOCK))
                    .isInstanceOf(UnusableTls.class)
                    .hasMessageContaining("trust.pem' holds no certificate");
        }
    }

    @Test
    void showsNoPassword() {
        assertThat(new TlsSettings(
                        new Identity.Pem(folder, folder, "the-password"), new ClientCertificates.Wanted(folder)))
                .asString()
                .doesNotContain("the-password");
        assertThat(new Identity.KeyStore(folder, "the-password")).asString().doesNotContain("the-password");
    }

    private Identity pem(String certificate, String key) {
        return Certificates.write(folder, certificate, key, "");
    }

    private static void assertRefused(Identity identity, String words) {
        assertThatThrownBy(() ->
                        ServerTls.check(new TlsSettings(identity, new ClientCertificates.None()), RunningTls.CLOCK))
                .isInstanceOf(UnusableTls.class)
                .hasMessageContaining(words);
    }
}
