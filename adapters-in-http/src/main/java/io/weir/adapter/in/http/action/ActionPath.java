package io.weir.adapter.in.http.action;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.exchange.Paths;

/**
 * Matches the paths of data actions: {@link Paths#ACTIONS} and one more segment, the name. A template such as {@code
 * {name}} would be a regular expression that runs for each request.
 */
public final class ActionPath implements PathMatcher {
    /** A route for all methods, which {@code handler} answers. */
    public static HttpRoute.Builder route(Handler handler) {
        return HttpRoute.builder().path(new ActionPath()).handler(handler);
    }

    /** The name in the path of {@code request}, which is in its plain form and matches. */
    static String name(ServerRequest request) {
        return request.path().absolute().rawPath().substring(Paths.ACTIONS.length());
    }

    @Override
    public PathMatchers.MatchResult match(UriPath path) {
        return isActions(path.rawPath()) ? PathMatchers.any().match(path) : PathMatchers.MatchResult.notAccepted();
    }

    @Override
    public PathMatchers.PrefixMatchResult prefixMatch(UriPath path) {
        return isActions(path.rawPath())
                ? PathMatchers.any().prefixMatch(path)
                : PathMatchers.PrefixMatchResult.notAccepted();
    }

    private static boolean isActions(String path) {
        int name = Paths.ACTIONS.length();
        return path.startsWith(Paths.ACTIONS) && path.length() > name && path.indexOf('/', name) < 0;
    }
}
