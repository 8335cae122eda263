package io.weir.adapter.in.http.action;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ActionCatalog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The version of a data action that a request asks for, in its URL or in a header.
 *
 * @param parameters the values of the parameter of the URL; none if the request does not have it
 * @param headers the values of the header
 */
public record RequestedVersion(List<String> parameters, List<String> headers) {
    /** The parameter of the URL. */
    public static final String PARAMETER = "version";

    public static final HeaderName HEADER = HeaderNames.create("X-Action-Version");

    /** What errors call the parameter. */
    private static final String IN_URL = "?" + PARAMETER;

    private static final String IN_HEADER = HEADER.defaultCase();

    /** More digits than any version has. */
    private static final int LONGEST = 9;

    /** The version that answers. */
    public sealed interface Found {
        record Served(DataAction action) implements Found {}

        /** The error says which versions are served. */
        record NotServed(ErrorAnswer error) implements Found {}
    }

    public RequestedVersion {
        parameters = List.copyOf(parameters);
        headers = List.copyOf(headers);
    }

    /** What {@code request} asks for, unchecked: {@link #of(ActionCatalog, DataAction)} checks it. */
    public static RequestedVersion of(ServerRequest request) {
        var query = request.query();
        boolean inUrl = !query.isEmpty() && query.contains(PARAMETER);
        boolean inHeader = request.headers().contains(HEADER);
        return new RequestedVersion(
                inUrl ? query.all(PARAMETER) : List.of(),
                inHeader ? request.headers().get(HEADER).allValues() : List.of());
    }

    /** The version of {@code newest} in {@code catalog} that is asked for: {@code newest} if none is. */
    public Found of(ActionCatalog catalog, DataAction newest) {
        if (parameters.isEmpty() && headers.isEmpty()) {
            return new Found.Served(newest);
        }
        var error = error(parameters, IN_URL).or(() -> error(headers, IN_HEADER));
        if (error.isPresent()) {
            return new Found.NotServed(ErrorAnswer.of(ErrorCode.INVALID_PARAMETER, error.get()));
        }
        var versions = Stream.concat(parameters.stream(), headers.stream())
                .map(String::strip)
                .distinct()
                .toList();
        return switch (versions.size()) {
            case 0 -> new Found.Served(newest);
            case 1 ->
                served(versions.getFirst(), newest.name(), catalog)
                        .<Found>map(Found.Served::new)
                        .orElseGet(() -> new Found.NotServed(unknown(catalog, newest)));
            default ->
                new Found.NotServed(ErrorAnswer.of(
                        ErrorCode.INVALID_PARAMETER,
                        "%s and %s ask for different versions; send one of them".formatted(IN_URL, IN_HEADER)));
        };
    }

    /** What is wrong with the {@code values} of what errors call {@code name}; empty if nothing is. */
    private static Optional<String> error(List<String> values, String name) {
        if (values.size() > 1) {
            return Optional.of("%s is sent %d times; send it once".formatted(name, values.size()));
        }
        return values.stream()
                .map(String::strip)
                .filter(value -> !isVersion(value))
                .map(value -> value.isEmpty()
                        ? "%s is blank; send a version such as 1, or leave it out for the newest".formatted(name)
                        : "%s is no version; a version is a whole number from 1, without zeros in front"
                                .formatted(name))
                .findFirst();
    }

    private static Optional<DataAction> served(String version, ActionName name, ActionCatalog catalog) {
        return version.length() > LONGEST
                ? Optional.empty()
                : catalog.version(new ActionVersion(name, Integer.parseInt(version)));
    }

    /** The same; throws {@link RequestRefused} for a version that is not served. */
    public DataAction in(ActionCatalog catalog, DataAction newest) {
        return switch (of(catalog, newest)) {
            case Found.Served(var action) -> action;
            case Found.NotServed(var error) -> throw new RequestRefused(error);
        };
    }

    private static ErrorAnswer unknown(ActionCatalog catalog, DataAction newest) {
        var served = catalog.versions(newest.name()).stream()
                .map(action -> String.valueOf(action.version()))
                .toList();
        return ErrorAnswer.of(
                ErrorCode.UNKNOWN_ACTION,
                served.size() == 1
                        ? "%s has version %s only".formatted(newest.name(), served.getFirst())
                        : "%s has no such version; it has %s".formatted(newest.name(), String.join(", ", served)));
    }

    private static boolean isVersion(String text) {
        return !text.isEmpty() && text.charAt(0) != '0' && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
