package io.weir.bootstrap;

import io.weir.adapter.out.salesforce.SalesforceSettings;
import io.weir.application.RunQuery;
import io.weir.bootstrap.Config.Access;
import io.weir.bootstrap.Config.Listener;
import io.weir.bootstrap.Config.Org;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns settings into a {@link Config}, and notes every one that does not fit. */
final class ConfigReader {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> LOOPBACK_HOSTS = Set.of(LOOPBACK, "localhost", "::1", "[::1]");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SHORTEST_SCHEMA_REFRESH_TIME = Duration.ofMinutes(1);
    private static final String PLACEHOLDER = "https://placeholder.invalid";
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
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

    private final SettingsSource settings;
    private final List<String> problems;

    ConfigReader(SettingsSource settings) {
        this.settings = settings;
        this.problems = settings.problems();
    }

    Config config() {
        var access = access();
        var org = org(access);
        var config = new Config(
                new Listener(dataHost(access, org), port(Setting.PORT)),
                new Listener(text(Setting.ADMIN_HOST), port(Setting.ADMIN_PORT)),
                access,
                org,
                new RunQuery.Bounds(whole(Setting.ROW_CAP, 1, 50_000), duration(Setting.TIME_LIMIT, false)),
                whole(Setting.API_RESERVE, 0, Integer.MAX_VALUE),
                whole(Setting.MAX_CONNECTIONS, 1, 100_000),
                new Config.SalesforceCalls(
                        whole(Setting.MAX_CALLS, 1, 10_000),
                        whole(Setting.MAX_QUEUED_CALLS, 0, 10_000),
                        whole(Setting.MAX_ATTEMPTS, 1, 10)),
                schemaRefreshTime(),
                duration(Setting.DRAIN_DELAY, true),
                duration(Setting.SHUTDOWN_GRACE_PERIOD, false),
                whole(Setting.HISTORY_CAPACITY, 1, 1_000_000));
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return config;
    }

    private Access access() {
        var key = settings.value(Setting.API_KEY);
        var auth = settings.value(Setting.AUTH);
        if (auth.isPresent() && !auth.get().equals("none")) {
            problems.add("%s: the only value is 'none', which lets anybody in".formatted(Setting.AUTH));
        }
        if (auth.isPresent() && key.isPresent()) {
            problems.add("%s and %s contradict each other; keep one".formatted(Setting.API_KEY, Setting.AUTH));
        }
        key.filter(text -> !text.chars().allMatch(c -> c > ' ' && c < 127))
                .ifPresent(
                        _ -> problems.add("%s: a key is printable ASCII without spaces, because it travels in a header"
                                .formatted(Setting.API_KEY)));
        return key.<Access>map(Access.ApiKey::new).orElseGet(Access.Anybody::new);
    }

    private Org org(Access access) {
        int sandboxPort = port(Setting.SANDBOX_PORT);
        var loginUrl = settings.value(Setting.LOGIN_URL);
        if (loginUrl.isEmpty()) {
            SALESFORCE_ONLY.stream()
                    .filter(setting -> settings.value(setting).isPresent())
                    .forEach(setting ->
                            problems.add("%s is set but %s is not; set both for a live org, or neither for the sandbox"
                                    .formatted(setting, Setting.LOGIN_URL)));
            return new Org.Sandbox(sandboxPort);
        }
        if (access instanceof Access.Anybody && settings.value(Setting.AUTH).isEmpty()) {
            problems.add("a live org needs callers that are known: set %s, or %s=none to let anybody in"
                    .formatted(Setting.API_KEY, Setting.AUTH));
        }
        return new Org.Live(live(loginUrl.get()));
    }

    private SalesforceSettings live(String loginUrl) {
        var host = URI.create(PLACEHOLDER);
        try {
            host = new URI(loginUrl.endsWith("/") ? loginUrl.substring(0, loginUrl.length() - 1) : loginUrl);
        } catch (URISyntaxException unreadable) {
            problems.add("%s: not a URL: '%s'".formatted(Setting.LOGIN_URL, loginUrl));
        }
        var settingsOfOrg =
                SalesforceSettings.of(URI.create(PLACEHOLDER), new CredentialsReader(settings).credentials(host));
        try {
            settingsOfOrg = SalesforceSettings.of(host, settingsOfOrg.credentials());
        } catch (IllegalArgumentException refused) {
            problems.add("%s: %s".formatted(Setting.LOGIN_URL, refused.getMessage()));
        }
        try {
            return settingsOfOrg
                    .withApiVersion(text(Setting.API_VERSION))
                    .withAllowedHosts(list(Setting.ALLOWED_HOSTS));
        } catch (IllegalArgumentException refused) {
            problems.add("%s: %s".formatted(Setting.API_VERSION, refused.getMessage()));
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
                    .ifPresent(_ -> problems.add("%s: without callers Weir stays on loopback; set %s, or %s=none"
                            .formatted(Setting.HOST, Setting.API_KEY, Setting.AUTH)));
            return host.orElse(LOOPBACK);
        }
        return host.orElse("0.0.0.0");
    }

    private String text(Setting setting) {
        return settings.value(setting).orElse("");
    }

    private List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private int port(Setting setting) {
        String value = text(setting);
        if (value.startsWith("tcp://")) {
            problems.add(("%s: '%s' is what Kubernetes puts there for a service called weir; "
                            + "set enableServiceLinks: false on the pod")
                    .formatted(setting, value));
            return 0;
        }
        return whole(setting, 0, 65_535);
    }

    private int whole(Setting setting, int least, int most) {
        return read(setting, least, "a whole number from %d to %d".formatted(least, most), text -> {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        });
    }

    private Duration duration(Setting setting, boolean zeroAllowed) {
        return read(setting, Duration.ofSeconds(1), "a time such as 8s, 500ms or PT8S", text -> {
            var shorthand = SHORT_DURATION.matcher(text);
            var time = !shorthand.matches()
                    ? Duration.parse(text)
                    : switch (shorthand.group(2)) {
                        case "ms" -> Duration.ofMillis(Long.parseLong(shorthand.group(1)));
                        case "s" -> Duration.ofSeconds(Long.parseLong(shorthand.group(1)));
                        default -> Duration.ofMinutes(Long.parseLong(shorthand.group(1)));
                    };
            boolean fits = !time.isNegative() && (zeroAllowed || !time.isZero()) && time.compareTo(LONGEST) <= 0;
            return fits ? Optional.of(time) : Optional.empty();
        });
    }

    private Duration schemaRefreshTime() {
        var time = duration(Setting.SCHEMA_REFRESH_TIME, false);
        if (time.compareTo(SHORTEST_SCHEMA_REFRESH_TIME) < 0) {
            problems.add("%s: at least 1m, because each refresh of an object costs an API call, not '%s'"
                    .formatted(Setting.SCHEMA_REFRESH_TIME, text(Setting.SCHEMA_REFRESH_TIME)));
        }
        return time;
    }

    private <T> T read(Setting setting, T otherwise, String expected, Function<String, Optional<T>> reader) {
        String text = text(setting);
        try {
            var value = reader.apply(text);
            if (value.isPresent()) {
                return value.get();
            }
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            // Told below, in the same words as a value out of range.
        }
        problems.add("%s: expected %s, got '%s'".formatted(setting, expected, text));
        return otherwise;
    }
}
