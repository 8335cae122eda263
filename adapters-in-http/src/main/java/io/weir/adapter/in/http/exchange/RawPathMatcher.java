package io.weir.adapter.in.http.exchange;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import java.util.function.Predicate;

/**
 * Matches paths as they were sent, before anything is decoded. The framework's templates, such as {@code {name}}, are
 * regular expressions that run for each request.
 *
 * @param accepted whether a path matches
 */
public record RawPathMatcher(Predicate<String> accepted) implements PathMatcher {
    @Override
    public PathMatchers.MatchResult match(UriPath path) {
        return accepted.test(path.rawPath()) ? PathMatchers.any().match(path) : PathMatchers.MatchResult.notAccepted();
    }

    @Override
    public PathMatchers.PrefixMatchResult prefixMatch(UriPath path) {
        return accepted.test(path.rawPath())
                ? PathMatchers.any().prefixMatch(path)
                : PathMatchers.PrefixMatchResult.notAccepted();
    }
}
