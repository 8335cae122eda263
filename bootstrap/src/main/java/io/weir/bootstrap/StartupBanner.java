package io.weir.bootstrap;

import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.bootstrap.config.CallersReader;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Version;
import io.weir.bootstrap.log.Redaction;
import io.weir.bootstrap.wiring.Weir;

/**
 * The addresses of Weir and commands to try, logged after the start. The log masks what looks like a secret, so no text
 * here may match {@link Redaction}.
 */
public final class StartupBanner {
    private StartupBanner() {}

    public static String of(Weir weir, Config config) {
        return switch (config.salesforce().org()) {
            case Config.Org.Live(var settings) ->
                "Weir %s answers from %s at %s; admin listener at %s%s"
                        .formatted(
                                Version.current(),
                                settings.loginUri(),
                                weir.data(),
                                weir.admin(),
                                console(weir, config));
            case Config.Org.Sandbox(var _, var folder, var _)
            when folder.isPresent() ->
                """
                Weir %s answers from the org in %s at %s; admin listener at %s%s
                Stop with Ctrl-C.\
                """.formatted(Version.current(), folder.get(), weir.data(), weir.admin(), console(weir, config));
            case Config.Org.Sandbox _ ->
                // the long line is one command, to be pasted as it is
                """
                Weir %6$s answers from its sandbox org at %1$s; admin listener at %2$s%7$s
                %5$s
                Try a query:
                  curl -sS %1$s/cxone/data-action/salesforce-query%3$s -d '{"object_name":"Case","fields":["CaseNumber","Subject","Contact.Name"],"filters":{"Priority":{"op":"IN","val":["High","Critical"]}},"limit":3}'
                See what it cost:
                  curl -sS %2$s/profiler%4$s
                Stop with Ctrl-C.\
                """.formatted(
                                weir.data(),
                                weir.admin(),
                                key(config),
                                adminKey(config),
                                action(weir, config),
                                Version.current(),
                                console(weir, config));
        };
    }

    private static String console(Weir weir, Config config) {
        return config.http().adminAccess().parts().contains(AdminSettings.Part.CONSOLE)
                ? "; console at " + weir.admin().resolve("/console/")
                : "";
    }

    private static String action(Weir weir, Config config) {
        return switch (config.actions().source()) {
            case Config.ActionSource.Examples() -> """

                Try a data action:
                  curl -sS %s/cxone/data-action/caller-lookup%s -d '{"phone":"(415) 555-0100"}'\
                """.formatted(weir.data(), key(config));
            case Config.ActionSource.Folder _, Config.ActionSource.None() -> "";
        };
    }

    private static String adminKey(Config config) {
        return config.http().adminAccess().credential() instanceof AdminSettings.Credential.Key
                ? " -H \"X-API-Key: $WEIR_ADMIN_API_KEY\""
                : "";
    }

    private static String key(Config config) {
        return switch (config.access()) {
            case Config.Access.Anybody _ -> "";
            case Config.Access.Named(var callers, var _) ->
                callers.stream()
                                .anyMatch(access ->
                                        access.caller().caller().name().equals(CallersReader.DEFAULT_CALLER))
                        ? " -H \"X-API-Key: $WEIR_API_KEY\""
                        : " -H \"X-API-Key: $KEY\"";
        };
    }
}
