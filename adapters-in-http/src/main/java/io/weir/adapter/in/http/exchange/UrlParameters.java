package io.weir.adapter.in.http.exchange;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of a URL, each with a value. */
public final class UrlParameters {
    /** An answer repeats a parameter's name only in this form. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_.-]{0,39}");

    private final UriQuery query;

    private UrlParameters(UriQuery query) {
        this.query = query;
    }

    /** Throws {@link RequestRefused} for a parameter that is unknown, repeated or without a value. */
    public static UrlParameters of(UriQuery query, List<String> known) {
        if (!query.isEmpty()) {
            query.names().forEach(name -> refuseUnlessFit(query, name, known));
        }
        return new UrlParameters(query);
    }

    /** Whether {@code query} has the parameter {@code name}, ignoring case. */
    public static boolean has(UriQuery query, String name) {
        return !query.isEmpty() && query.names().stream().anyMatch(name::equalsIgnoreCase);
    }

    private static void refuseUnlessFit(UriQuery query, String name, List<String> known) {
        if (!known.contains(name)) {
            throw refused("unknown parameter%s in the URL; %s"
                    .formatted(
                            NAME.matcher(name).matches() ? " '" + name + "'" : "",
                            known.isEmpty()
                                    ? "there are none here"
                                    : "the parameters here are " + String.join(", ", known)));
        }
        var values = query.all(name);
        if (values.size() > 1) {
            throw refused(name + " is in the URL more than once");
        }
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            throw refused(name + " needs a value");
        }
    }

    /** The value of {@code name}; empty if absent. */
    public Optional<String> value(String name) {
        return query.isEmpty() || !query.contains(name) ? Optional.empty() : Optional.of(query.get(name));
    }

    /** Whether {@code name} is {@code true}; throws {@link RequestRefused} for values other than true and false. */
    public boolean flag(String name) {
        return switch (value(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(name + " is true or false");
        };
    }

    private static RequestRefused refused(String detail) {
        return new RequestRefused(ErrorCode.INVALID_PARAMETER, detail);
    }
}
