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
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.adapter.in.http.tls.UnusableTls;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.application.query.RunQuery;
import io.weir.bootstrap.config.Config.Access;
import io.weir.bootstrap.config.Config.Org;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns settings into a {@link Config} and records every problem. */
final class ConfigReader {
    private static final Duration MIN_SCHEMA_REFRESH_TIME = Duration.ofMinutes(1);
    private static final URI PLACEHOLDER = URI.create("https://placeholder.invalid");
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
    private final Consumer<TlsSettings> certificateCheck;

    /** @param certificateCheck checks those of a listener; throws {@link UnusableTls} */
    ConfigReader(SettingsSource source, Consumer<TlsSettings> certificateCheck) {
        this.settings = new SettingValues(source);
        this.certificateCheck = certificateCheck;
    }

    Config config() {
        var policy = PolicyReader.policy(settings);
        var access = access(policy);
        boolean anybody = access instanceof Access.Anybody;
        boolean open = anybody && settings.value(Setting.AUTH).isEmpty();
        var org = org(open);
        var source = actionSource(org);
        var config = new Config(
                new ListenersReader(settings, certificateCheck).http(open && org instanceof Org.Sandbox),
                access,
                new Config.Queries(
                        policy,
                        new RunQuery.Bounds(
                                settings.whole(Setting.ROW_CAP, 1, 50_000),
                                settings.positiveDuration(Setting.TIME_LIMIT))),
                new Config.Actions(
                        source,
                        unknownInputs(),
                        PolicyReader.writable(settings, anybody && org instanceof Org.Sandbox)),
                new Config.Salesforce(org, calls(), schemaRefreshTime(), new FloorsReader(settings).floors()),
                new Config.Lifecycle(
                        settings.duration(Setting.WARM_UP_TIME),
                        settings.duration(Setting.DRAIN_DELAY),
                        settings.positiveDuration(Setting.SHUTDOWN_GRACE_PERIOD)),
                new Config.Observability(contactKey(), audit(), settings.traces()),
                new HistoryReader(settings).history(),
                LogReader.settings(settings),
                settings.source());
        settings.refuseControlCharacters();
        if (!settings.problems().isEmpty()) {
            throw new InvalidConfig(settings.problems());
        }
        return config;
    }

    private Config.SalesforceCalls calls() {
        return new Config.SalesforceCalls(
                settings.whole(Setting.MAX_CALLS, 1, 10_000),
                settings.whole(Setting.MAX_QUEUED_CALLS, 1, 10_000),
                settings.read(Setting.COMPOSITE, CompositeMode.BUSY, ConfigReader::composite),
                retry(),
                breaker());
    }

    private static CompositeMode composite(String word) {
        // YAML reads off as false
        return ValueParsers.word(
                        "off, busy or always",
                        Map.of(
                                "off", CompositeMode.OFF,
                                "false", CompositeMode.OFF,
                                "busy", CompositeMode.BUSY,
                                "always", CompositeMode.ALWAYS))
                .apply(word);
    }

