package io.weir.adapter.in.http;

import io.helidon.common.uri.UriQuery;
import java.util.Collection;

/** The parameters of a URL where each is {@code true} or {@code false}. */
final class UrlFlags {
    private final UriQuery query;

    private UrlFlags(UriQuery query) {
        this.query = query;
    }

    /** Throws {@link RequestRefused}, with {@code refusal}, for a parameter that is none of {@code known}. */
    static UrlFlags of(UriQuery query, Collection<String> known, String refusal) {
        if (!query.isEmpty() && !known.containsAll(query.names())) {
            throw new RequestRefused(ErrorCode.INVALID_REQUEST, refusal);
        }
        return new UrlFlags(query);
    }

    /** Whether {@code name} is {@code true}; throws {@link RequestRefused} where it is neither that nor {@code false}. */
    boolean has(String name) {
        return switch (query.isEmpty() ? "false" : query.first(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RequestRefused(ErrorCode.INVALID_REQUEST, name + " is true or false");
        };
    }
}
