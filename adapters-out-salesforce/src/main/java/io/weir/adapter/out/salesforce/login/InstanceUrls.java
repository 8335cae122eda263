package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides which instance a token response may send Weir to: its token goes out to that host. */
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

    /** The origin that {@code instanceUrl} names; empty if it is malformed or not trusted. */
    public Optional<Origin> trusted(String instanceUrl) {
        return Origin.parse(instanceUrl).filter(this::isTrusted);
    }

    private boolean isTrusted(Origin origin) {
        if (origin.isLoopback()) {
            return login.isLoopback();
        }
        // the secret went to the login host already: a token may too
        return origin.isHttps()
                && (origin.host().equals(login.host())
                        || SALESFORCE.stream().anyMatch(origin.host()::endsWith)
                        || allowed.stream().anyMatch(host -> matches(host, origin.host())));
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith(".") ? host.endsWith(allowed) : host.equals(allowed);
    }
}
