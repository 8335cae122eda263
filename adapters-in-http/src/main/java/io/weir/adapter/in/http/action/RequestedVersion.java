package io.weir.adapter.in.http.action;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.port.ActionCatalog;
import java.util.ArrayList;
import java.util.List;

/**
 * The version of a data action that a request asks for, in its URL or in a header.
 *
 * @param written the parameter and the header, as far as the request has them
 */
public record RequestedVersion(List<String> written) {
    /** The parameter of the URL. */
    public static final String PARAMETER = "version";

    public static final HeaderName HEADER = HeaderNames.create("X-Action-Version");

    /** The version that answers. */
    public sealed interface Found {
        record Served(DataAction action) implements Found {}

        /** The error says which versions are served. */
        record NotServed(ErrorAnswer error) implements Found {}
    }

    public RequestedVersion {
        written = List.copyOf(written);
    }

    /** What {@code request} asks for, unchecked: {@link #of(ActionCatalog, DataAction)} checks it. */
    public static RequestedVersion of(ServerRequest request) {
        var written = new ArrayList<String>();
        var query = request.query();
        if (!query.isEmpty() && query.contains(PARAMETER)) {
            written.addAll(query.all(PARAMETER));
        }
        if (request.headers().contains(HEADER)) {
            written.addAll(request.headers().get(HEADER).allValues());
        }
        return new RequestedVersion(written);
    }

    /** The version of {@code newest} in {@code catalog} that is asked for: {@code newest} if none is. */
    public Found of(ActionCatalog catalog, DataAction newest) {
        var versions = written.stream().map(String::strip).distinct().toList();
        if (versions.isEmpty()) {
            return new Found.Served(newest);
        }
        if (versions.size() > 1) {
            return invalid("the URL and X-Action-Version ask for different versions; send one of them");
        }
        String version = versions.getFirst();
        if (!isVersion(version)) {
            return invalid("a version is a whole number from 1");
        }
        return catalog.version(new ActionVersion(newest.name(), Integer.parseInt(version)))
                .<Found>map(Found.Served::new)
                .orElseGet(() -> new Found.NotServed(unknown(catalog, newest)));
    }

    /** The same; throws {@link RequestRefused} for a version that is not served. */
    public DataAction in(ActionCatalog catalog, DataAction newest) {
        return switch (of(catalog, newest)) {
            case Found.Served(var action) -> action;
            case Found.NotServed(var error) -> throw new RequestRefused(error);
        };
    }

    private static Found invalid(String detail) {
        return new Found.NotServed(ErrorAnswer.of(ErrorCode.INVALID_PARAMETER, detail));
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
        return !text.isEmpty()
                && text.length() <= 9
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
