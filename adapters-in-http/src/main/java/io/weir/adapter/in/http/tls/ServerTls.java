package io.weir.adapter.in.http.tls;

import io.helidon.common.tls.Tls;
import io.weir.adapter.in.http.watch.PeriodicTask;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS of one listener, which follows its files: when their content changes and is good, new connections meet the new
 * certificate; when it is not, the log says why and everything stays as it is.
 *
 * <p>Thread-safe.
 */
public final class ServerTls implements AutoCloseable {
    /** How often the files are looked at. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    /** TLS 1.3's; for TLS 1.2 what is good, and then what CXone lists besides: a listener has to have one of its suites. */
    static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");

    private static final int SESSION_SECONDS = 3_600;

    private final TlsSettings settings;
    private final InstantSource clock;
    private final ReloadableContext context;
    private final PeriodicTask looks;
    private String seen;

    static {
        // A client that could renegotiate TLS 1.2 could have Weir sign at no cost of its own. The JDK reads this once
        // in a process,
        // at its first handshake as a server, and has no other way to say so.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private ServerTls(TlsSettings settings, InstantSource clock, Duration period, TlsFiles files) {
        this.settings = settings;
        this.clock = clock;
        this.seen = files.fingerprint();
        this.context = new ReloadableContext(contextOf(settings, files, clock));
        this.looks = new PeriodicTask("weir-tls-files", () -> Thread.sleep(period), this::look);
    }

    /** Reads the files of {@code settings} and begins to watch them; throws {@link UnusableTls} for what cannot be used. */
    public static ServerTls watching(TlsSettings settings, InstantSource clock) {
        return watching(settings, clock, PERIOD);
    }

    public static ServerTls watching(TlsSettings settings, InstantSource clock, Duration period) {
        var tls = new ServerTls(settings, clock, period, new TlsFiles(settings));
        tls.looks.start();
        return tls;
    }

    /** Throws {@link UnusableTls} for settings that no server could use now. */
    public static void check(TlsSettings settings, InstantSource clock) {
        contextOf(settings, new TlsFiles(settings), clock);
    }

    public Tls asTls() {
        return Tls.builder()
                .sslContext(context.asContext())
                .sslParameters(parameters())
                .build();
    }

    private SSLParameters parameters() {
        var parameters = new SSLParameters(CIPHER_SUITES.toArray(String[]::new), PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setEndpointIdentificationAlgorithm("");
        switch (settings.clientCertificates()) {
            case TlsSettings.ClientCertificates.None() -> {}
            case TlsSettings.ClientCertificates.Wanted _ -> parameters.setWantClientAuth(true);
            case TlsSettings.ClientCertificates.Required _ -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    /** Takes what stands in the files now, unless it is what stood there at the last look. */
    public synchronized void look() {
        var files = new TlsFiles(settings);
        String found = files.fingerprint();
        if (found.equals(seen)) {
            return;
        }
        seen = found;
        try {
            context.replaceBy(contextOf(settings, files, clock));
            LOG.log(Level.INFO, "the certificate files have changed; new connections meet what is in them now");
        } catch (UnusableTls unusable) {
            LOG.log(
                    Level.WARNING,
                    "the certificate files have changed, but what was in them before stays in use: {0}",
                    unusable.getMessage());
        }
    }

    @Override
    public void close() {
        looks.close();
    }

    private static SSLContext contextOf(TlsSettings settings, TlsFiles files, InstantSource clock) {
        var identity = ServerIdentity.of(settings.identity(), files);
        identity.refuseOutOfTime(clock.instant());
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(identity), trust(settings.clientCertificates(), files), null);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException | IOException refused) {
            throw new UnusableTls("the certificate cannot be used: " + refused.getMessage(), refused);
        }
    }

    private static KeyManager[] keys(ServerIdentity identity) throws GeneralSecurityException, IOException {
        var store = emptyStore();
        store.setKeyEntry("weir", identity.key(), new char[0], identity.certificates());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /** Those whom the file names, and nobody else: not the authorities that the JDK brings. */
    private static TrustManager[] trust(TlsSettings.ClientCertificates clients, TlsFiles files)
            throws GeneralSecurityException, IOException {
        var store = emptyStore();
        int count = 0;
        for (var authority : authorities(clients, files)) {
            store.setCertificateEntry("client-authority-" + count++, authority);
        }
        if (count == 0) {
            return new TrustManager[0];
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<X509Certificate> authorities(TlsSettings.ClientCertificates clients, TlsFiles files) {
        return switch (clients) {
            case TlsSettings.ClientCertificates.None() -> List.of();
            case TlsSettings.ClientCertificates.Wanted(var trust) -> certificates(trust, files);
            case TlsSettings.ClientCertificates.Required(var trust) -> certificates(trust, files);
        };
    }

    private static List<X509Certificate> certificates(Path file, TlsFiles files) {
        return PemFile.of(file, files.of(file)).certificates();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }
}
