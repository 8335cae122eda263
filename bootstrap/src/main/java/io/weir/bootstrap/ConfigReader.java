package io.weir.bootstrap;

import io.weir.adapter.in.http.Pseudonyms;
import io.weir.adapter.out.salesforce.SalesforceSettings;
import io.weir.application.RunQuery;
import io.weir.bootstrap.Config.Access;
import io.weir.bootstrap.Config.Listener;
import io.weir.bootstrap.Config.Org;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns settings into a {@link Config}, and notes every one that does not fit. */
final class ConfigReader {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> LOOPBACK_HOSTS = Set.of(LOOPBACK, "localhost", "::1", "[::1]");
    private static final Duration SHORTEST_SCHEMA_REFRESH_TIME = Duration.ofMinutes(1);
    private static final String PLACEHOLDER = "https://placeholder.invalid";
    private static final List<Setting> SALESFORCE_ONLY = List.of(
            Setting.CLIENT_ID,
            Setting.CLIENT_SECRET,
            Setting.CLIENT_SECRET_NEXT,
            Setting.USERNAME,
            Setting.PRIVATE_KEY,
            Setting.AUDIENCE,
            Setting.REFRESH_TOKEN,
            Setting.PASSWORD,
            Setting.SECURITY_TOKEN,
            Setting.ALLOWED_HOSTS);

    private final SettingValues settings;

    ConfigReader(SettingsSource source) {
        this.settings = new SettingValues(source);
    }

    Config config() {
        var access = access();
        var org = org(access);
        var config = new Config(
                new Listener(dataHost(access, org), port(Setting.PORT)),
                new Listener(settings.text(Setting.ADMIN_HOST), port(Setting.ADMIN_PORT)),
                access,
                org,
                new RunQuery.Bounds(
                        settings.whole(Setting.ROW_CAP, 1, 50_000), settings.duration(Setting.TIME_LIMIT, false)),
                new PolicyReader(settings).policy(),
                settings.whole(Setting.API_RESERVE, 0, Integer.MAX_VALUE),
                settings.whole(Setting.MAX_CONNECTIONS, 1, 100_000),
                new Config.SalesforceCalls(
                        settings.whole(Setting.MAX_CALLS, 1, 10_000),
                        settings.whole(Setting.MAX_QUEUED_CALLS, 0, 10_000),
                        settings.whole(Setting.MAX_ATTEMPTS, 1, 10)),
                schemaRefreshTime(),
                settings.duration(Setting.DRAIN_DELAY, true),
                settings.duration(Setting.SHUTDOWN_GRACE_PERIOD, false),
                settings.whole(Setting.HISTORY_CAPACITY, 1, 1_000_000),
                contactKey(),
                audit());
        if (!settings.problems().isEmpty()) {
            throw new InvalidConfig(settings.problems());
        }
        return config;
    }

    private Access access() {
        var key = settings.value(Setting.API_KEY);
        var auth = settings.value(Setting.AUTH);
        if (auth.isPresent() && !auth.get().equals("none")) {
            settings.problem("%s: the only value is 'none', which lets anybody in".formatted(Setting.AUTH));
        }
        if (auth.isPresent() && key.isPresent()) {
            settings.problem("%s and %s contradict each other; keep one".formatted(Setting.API_KEY, Setting.AUTH));
        }
        key.filter(text -> !text.chars().allMatch(c -> c > ' ' && c < 127))
                .ifPresent(_ ->
                        settings.problem("%s: a key is printable ASCII without spaces, because it travels in a header"
                                .formatted(Setting.API_KEY)));
        return key.<Access>map(Access.ApiKey::new).orElseGet(Access.Anybody::new);
    }

    private Org org(Access access) {
        int sandboxPort = port(Setting.SANDBOX_PORT);
        var loginUrl = settings.value(Setting.LOGIN_URL);
        if (loginUrl.isEmpty()) {
            SALESFORCE_ONLY.stream()
                    .filter(setting -> settings.value(setting).isPresent())
                    .forEach(setting -> settings.problem(
                            "%s is set but %s is not; set both for a live org, or neither for the sandbox"
                                    .formatted(setting, Setting.LOGIN_URL)));
            return new Org.Sandbox(sandboxPort);
        }
        if (access instanceof Access.Anybody && settings.value(Setting.AUTH).isEmpty()) {
            settings.problem("a live org needs callers that are known: set %s, or %s=none to let anybody in"
                    .formatted(Setting.API_KEY, Setting.AUTH));
        }
        return new Org.Live(live(loginUrl.get()));
    }

