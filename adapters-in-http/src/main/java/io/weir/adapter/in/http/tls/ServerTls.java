package io.weir.adapter.in.http.tls;

import io.helidon.common.tls.Tls;
import io.weir.adapter.in.http.watch.PeriodicTask;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The TLS of one listener. It reloads its files when their contents change: new connections get the new certificate.
 * Unusable files are logged once, and the previous certificate stays in use until they are usable.
 *
 * <p>Thread-safe.
 */
public final class ServerTls implements AutoCloseable {
    /** How often the files are checked. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** TLS 1.3; then good suites of TLS 1.2; then two more that CXone lists, because it must find one. */
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
    private final PeriodicTask reloads;
    private volatile Instant expiry;
    private TlsFiles loaded;
    private Optional<TlsFiles> refused = Optional.empty();

    static {
        // By renegotiation of TLS 1.2, a client could make Weir sign at no cost to itself. The JDK reads this property
        // once, at the first handshake as a server, and has no other setting for it.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private ServerTls(TlsSettings settings, InstantSource clock, Duration period, TlsFiles files) {
        this.settings = settings;
        this.clock = clock;
        this.loaded = files;
        var identity = identity(settings, files, clock);
        this.context = new ReloadableContext(contextOf(identity, settings, files));
        this.expiry = identity.expiry();
        this.reloads = new PeriodicTask("weir-tls-files", () -> Thread.sleep(period), this::reloadIfChanged);
    }

    /** Reads and then watches the files of {@code settings}; throws {@link UnusableTls} if they cannot be used. */
    public static ServerTls watching(TlsSettings settings, InstantSource clock) {
        return watching(settings, clock, PERIOD);
    }

    public static ServerTls watching(TlsSettings settings, InstantSource clock, Duration period) {
        var tls = new ServerTls(settings, clock, period, TlsFiles.of(settings));
        tls.reloads.start();
        return tls;
    }

    /** Throws {@link UnusableTls} if {@code settings} cannot be used at the moment. */
    public static void check(TlsSettings settings, InstantSource clock) {
        var files = TlsFiles.of(settings);
        contextOf(identity(settings, files, clock), settings, files);
    }

    /** When the certificate in use expires, or the first of its chain. */
    public Instant expiry() {
        return expiry;
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

    /** Loads the files unless they are loaded already. Files that were refused may become valid as time passes. */
    public synchronized void reloadIfChanged() {
        var files = TlsFiles.of(settings);
        if (files.equals(loaded)) {
            refused = Optional.empty();
            return;
        }
        try {
            var identity = identity(settings, files, clock);
            context.replaceBy(contextOf(identity, settings, files));
            expiry = identity.expiry();
            loaded = files;
            refused = Optional.empty();
            LOG.log(Level.INFO, "the certificate files have changed; new connections use them");
        } catch (UnusableTls unusable) {
            refuse(files, unusable);
        }
    }

    /** Logs once that {@code files} cannot be used. */
    private void refuse(TlsFiles files, UnusableTls reason) {
        if (!refused.equals(Optional.of(files))) {
            refused = Optional.of(files);
            LOG.log(
                    Level.WARNING,
                    "the certificate files have changed, but the previous certificate stays in use: {0}",
                    reason.getMessage());
        }
    }

    @Override
    public void close() {
        reloads.close();
    }

    private static ServerIdentity identity(TlsSettings settings, TlsFiles files, InstantSource clock) {
        var identity = ServerIdentity.of(settings.identity(), files);
        identity.requireValidAt(clock.instant());
        return identity;
    }

    private static SSLContext contextOf(ServerIdentity identity, TlsSettings settings, TlsFiles files) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(identity), trust(settings, files), null);
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

    /** Trusts the authorities in the configured file only, not those of the JDK. */
    private static TrustManager[] trust(TlsSettings settings, TlsFiles files)
            throws GeneralSecurityException, IOException {
        if (settings.trust().isEmpty()) {
            return new TrustManager[0];
        }
        var store = emptyStore();
        for (var file : settings.trust()) {
            for (var authority : PemFile.of(file, files.content(file)).certificates()) {
                store.setCertificateEntry("client-authority-" + store.size(), authority);
            }
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }
}
