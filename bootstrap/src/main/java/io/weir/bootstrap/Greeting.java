package io.weir.bootstrap;

import io.weir.adapter.in.http.AdminSettings;

/** What a newcomer reads when Weir has started: where it is and what to try. */
final class Greeting {
    private Greeting() {}

    static String of(Weir weir, Config config) {
        return switch (config.org()) {
            case Config.Org.Live(var settings) ->
                "Weir answers from %s at %s; operators look at %s"
                        .formatted(settings.loginUri(), weir.data(), weir.admin());
            case Config.Org.Sandbox _ -> """
                Weir answers from its sandbox org at %1$s; operators look at %2$s

                Try a query:
                  curl -sS %1$s/cxone/data-action/salesforce-query%3$s -d '{"object_name":"Contact","fields":["Id","Name","Phone"],"filters":{"Phone":{"op":"=","val":"+14155550100","type":"phone"}},"relationships":{"Account":["Name","BillingState"]}}'
                See what it cost:
                  curl -sS %2$s/profiler%4$s
                Stop with Ctrl-C.\
                """.formatted(weir.data(), weir.admin(), key(config), adminKey(config));
        };
    }

    private static String adminKey(Config config) {
        return config.edge().adminCredential() instanceof AdminSettings.Credential.Key
                ? " -H \"X-API-Key: $WEIR_ADMIN_API_KEY\""
                : "";
    }

    private static String key(Config config) {
        return switch (config.access()) {
            case Config.Access.Anybody _ -> "";
            case Config.Access.Named _ -> " -H \"X-API-Key: $WEIR_API_KEY\"";
        };
    }
}
