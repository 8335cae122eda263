package io.weir.bootstrap.config;

import io.weir.adapter.in.http.admin.AdminSettings.Credential;
import io.weir.adapter.in.http.admin.AdminSettings.Part;
import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.adapter.in.http.tls.TlsSettings.ClientCertificates;
import io.weir.adapter.in.http.tls.TlsSettings.Identity;
import io.weir.adapter.in.http.tls.UnusableTls;
import io.weir.bootstrap.config.Config.AdminAccess;
import io.weir.bootstrap.config.Config.Http;
import io.weir.bootstrap.config.Config.Listener;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the listeners and their certificates, and records every problem. */
final class ListenersReader {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final Map<Setting, Part> PARTS = Map.of(
            Setting.ADMIN_STATUS_ENABLED, Part.STATUS,
            Setting.ADMIN_CALLERS_ENABLED, Part.CALLERS,
            Setting.ADMIN_ACTIONS_ENABLED, Part.ACTIONS,
            Setting.ADMIN_PROFILER_ENABLED, Part.PROFILER,
            Setting.ADMIN_LIMITS_ENABLED, Part.LIMITS,
            Setting.ADMIN_EXPLAIN_ENABLED, Part.EXPLAIN,
            Setting.ADMIN_METRICS_ENABLED, Part.METRICS,
            Setting.ADMIN_HEALTH_ENABLED, Part.HEALTH,
            Setting.ADMIN_CONSOLE_ENABLED, Part.CONSOLE);

    private final SettingValues settings;
    private final Consumer<TlsSettings> certificateCheck;

    /** @param certificateCheck checks those of a listener; throws {@link UnusableTls} */
    ListenersReader(SettingValues settings, Consumer<TlsSettings> certificateCheck) {
        this.settings = settings;
        this.certificateCheck = certificateCheck;
    }

    /** The settings of TLS on one listener. */
    private record TlsNames(
            Setting certificate,
            Setting key,
            Setting keyPassword,
            Setting keyStore,
            Setting keyStorePassword,
            Setting clientCertificates,
            Setting clientTrust) {
        static final TlsNames DATA = new TlsNames(
                Setting.TLS_CERTIFICATE,
                Setting.TLS_KEY,
                Setting.TLS_KEY_PASSWORD,
                Setting.TLS_KEY_STORE,
                Setting.TLS_KEY_STORE_PASSWORD,
                Setting.TLS_CLIENT_CERTIFICATES,
                Setting.TLS_CLIENT_TRUST);
        static final TlsNames ADMIN = new TlsNames(
                Setting.ADMIN_TLS_CERTIFICATE,
                Setting.ADMIN_TLS_KEY,
                Setting.ADMIN_TLS_KEY_PASSWORD,
                Setting.ADMIN_TLS_KEY_STORE,
                Setting.ADMIN_TLS_KEY_STORE_PASSWORD,
                Setting.ADMIN_TLS_CLIENT_CERTIFICATES,
                Setting.ADMIN_TLS_CLIENT_TRUST);
    }

    /**
     * The listeners.
     *
     * @param openSandbox whether anybody may query the sandbox, without {@code WEIR_AUTH=none}
     */
    Http http(boolean openSandbox) {
        return new Http(
                new Listener(dataHost(openSandbox), settings.port(Setting.PORT), tls(TlsNames.DATA)),
                settings.flag(Setting.HEALTH_ON_DATA_LISTENER),
                new Listener(settings.text(Setting.ADMIN_HOST), settings.port(Setting.ADMIN_PORT), tls(TlsNames.ADMIN)),
                new AdminAccess(adminCredential(), hosts(), parts()),
                settings.whole(Setting.MAX_CONNECTIONS, 1, 100_000));
    }

    /** An open sandbox stays on loopback. */
    private String dataHost(boolean openSandbox) {
        var host = settings.value(Setting.HOST);
        if (!openSandbox) {
            return host.orElse("0.0.0.0");
        }
        host.filter(name -> !LOOPBACK_HOSTS.contains(name.toLowerCase(Locale.ROOT)))
                .ifPresent(_ -> settings.problem(
                        Setting.HOST,
                        "without callers Weir stays on loopback; set %s, or %s=none"
                                .formatted(Setting.API_KEY, Setting.AUTH)));
        return host.orElse("127.0.0.1");
    }

