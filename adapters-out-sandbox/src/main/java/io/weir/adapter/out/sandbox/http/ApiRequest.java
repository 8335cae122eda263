package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request below {@code /services/data}, from a client or as a subrequest of a composite. {@code toString} shows no
 * values.
 */
final class ApiRequest {
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
    ApiRequest(
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

    String method() {
        return method;
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /** The path segment of the version, such as {@code v66.0}. */
    String version() {
        return version;
    }

    /** The number of the version, such as 66. */
    int versionNumber() {
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    List<String> path() {
        return path;
    }

    /** The segment at {@code index}, from 0, after the version. */
    String segment(int index) {
        return path.get(index);
    }

    Parameters parameters() {
        return parameters;
    }

    /** The value of the parameter {@code name}; the empty string if it is missing. */
    String parameter(String name) {
        return parameters.value(name);
    }

    /** The value of the header {@code name}, in any case; the empty string if it is missing. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return method + " " + version;
    }
}
