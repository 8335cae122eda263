package io.weir.adapter.in.http.admin;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.console.Console;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.listener.HostName;
import java.util.Optional;
import java.util.Set;

/**
 * Protects the admin server: requires the operator's key, and refuses requests that a web page makes a browser send,
 * from another site or by DNS rebinding. The health endpoints are exempt. The files of the console require no key, and a
 * link on another site may open them.
 *
 * <p>Thread-safe.
 */
final class AdminGuard implements Filter {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");
    private static final HeaderName FETCH_DESTINATION = HeaderNames.create("Sec-Fetch-Dest");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Set<String> HEALTH =
            Set.of("/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/health/started");

    private final AdminSettings settings;
    private final Console console;
    private final boolean anyName;

    AdminGuard(AdminSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
        this.anyName = settings.allowedHosts().isEmpty()
                && !new HostName(settings.listener().host()).isLoopback();
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().rawPath();
        boolean consoleFile = settings.shows(AdminSettings.Part.CONSOLE)
                && console.serves(request.prologue().method(), path);
        var refusal = HEALTH.contains(path) ? Optional.<ErrorAnswer>empty() : refusal(request.headers(), consoleFile);
        if (refusal.isPresent()) {
            Replies.send(request, response, refusal.get());
        } else {
            chain.proceed();
        }
    }

    private Optional<ErrorAnswer> refusal(ServerRequestHeaders headers, boolean consoleFile) {
        String authority = headers.get(HeaderNames.HOST).get();
        if (!isAllowed(HostName.ofAuthority(authority))) {
            return Optional.of(ErrorAnswer.of(
                    ErrorCode.HOST_NOT_ALLOWED,
                    "use an address or localhost, or add this name to weir.admin.allowed-hosts"));
        }
        if (isCrossSite(headers, authority) && !(consoleFile && isNavigation(headers))) {
            return Optional.of(
                    ErrorAnswer.of(ErrorCode.CROSS_SITE_REQUEST, "open this address directly, not from another site"));
        }
        if (consoleFile) {
            return Optional.empty();
        }
        return switch (settings.credential()) {
            case AdminSettings.Credential.None() -> Optional.empty();
            case AdminSettings.Credential.Key(var key) ->
                key.isIn(headers) ? Optional.empty() : Optional.of(ErrorAnswer.unauthorized());
        };
    }

    private boolean isAllowed(HostName host) {
        return anyName
                || host.isAddress()
                || host.isLoopback()
                || settings.allowedHosts().contains(host);
    }

    /** Whether a browser reports that another site caused the request; other clients send none of these headers. */
    private static boolean isCrossSite(ServerRequestHeaders headers, String authority) {
        if (headers.contains(FETCH_SITE)
                && !OWN_SITE.contains(headers.get(FETCH_SITE).get())) {
            return true;
        }
        if (!headers.contains(HeaderNames.ORIGIN)) {
            return false;
        }
        String origin = headers.get(HeaderNames.ORIGIN).get();
        return !origin.equalsIgnoreCase("http://" + authority) && !origin.equalsIgnoreCase("https://" + authority);
    }

    /** Whether a browser reports that a user opens the address in a window, for example by a link on another site. */
    private static boolean isNavigation(ServerRequestHeaders headers) {
        return !headers.contains(HeaderNames.ORIGIN)
                && hasValue(headers, FETCH_MODE, "navigate")
                && hasValue(headers, FETCH_DESTINATION, "document");
    }

    private static boolean hasValue(ServerRequestHeaders headers, HeaderName name, String value) {
        return headers.contains(name) && headers.get(name).get().equals(value);
    }
}
