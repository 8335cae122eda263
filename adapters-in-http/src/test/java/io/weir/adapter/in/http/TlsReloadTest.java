package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.tls.Certificates;
import io.weir.adapter.in.http.tls.Certificates.Issued;
import io.weir.adapter.in.http.tls.ServerTls;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.adapter.in.http.tls.TlsSettings.ClientCertificates;
import io.weir.adapter.in.http.tls.TlsSettings.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener takes new certificates from its files while it runs. */
final class TlsReloadTest {
    private static final ClientCertificates NO_CLIENTS = new ClientCertificates.None();
    private static final List<String> TLS_12 = List.of("TLSv1.2");
    private static final Issued RSA = Certificates.server("RSA");
    private static final Issued ECDSA = Certificates.server("EC");

    @TempDir
    private Path folder;

    @Test
    void showsTheNewCertificateOnceTheFilesHaveChangedAndLetsOldConnectionsLive() throws IOException {
        try (var running = running(RSA);
                var old = new TlsClient().connect(running.port(), TLS_12, List.of())) {
            Certificates.write(ECDSA, folder);
            running.tls.reloadIfChanged();

            assertThat(shownBy(running)).isEqualTo(ECDSA.certificate());
            assertThat(old.getSession().getPeerCertificates()[0]).isEqualTo(RSA.certificate());
            assertThat(TlsClient.ask(old)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void knowsWhenTheCertificateInUseExpires() throws IOException {
        try (var running = running(RSA)) {
            assertThat(running.tls.expiry())
                    .isEqualTo(RSA.certificate().getNotAfter().toInstant());
            var longer = Certificates.authority("CN=Authority", "EC").issue("CN=localhost", "EC", Duration.ofDays(400));
            Certificates.write(longer, folder);
            running.tls.reloadIfChanged();
            assertThat(running.tls.expiry())
                    .isEqualTo(longer.certificate().getNotAfter().toInstant());

            Files.writeString(folder.resolve("tls.crt"), "half of it");
            running.tls.reloadIfChanged();
            assertThat(running.tls.expiry())
                    .as("the previous one stays in use")
                    .isEqualTo(longer.certificate().getNotAfter().toInstant());
        }
    }

    @Test
    void looksByItself() throws IOException {
        try (var running =
                new RunningTls(new TlsSettings(Certificates.write(RSA, folder), NO_CLIENTS), Duration.ofMillis(5))) {
            Certificates.write(ECDSA, folder);

            while (!shownBy(running).equals(ECDSA.certificate())) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void noticesContentThatChangesBehindTheSameTimeAndBehindALink() throws IOException {
        var first = Files.createDirectory(folder.resolve("..2026_a"));
        var second = Files.createDirectory(folder.resolve("..2026_b"));
        Certificates.write(RSA, first);
        Certificates.write(ECDSA, second);
        for (var file : List.of("tls.crt", "tls.key")) {
            Files.setLastModifiedTime(second.resolve(file), Files.getLastModifiedTime(first.resolve(file)));
        }
        var data = Files.createSymbolicLink(folder.resolve("..data"), first);
        var identity = new Identity.Pem(
                Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data/tls.crt")),
                Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data/tls.key")),
                "");
        try (var running = new RunningTls(new TlsSettings(identity, NO_CLIENTS))) {
            assertThat(shownBy(running)).isEqualTo(RSA.certificate());

            Files.move(
                    Files.createSymbolicLink(folder.resolve("..data_new"), second),
                    data,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            running.tls.reloadIfChanged();

            assertThat(shownBy(running)).isEqualTo(ECDSA.certificate());
        }
    }

    static Stream<String> brokenFiles() {
        return Stream.of(
                "",
                "nothing",
                Certificates.pem(ECDSA.certificate()),
                Certificates.pem(RSA.chain().toArray()).substring(0, 700),
                Certificates.pem(RSA.chain().get(1), RSA.chain().get(0)));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void keepsAGoodCertificateWhenABrokenOneComesAndSaysSoOnce(String broken) throws IOException {
        try (var running = running(RSA);
                var log = CapturedLog.logger(ServerTls.class)) {
            Files.writeString(folder.resolve("tls.crt"), broken);
            running.tls.reloadIfChanged();
            running.tls.reloadIfChanged();

            assertThat(shownBy(running)).isEqualTo(RSA.certificate());
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("stays in use: ")
                    .doesNotContain("PRIVATE");

            Certificates.write(ECDSA, folder);
            running.tls.reloadIfChanged();
            assertThat(shownBy(running)).isEqualTo(ECDSA.certificate());
        }
    }

    @Test
    void keepsAGoodCertificateWhenAFileIsGoneOrOutOfDate() throws IOException {
        try (var running = running(RSA);
                var log = CapturedLog.logger(ServerTls.class)) {
            Files.delete(folder.resolve("tls.key"));
            running.tls.reloadIfChanged();
            running.tls.reloadIfChanged();
            assertThat(log.warnings()).singleElement().asString().contains("no readable file");

            Certificates.write(Certificates.authority("CN=A", "EC").issue("CN=old", "EC", Duration.ofDays(-1)), folder);
            running.tls.reloadIfChanged();
            assertThat(log.warnings()).hasSize(2).last().asString().contains("expired");
            assertThat(shownBy(running)).isEqualTo(RSA.certificate());
        }
    }

    @Test
    void takesACertificateOnceItIsValidAndSaysOnceThatItIsNot() throws IOException {
        var now = new AtomicReference<>(Certificates.NOW);
        var settings = new TlsSettings(Certificates.write(RSA, folder), NO_CLIENTS);
        try (var running = new RunningTls(settings, now::get);
                var log = CapturedLog.logger(ServerTls.class)) {
            var start = ECDSA.certificate().getNotBefore().toInstant();
            now.set(start.minusSeconds(1));
            Certificates.write(ECDSA, folder);
            running.tls.reloadIfChanged();
            running.tls.reloadIfChanged();
            assertThat(shownBy(running)).isEqualTo(RSA.certificate());
            assertThat(log.warnings()).singleElement().asString().contains("holds from");

            now.set(start);
            running.tls.reloadIfChanged();
            assertThat(shownBy(running)).isEqualTo(ECDSA.certificate());
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void saysAgainThatFilesCannotBeUsedOnceUsableOnesWereThereBetween() throws IOException {
        try (var running = running(RSA);
                var log = CapturedLog.logger(ServerTls.class)) {
            for (int i = 1; i <= 2; i++) {
                Files.writeString(folder.resolve("tls.crt"), "nothing");
                running.tls.reloadIfChanged();
                assertThat(log.warnings()).hasSize(i);

                Certificates.write(RSA, folder);
                running.tls.reloadIfChanged();
                assertThat(shownBy(running)).isEqualTo(RSA.certificate());
            }
        }
    }

    private RunningTls running(Issued server) {
        return new RunningTls(new TlsSettings(Certificates.write(server, folder), NO_CLIENTS));
    }

    private static Certificate shownBy(RunningTls running) throws IOException {
        try (var socket = new TlsClient().connect(running.port(), List.of("TLSv1.3", "TLSv1.2"), List.of())) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
