package io.weir.bootstrap.config;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.application.query.RunQuery;
import io.weir.bootstrap.config.Config.Access;
import io.weir.bootstrap.config.Config.Listener;
import io.weir.bootstrap.config.Config.Org;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns settings into a {@link Config}, and notes every one that does not fit. */
final class ConfigReader {
    /** What everybody is called where anybody may ask. */
    private static final String ANYBODY = "anonymous";

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
        var policy = new PolicyReader(settings).policy();
        var access = access(policy);
        var org = org(access);
        var config = new Config(
                new Listener(dataHost(access, org), port(Setting.PORT)),
                new Listener(settings.text(Setting.ADMIN_HOST), port(Setting.ADMIN_PORT)),
                new EdgeReader(settings, Clock.systemUTC()).edge(),
                access,
                org,
                actions(org),
                unknownInputs(),
                new RunQuery.Bounds(
                        settings.whole(Setting.ROW_CAP, 1, 50_000), settings.duration(Setting.TIME_LIMIT, false)),
                policy,
                settings.whole(Setting.API_RESERVE, 0, Integer.MAX_VALUE),
                settings.whole(Setting.MAX_CONNECTIONS, 1, 100_000),
                new Config.SalesforceCalls(
                        settings.whole(Setting.MAX_CALLS, 1, 10_000),
                        settings.whole(Setting.MAX_QUEUED_CALLS, 1, 10_000),
                        retry(),
                        breaker()),
                schemaRefreshTime(),
                settings.duration(Setting.WARM_UP_TIME, true),
                settings.duration(Setting.DRAIN_DELAY, true),
                settings.duration(Setting.SHUTDOWN_GRACE_PERIOD, false),
                settings.whole(Setting.HISTORY_CAPACITY, 1, 1_000_000),
                contactKey(),
                audit());
        settings.refuseControlCharacters();
        if (!settings.problems().isEmpty()) {
            throw new InvalidConfig(settings.problems());
        }
        return config;
    }

    private RetrySettings retry() {
        int attempts = settings.whole(Setting.MAX_ATTEMPTS, 1, 10);
        int share = settings.whole(Setting.RETRY_SHARE, 0, 100);
        int floor = settings.whole(Setting.RETRY_FLOOR, 0, 10_000);
        var firstWait = settings.duration(Setting.RETRY_FIRST_WAIT, false);
        var longestWait = settings.duration(Setting.RETRY_LONGEST_WAIT, false);
        if (longestWait.compareTo(firstWait) < 0) {
            settings.problem(Setting.RETRY_LONGEST_WAIT, "is shorter than %s".formatted(Setting.RETRY_FIRST_WAIT));
            longestWait = firstWait;
        }
        return new RetrySettings(attempts, firstWait, longestWait, share, floor);
    }

    private BreakerSettings breaker() {
        return new BreakerSettings(
                settings.whole(Setting.BREAKER_VOLUME, 1, 10_000),
                settings.whole(Setting.BREAKER_ERROR_RATIO, 1, 100),
                settings.duration(Setting.BREAKER_DELAY, false));
    }

    private Faults faults() {
        try {
            return Faults.of(settings.list(Setting.SANDBOX_FAULTS));
        } catch (IllegalArgumentException wrong) {
            settings.problem(Setting.SANDBOX_FAULTS, String.valueOf(wrong.getMessage()));
            return Faults.NONE;
        }
    }

    private Access access(QueryPolicy policy) {
        var style = AnswerStyles.defaultStyle(settings);
        var key = settings.apiKey(
                Setting.API_KEY, settings.value(Setting.LOGIN_URL).isPresent());
        var auth = settings.value(Setting.AUTH);
        if (auth.isPresent() && !auth.get().equals("none")) {
            settings.problem(Setting.AUTH, "the only value is 'none', which lets anybody in");
        }
        if (auth.isPresent() && key.isPresent()) {
            settings.problem(Setting.API_KEY, "contradicts %s; keep one".formatted(Setting.AUTH));
        }
        var callers = new ArrayList<CallerAccess>();
        key.map(text -> defaultCaller(text, policy, style)).ifPresent(callers::add);
        int before = settings.problems().size();
        settings.callers()
                .map(document -> {
                    var reader = new CallersReader(policy, style, settings.problems());
                    callers.forEach(reader::takes);
                    return reader.callers(document);
                })
                .ifPresent(callers::addAll);
        boolean misspelt = settings.problems().size() > before;
        if (auth.isPresent() && settings.callers().isPresent()) {
            settings.problem(Setting.AUTH, "contradicts %s; keep one".formatted(CallersReader.PATH));
        }
        var proxies = trustedProxies();
        // callers that cannot be read are told; that they are missing, too, would be wrong
        return callers.isEmpty() && !misspelt
                ? new Access.Anybody(new AuthenticatedCaller(Caller.unrestricted(ANYBODY, policy), style), proxies)
                : new Access.Named(callers, proxies);
    }

    /** Whoever sends the key may everything that the operator's policy allows. */
    private static CallerAccess defaultCaller(String key, QueryPolicy policy, AnswerStyle style) {
        return new CallerAccess(
                new AuthenticatedCaller(Caller.unrestricted(CallersReader.DEFAULT_CALLER, policy), style),
                List.of(new CallerCredential.Key("key-1", KeyHash.of(key), CallerCredential.NEVER)),
                List.of(),
                CallerLimits.NONE);
    }

    private List<AddressRange> trustedProxies() {
        var proxies = new ArrayList<AddressRange>();
        for (var text : settings.list(Setting.TRUSTED_PROXIES)) {
            try {
                proxies.add(AddressRange.of(text));
            } catch (IllegalArgumentException refused) {
                settings.problem(Setting.TRUSTED_PROXIES, String.valueOf(refused.getMessage()));
            }
        }
        return proxies;
    }

    private Org org(Access access) {
        int sandboxPort = port(Setting.SANDBOX_PORT);
        var faults = faults();
        var loginUrl = settings.value(Setting.LOGIN_URL);
        if (loginUrl.isEmpty()) {
            SALESFORCE_ONLY.stream()
                    .filter(setting -> settings.value(setting).isPresent())
                    .forEach(setting -> settings.problem(
                            setting,
                            "is set but %s is not; set both for a live org, or neither for the sandbox"
                                    .formatted(Setting.LOGIN_URL)));
            return new Org.Sandbox(sandboxPort, faults);
        }
        if (!faults.equals(Faults.NONE)) {
            settings.problem(
                    Setting.SANDBOX_FAULTS,
                    "a live org cannot be told to fail; unset it, or %s".formatted(Setting.LOGIN_URL));
        }
        if (access instanceof Access.Anybody && settings.value(Setting.AUTH).isEmpty()) {
            settings.problem(
                    "a live org needs callers that are known: set %s or list them in %s, or set %s=none to let anybody in"
                            .formatted(Setting.API_KEY, CallersReader.PATH, Setting.AUTH));
        }
        return new Org.Live(live(loginUrl.get()));
    }

    private Config.Actions actions(Org org) {
        var folder = settings.value(Setting.ACTIONS);
        if (folder.isPresent()) {
            try {
                return new Config.Actions.Folder(Path.of(folder.get()));
            } catch (InvalidPathException unreadable) {
                settings.problem(Setting.ACTIONS, "not a path: '%s'".formatted(folder.get()));
            }
        }
        return switch (org) {
            case Org.Sandbox _ -> new Config.Actions.Examples();
            case Org.Live _ -> new Config.Actions.Nowhere();
        };
    }

    private UnknownInputs unknownInputs() {
        String value = settings.text(Setting.UNKNOWN_INPUTS);
        return switch (value) {
            case "refuse" -> UnknownInputs.REFUSE;
            case "ignore" -> UnknownInputs.IGNORE;
            default -> {
                settings.problem(Setting.UNKNOWN_INPUTS, "expected refuse or ignore, got '%s'".formatted(value));
                yield UnknownInputs.REFUSE;
            }
        };
    }

    private SalesforceSettings live(String loginUrl) {
        var host = URI.create(PLACEHOLDER);
        try {
            host = new URI(loginUrl.endsWith("/") ? loginUrl.substring(0, loginUrl.length() - 1) : loginUrl);
        } catch (URISyntaxException unreadable) {
            settings.problem(Setting.LOGIN_URL, "not a URL: '%s'".formatted(loginUrl));
        }
        var settingsOfOrg =
                SalesforceSettings.of(URI.create(PLACEHOLDER), new CredentialsReader(settings).credentials(host));
        try {
            settingsOfOrg = SalesforceSettings.of(host, settingsOfOrg.credentials());
        } catch (IllegalArgumentException refused) {
            settings.problem(Setting.LOGIN_URL, String.valueOf(refused.getMessage()));
        }
        try {
            return settingsOfOrg
                    .withApiVersion(settings.text(Setting.API_VERSION))
                    .withAllowedHosts(settings.list(Setting.ALLOWED_HOSTS));
        } catch (IllegalArgumentException refused) {
            settings.problem(Setting.API_VERSION, String.valueOf(refused.getMessage()));
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
                    .ifPresent(_ -> settings.problem(
                            Setting.HOST,
                            "without callers Weir stays on loopback; set %s, or %s=none"
                                    .formatted(Setting.API_KEY, Setting.AUTH)));
            return host.orElse(LOOPBACK);
        }
        return host.orElse("0.0.0.0");
    }

    private int port(Setting setting) {
        String value = settings.text(setting);
        if (value.startsWith("tcp://")) {
            settings.problem(
                    setting,
                    ("'%s' is what Kubernetes puts there for a service called weir; "
                                    + "set enableServiceLinks: false on the pod")
                            .formatted(value));
            return 0;
        }
        return settings.whole(setting, 0, 65_535);
    }

    private Config.ContactKey contactKey() {
        var key = settings.value(Setting.CONTACT_KEY);
        key.filter(text -> text.getBytes(StandardCharsets.UTF_8).length < Pseudonyms.SHORTEST_KEY)
                .ifPresent(_ -> settings.problem(
                        Setting.CONTACT_KEY,
                        "at least %d characters, because contact ids are short enough to be guessed"
                                .formatted(Pseudonyms.SHORTEST_KEY)));
        return key.<Config.ContactKey>map(Config.ContactKey.Given::new).orElseGet(Config.ContactKey.OfThisProcess::new);
    }

    private Config.Audit audit() {
        var file = settings.value(Setting.AUDIT_FILE);
        if (!settings.flag(Setting.AUDIT_ENABLED)) {
            file.ifPresent(_ -> settings.problem(
                    Setting.AUDIT_FILE, "contradicts %s=false; keep one".formatted(Setting.AUDIT_ENABLED)));
            return new Config.Audit.Off();
        }
        return file.<Config.Audit>map(path -> new Config.Audit.InFile(Path.of(path)))
                .orElseGet(Config.Audit.InLog::new);
    }

    private Duration schemaRefreshTime() {
        var time = settings.duration(Setting.SCHEMA_REFRESH_TIME, false);
        if (time.compareTo(SHORTEST_SCHEMA_REFRESH_TIME) < 0) {
            settings.problem(
                    Setting.SCHEMA_REFRESH_TIME,
                    "at least 1m, because each refresh of an object costs an API call, not '%s'"
                            .formatted(settings.text(Setting.SCHEMA_REFRESH_TIME)));
        }
        return time;
    }
}
