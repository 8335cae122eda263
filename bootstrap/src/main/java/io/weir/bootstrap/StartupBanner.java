package io.weir.bootstrap;

import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.bootstrap.config.CallersReader;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Version;
import io.weir.bootstrap.log.Redaction;
import io.weir.bootstrap.wiring.Weir;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The addresses of Weir and commands to try, logged after the start. A command is shown if a configured caller may send
 * it. The log masks what looks like a secret, so no text here may match {@link Redaction}.
 */
public final class StartupBanner {
    private static final ActionName EXAMPLE = new ActionName("caller-lookup");

    private final Weir weir;
    private final Config config;

    private StartupBanner(Weir weir, Config config) {
        this.weir = weir;
        this.config = config;
    }

    public static String of(Weir weir, Config config) {
        return new StartupBanner(weir, config).text();
    }

    private String text() {
        return switch (config.salesforce().org()) {
            case Config.Org.Live(var settings) -> addresses(settings.loginUri().toString());
            case Config.Org.Sandbox(var _, var folder, var _)
            when folder.isPresent() -> addresses("the org in " + folder.get()) + "\nStop with Ctrl-C.";
            case Config.Org.Sandbox _ -> addresses("its sandbox org") + tries() + "\nStop with Ctrl-C.";
        };
    }

    private String addresses(String org) {
        return "Weir %s answers from %s at %s; admin listener at %s%s"
                .formatted(
                        Version.current(),
                        org,
                        address(weir.data(), config.http().data()),
                        address(weir.admin(), config.http().admin()),
                        console());
    }

    private static String address(URI address, Config.Listener listener) {
        return listener.isOnAllAddresses() ? address + " and all other addresses of this host" : address.toString();
    }

    private String console() {
        return config.http().adminAccess().parts().contains(AdminSettings.Part.CONSOLE)
                ? "; console at " + weir.admin().resolve("/console/")
                : "";
    }

    /** Each command is one line, to be pasted as it is. */
    private String tries() {
        String tries = action() + query();
        return tries.isEmpty()
                ? ""
                : tries + "\nSee what it cost:\n  curl -sS %s/profiler%s".formatted(weir.admin(), adminKey());
    }

    private String action() {
        return config.actions().source() instanceof Config.ActionSource.Examples
                ? command("data action", caller -> caller.mayRun(EXAMPLE), EXAMPLE.value(), """
                    {"phone":"(415) 555-0100"}\
                    """)
                : "";
    }

    private String query() {
        return command(
                "query",
                caller -> caller.adHoc().equals(new Caller.AdHoc.Within(QueryPolicy.DEFAULT)),
                "salesforce-query",
                """
                {"object_name":"Case","fields":["CaseNumber","Subject","Contact.Name"],\
                "filters":{"Priority":{"op":"IN","val":["High","Critical"]}},"limit":3}\
                """);
    }

    /** The command of the first caller who {@code may} send it; empty if nobody may. */
    private String command(String what, Predicate<Caller> may, String name, String body) {
        return config.access().allowed().stream()
                .filter(access -> may.test(access.caller().caller()))
                .flatMap(access -> key(access).stream())
                .findFirst()
                .map(key -> "\nTry a %s%s:\n  curl -sS %s/cxone/data-action/%s%s -d '%s'"
                        .formatted(what, key.whose(), weir.data(), name, key.option(), body))
                .orElse("");
    }

    /**
     * The key of a caller.
     *
     * @param whose which key is meant, if that is not obvious
     * @param option the option of curl that sends it
     */
    private record Key(String whose, String option) {}

    /** The key of {@code access}; empty if it has none, or must come from a certain address. */
    private Optional<Key> key(CallerAccess access) {
        if (config.access() instanceof Config.Access.Anybody) {
            return Optional.of(new Key("", ""));
        }
        if (!access.addresses().isEmpty()
                || access.credentials().stream().noneMatch(CallerCredential.Key.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(
                access.name().equals(CallersReader.DEFAULT_CALLER)
                        ? new Key("", " -H \"X-API-Key: $WEIR_API_KEY\"")
                        : new Key(
                                ", with the key of the caller %s in KEY".formatted(access.name()),
                                " -H \"X-API-Key: $KEY\""));
    }

    private String adminKey() {
        return config.http().adminAccess().credential() instanceof AdminSettings.Credential.Key
                ? " -H \"X-API-Key: $WEIR_ADMIN_API_KEY\""
                : "";
    }
}