    private SalesforceSettings live(String loginUrl) {
        var host = URI.create(PLACEHOLDER);
        try {
            host = new URI(loginUrl.endsWith("/") ? loginUrl.substring(0, loginUrl.length() - 1) : loginUrl);
        } catch (URISyntaxException unreadable) {
            settings.problem("%s: not a URL: '%s'".formatted(Setting.LOGIN_URL, loginUrl));
        }
        var settingsOfOrg =
                SalesforceSettings.of(URI.create(PLACEHOLDER), new CredentialsReader(settings).credentials(host));
        try {
            settingsOfOrg = SalesforceSettings.of(host, settingsOfOrg.credentials());
        } catch (IllegalArgumentException refused) {
            settings.problem("%s: %s".formatted(Setting.LOGIN_URL, refused.getMessage()));
        }
        try {
            return settingsOfOrg
                    .withApiVersion(settings.text(Setting.API_VERSION))
                    .withAllowedHosts(settings.list(Setting.ALLOWED_HOSTS));
        } catch (IllegalArgumentException refused) {
            settings.problem("%s: %s".formatted(Setting.API_VERSION, refused.getMessage()));
            return settingsOfOrg;
        }
    }

    /** On the sandbox without callers Weir is open, so it stays on loopback unless the operator says otherwise twice. */
    private String dataHost(Access access, Org org) {
        boolean open =
                access instanceof Access.Anybody && settings.value(Setting.AUTH).isEmpty();
        var host = settings.value(Setting.HOST);
        if (org instanceof Org.Sandbox && open) {
            host.filter(name -> !LOOPBACK_HOSTS.contains(name.toLowerCase(Locale.ROOT)))
                    .ifPresent(_ -> settings.problem("%s: without callers Weir stays on loopback; set %s, or %s=none"
                            .formatted(Setting.HOST, Setting.API_KEY, Setting.AUTH)));
            return host.orElse(LOOPBACK);
        }
        return host.orElse("0.0.0.0");
    }

    private int port(Setting setting) {
        String value = settings.text(setting);
        if (value.startsWith("tcp://")) {
            settings.problem(("%s: '%s' is what Kubernetes puts there for a service called weir; "
                            + "set enableServiceLinks: false on the pod")
                    .formatted(setting, value));
            return 0;
        }
        return settings.whole(setting, 0, 65_535);
    }

    private Config.ContactKey contactKey() {
        var key = settings.value(Setting.CONTACT_KEY);
        key.filter(text -> text.getBytes(StandardCharsets.UTF_8).length < Pseudonyms.SHORTEST_KEY)
                .ifPresent(_ -> settings.problem(
                        "%s: at least %d characters, because contact ids are short enough to be guessed"
                                .formatted(Setting.CONTACT_KEY, Pseudonyms.SHORTEST_KEY)));
        return key.<Config.ContactKey>map(Config.ContactKey.Given::new).orElseGet(Config.ContactKey.OfThisProcess::new);
    }

    private Config.Audit audit() {
        var file = settings.value(Setting.AUDIT_FILE);
        if (!settings.flag(Setting.AUDIT_ENABLED)) {
            file.ifPresent(_ -> settings.problem("%s and %s=false contradict each other; keep one"
                    .formatted(Setting.AUDIT_FILE, Setting.AUDIT_ENABLED)));
            return new Config.Audit.Off();
        }
        return file.<Config.Audit>map(path -> new Config.Audit.InFile(Path.of(path)))
                .orElseGet(Config.Audit.InLog::new);
    }

    private Duration schemaRefreshTime() {
        var time = settings.duration(Setting.SCHEMA_REFRESH_TIME, false);
        if (time.compareTo(SHORTEST_SCHEMA_REFRESH_TIME) < 0) {
            settings.problem("%s: at least 1m, because each refresh of an object costs an API call, not '%s'"
                    .formatted(Setting.SCHEMA_REFRESH_TIME, settings.text(Setting.SCHEMA_REFRESH_TIME)));
        }
        return time;
    }
}
