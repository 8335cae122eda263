package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides which instances a token response may name. The access token is sent to that host. */
public final class InstanceUrls {
    private static final List<String> SALESFORCE = List.of(".salesforce.com", ".salesforce.mil", ".sfcrmproducts.cn");

    private final Origin login;
    private final List<String> allowed;

    /** {@code allowed} as in {@link SalesforceSettings#allowedHosts}. */
    public InstanceUrls(Origin login, List<String> allowed) {
        this.login = login;
        this.allowed =
                allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** The origin of {@code instanceUrl}; empty if the URL is malformed or not trusted. */
    public Optional<Origin> trusted(String instanceUrl) {
        return Origin.parse(instanceUrl).filter(this::isTrusted);
    }

    private boolean isTrusted(Origin origin) {
        if (origin.isLoopback()) {
            return login.isLoopback();
        }
        // the login host has received the secret, so it may receive the token
        return origin.isHttps()
                && (origin.host().equals(login.host())
                        || SALESFORCE.stream().anyMatch(origin.host()::endsWith)
                        || allowed.stream().anyMatch(host -> matches(host, origin.host())));
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith(".") ? host.endsWith(allowed) : host.equals(allowed);
    }
}