    private RetrySettings retry() {
        int attempts = settings.whole(Setting.MAX_ATTEMPTS, 1, 10);
        int share = settings.whole(Setting.RETRY_SHARE, 0, 100);
        int floor = settings.whole(Setting.RETRY_FLOOR, 0, 10_000);
        var firstWait = settings.positiveDuration(Setting.RETRY_FIRST_WAIT);
        var longestWait = settings.positiveDuration(Setting.RETRY_LONGEST_WAIT);
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
                settings.positiveDuration(Setting.BREAKER_DELAY));
    }

    private Access access(QueryPolicy policy) {
        var style = new AnswerStyle(
                settings.read(Setting.PROFILE, AnswerStyle.Profile.CXONE, AnswerStyles::profile),
                settings.read(Setting.ERRORS, AnswerStyle.Errors.BY_STATUS, AnswerStyles::errors),
                settings.whole(Setting.MAX_ANSWER_BYTES, 0, Integer.MAX_VALUE));
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
                .map(document -> new CallersReader(policy, style, callers, settings.problems()).callers(document))
                .ifPresent(callers::addAll);
        boolean invalidCallers = settings.problems().size() > before;
        if (auth.isPresent() && settings.callers().isPresent()) {
            settings.problem(Setting.AUTH, "contradicts %s; keep one".formatted(CallersReader.PATH));
        }
        var proxies = settings.list(Setting.TRUSTED_PROXIES, AddressRange::of);
        // invalid callers are reported already; a report that callers are missing would be wrong
        return callers.isEmpty() && !invalidCallers
                ? new Access.Anybody(
                        new AuthenticatedCaller(Caller.unrestricted(CallersReader.ANYBODY, policy), style), proxies)
                : new Access.Named(callers, proxies);
    }

    /** The caller whose key is {@code WEIR_API_KEY}; its only limit is the operator's policy. */
    private static CallerAccess defaultCaller(String key, QueryPolicy policy, AnswerStyle style) {
        return new CallerAccess(
                new AuthenticatedCaller(Caller.unrestricted(CallersReader.DEFAULT_CALLER, policy), style),
                List.of(new CallerCredential.Key("key-1", KeyHash.of(key), CallerCredential.NEVER)),
                List.of(),
                CallerLimits.NONE);
    }

    private Org org(boolean open) {
        int sandboxPort = settings.port(Setting.SANDBOX_PORT);
        var folder = settings.read(Setting.SANDBOX_ORG, ValueParsers::path);
        var faults = faults();
        var loginUrl = settings.value(Setting.LOGIN_URL);
        if (loginUrl.isEmpty()) {
            SALESFORCE_ONLY.stream()
                    .filter(setting -> settings.value(setting).isPresent())
                    .forEach(setting -> settings.problem(
                            setting,
                            "is set but %s is not; set both for a live org, or neither for the sandbox"
                                    .formatted(Setting.LOGIN_URL)));
            return new Org.Sandbox(sandboxPort, folder, faults);
        }
        if (!faults.equals(Faults.NONE)) {
            settings.problem(
                    Setting.SANDBOX_FAULTS,
                    "a live org cannot be told to fail; unset it, or %s".formatted(Setting.LOGIN_URL));
        }
        folder.ifPresent(_ -> settings.problem(
                Setting.SANDBOX_ORG, "a live org has its own records; unset it, or %s".formatted(Setting.LOGIN_URL)));
        if (open) {
            settings.problem(
                    ("a live org needs at least one caller: set %s or list callers in %s, or set %s=none to let"
                                    + " anybody in")
                            .formatted(Setting.API_KEY, CallersReader.PATH, Setting.AUTH));
        }
        return new Org.Live(live(loginUrl.get()));
    }

    private Faults faults() {
        try {
            return Faults.of(settings.list(Setting.SANDBOX_FAULTS));
        } catch (IllegalArgumentException invalid) {
            settings.problem(Setting.SANDBOX_FAULTS, String.valueOf(invalid.getMessage()));
            return Faults.NONE;
        }
    }

    private Config.ActionSource actionSource(Org org) {
        return settings.read(Setting.ACTIONS, ValueParsers::path)
                .<Config.ActionSource>map(
                        path -> new Config.ActionSource.Folder(path, Optional.of(settings.described(Setting.ACTIONS))))
                .orElseGet(() -> switch (org) {
                    // The examples fit a contact centre's org.
                    case Org.Sandbox(var _, var folder, var _)
                    when folder.isPresent() -> new Config.ActionSource.None();
                    case Org.Sandbox _ -> new Config.ActionSource.Examples();
                    case Org.Live _ -> new Config.ActionSource.None();
                });
    }

    private UnknownInputs unknownInputs() {
        var words = Map.of("refuse", UnknownInputs.REFUSE, "ignore", UnknownInputs.IGNORE);
        return settings.read(
                Setting.UNKNOWN_INPUTS, UnknownInputs.REFUSE, ValueParsers.word("refuse or ignore", words));
    }

    private SalesforceSettings live(String loginUrl) {
        var host = PLACEHOLDER;
        try {
            host = new URI(loginUrl.endsWith("/") ? loginUrl.substring(0, loginUrl.length() - 1) : loginUrl);
        } catch (URISyntaxException invalid) {
            settings.problem(Setting.LOGIN_URL, "not a URL: '%s'".formatted(loginUrl));
        }
        var credentials = new CredentialsReader(settings).credentials(host);
        var org = SalesforceSettings.of(PLACEHOLDER, credentials);
        try {
            org = SalesforceSettings.of(host, credentials);
        } catch (IllegalArgumentException refused) {
            settings.problem(Setting.LOGIN_URL, String.valueOf(refused.getMessage()));
        }
        return settings.read(Setting.API_VERSION, org, org::withApiVersion)
                .withAllowedHosts(settings.list(Setting.ALLOWED_HOSTS));
    }

    private Config.ContactKey contactKey() {
        var key = settings.value(Setting.CONTACT_KEY);
        key.filter(text -> text.getBytes(StandardCharsets.UTF_8).length < Pseudonyms.SHORTEST_KEY)
                .ifPresent(_ -> settings.problem(
                        Setting.CONTACT_KEY,
                        "at least %d characters, because contact ids are short enough to be guessed"
                                .formatted(Pseudonyms.SHORTEST_KEY)));
        return key.<Config.ContactKey>map(Config.ContactKey.Given::new).orElseGet(Config.ContactKey.Derived::new);
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
        var time = settings.positiveDuration(Setting.SCHEMA_REFRESH_TIME);
        if (time.compareTo(MIN_SCHEMA_REFRESH_TIME) < 0) {
            settings.problem(
                    Setting.SCHEMA_REFRESH_TIME,
                    "at least 1m, because each refresh of an object costs an API call, not '%s'"
                            .formatted(settings.text(Setting.SCHEMA_REFRESH_TIME)));
        }
        return time;
    }
}
