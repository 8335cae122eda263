package io.weir.adapter.out.sandbox.reply;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters of a query string or a form. Of parameters with the same name, the first is used. {@code toString}
 * shows no values.
 */
public final class Parameters {
    private final Map<String, List<String>> values = new HashMap<>();

    private Parameters() {}

    /** Decodes query strings or forms; throws {@link IllegalArgumentException} for an invalid percent-encoding. */
    public static Parameters of(String... encoded) {
        var parameters = new Parameters();
        for (String form : encoded) {
            for (String pair : form.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    parameters
                            .values
                            .computeIfAbsent(
                                    decoded(equals < 0 ? pair : pair.substring(0, equals)), _ -> new ArrayList<>())
                            .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The first value of each parameter, by name. */
    public Map<String, String> all() {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, parameter -> parameter.getValue().getFirst()));
    }

    /** The value of the parameter {@code name}; the empty string if it is missing. */
    public String value(String name) {
        return first(name).orElse("");
    }

    /** The values of all parameters called {@code name}, in order. */
    public List<String> all(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
