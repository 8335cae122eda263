package io.weir.adapter.out.sandbox.route;

import io.weir.adapter.out.sandbox.reply.Parameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request below {@code /services/data}, from a client or as a subrequest of a composite. {@code toString} shows no
 * values.
 */
public final class ApiRequest {
    private final String method;
    private final String version;
    private final List<String> path;
    private final Parameters parameters;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param method in upper case
     * @param version the path segment of the version, such as {@code v66.0}
     * @param path the decoded segments after the version
     */
    public ApiRequest(
            String method,
            String version,
            List<String> path,
            Parameters parameters,
            Map<String, String> headers,
            byte[] body) {
        this.method = method;
        this.version = version;
        this.path = List.copyOf(path);
        this.parameters = parameters;
        this.headers = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (first, _) -> first));
        this.body = body;
    }

    public String method() {
        return method;
    }

    public boolean isGet() {
        return method.equals("GET");
    }

    /** The path segment of the version, such as {@code v66.0}. */
    public String version() {
        return version;
    }

    /** The number of the version, such as 66. */
    public int versionNumber() {
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    public List<String> path() {
        return path;
    }

    /** The segment at {@code index}, from 0, after the version. */
    public String segment(int index) {
        return path.get(index);
    }

    public Parameters parameters() {
        return parameters;
    }

    /** The value of the parameter {@code name}; the empty string if it is missing. */
    public String parameter(String name) {
        return parameters.value(name);
    }

    /** The value of the header {@code name}, in any case; the empty string if it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public byte[] body() {
        return body;
    }

    /**
     * The decoded segments of {@code rawPath} without empty ones: Salesforce takes {@code //services/data/}, as clients
     * send it whose instance URL ends with a slash. Throws {@link IllegalArgumentException} for an invalid
     * percent-encoding.
     */
    public static List<String> segments(String rawPath) {
        return Stream.of(rawPath.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(ApiRequest::decoded)
                .toList();
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + version;
    }
}