    private Credential adminCredential() {
        boolean exposed = !new HostName(settings.text(Setting.ADMIN_HOST)).isLoopback();
        var key = settings.apiKey(Setting.ADMIN_API_KEY, exposed);
        if (key.isEmpty() && exposed) {
            settings.problem(
                    Setting.ADMIN_HOST,
                    "an admin listener that others can reach needs a key; set %s, or leave it on loopback"
                            .formatted(Setting.ADMIN_API_KEY));
        }
        if (key.isPresent() && key.equals(settings.value(Setting.API_KEY))) {
            settings.problem(
                    Setting.ADMIN_API_KEY, "is the same as %s; callers would be operators".formatted(Setting.API_KEY));
        }
        return key.<Credential>map(text -> new Credential.Key(new ApiKey(text))).orElseGet(Credential.None::new);
    }

    private Set<HostName> hosts() {
        var names = settings.list(Setting.ADMIN_ALLOWED_HOSTS);
        names.stream()
                .filter(name -> !name.matches("[A-Za-z0-9.-]+"))
                .forEach(name -> settings.problem(
                        Setting.ADMIN_ALLOWED_HOSTS,
                        "'%s' is no host name; a port does not belong to it".formatted(name)));
        return names.stream().map(HostName::new).collect(Collectors.toUnmodifiableSet());
    }

    private Set<Part> parts() {
        var parts = EnumSet.noneOf(Part.class);
        PARTS.forEach((setting, part) -> {
            if (settings.flag(setting)) {
                parts.add(part);
            }
        });
        return parts;
    }

    private Optional<TlsSettings> tls(TlsNames names) {
        var clients = clientCertificates(names);
        var tls = identity(names).map(identity -> new TlsSettings(identity, clients));
        if (tls.isEmpty() && !(clients instanceof ClientCertificates.None)) {
            settings.problem(
                    names.clientCertificates,
                    "without a certificate of its own a listener cannot ask for its clients'; set %s"
                            .formatted(names.certificate));
        }
        tls.ifPresent(usable -> check(usable, names));
        return tls;
    }

    private void check(TlsSettings tls, TlsNames names) {
        try {
            certificateCheck.accept(tls);
        } catch (UnusableTls unusable) {
            settings.problem(
                    tls.identity() instanceof Identity.KeyStore ? names.keyStore : names.certificate,
                    String.valueOf(unusable.getMessage()));
        }
    }

    private Optional<Identity> identity(TlsNames names) {
        var certificate = path(names.certificate);
        var key = path(names.key);
        var keyStore = path(names.keyStore);
        if (keyStore.isPresent()) {
            if (certificate.isPresent() || key.isPresent()) {
                settings.problem(
                        names.keyStore,
                        "contradicts %s; keep one".formatted(certificate.isPresent() ? names.certificate : names.key));
                return Optional.empty();
            }
            return Optional.of(new Identity.KeyStore(keyStore.get(), settings.text(names.keyStorePassword)));
        }
        if (certificate.isPresent() != key.isPresent()) {
            settings.problem("%s is missing; certificate and key belong together"
                    .formatted(certificate.isPresent() ? names.key : names.certificate));
            return Optional.empty();
        }
        return certificate.map(path -> new Identity.Pem(path, key.orElse(path), settings.text(names.keyPassword)));
    }

    private ClientCertificates clientCertificates(TlsNames names) {
        return settings.read(names.clientCertificates, new ClientCertificates.None(), word -> switch (word) {
            case "none" -> new ClientCertificates.None();
            case "wanted" -> trusted(names, ClientCertificates.Wanted::new);
            case "required" -> trusted(names, ClientCertificates.Required::new);
            default -> throw ValueParsers.unexpected("none, wanted or required", word);
        });
    }

    private ClientCertificates trusted(TlsNames names, Function<Path, ClientCertificates> clients) {
        var trust = path(names.clientTrust);
        if (trust.isEmpty()) {
            settings.problem("%s is missing; it names the authorities that issue the clients' certificates"
                    .formatted(names.clientTrust));
        }
        return trust.map(clients).orElseGet(ClientCertificates.None::new);
    }

    private Optional<Path> path(Setting setting) {
        return settings.read(setting, ValueParsers::path);
    }
}
