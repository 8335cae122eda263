package io.weir.adapter.in.http.console;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.exchange.RawPathMatcher;
import io.weir.adapter.in.http.exchange.Replies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's console at {@code /console/}: static files from the class path, which hold no data and no secret. The
 * pages read the admin server's JSON with the operator's key.
 *
 * <p>Only the exact names of existing files are served, so no path leads out of their folder. Thread-safe.
 */
public final class Console implements Handler {
    /** The path of the console, without the slash at its end. */
    public static final String ROOT = "/console";

    private static final String FOLDER = ROOT + "/";
    private static final String START = "index.html";

    /** The names of files that may be served, at most one folder deep. */
    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9-]+/)?[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.(?:html|js|css|svg)");

    /** The files of uPlot, by their names on the console, where they are on the class path. */
    private static final Map<String, String> LIBRARY = Map.of(
            "lib/uPlot.esm.js", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.esm.js",
            "lib/uPlot.min.css", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css");

    private static final List<Header> HEADERS = List.of(
            // browsers keep a file and ask whether it has changed
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache"),
            HeaderValues.create(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                            + " require-trusted-types-for 'script'"),
            HeaderValues.create("Referrer-Policy", "no-referrer"),
            HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
            HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));

    private final Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

    /** Routes the paths of the console. Must come before routes that refuse a path with an empty segment. */
    public void route(HttpRouting.Builder routing) {
        var paths = new RawPathMatcher(this::exists);
        routing.route(HttpRoute.builder()
                        .methods(Method.GET, Method.HEAD)
                        .path(paths)
                        .handler(this)
                        .build())
                .route(HttpRoute.builder()
                        .path(paths)
                        .handler((request, response) ->
                                Replies.send(request, response, ErrorAnswer.wrongMethod("GET, HEAD")))
                        .build());
    }

    /** Whether this request reads an existing file of the console. */
    public boolean serves(Method method, String rawPath) {
        return (method.equals(Method.GET) || method.equals(Method.HEAD)) && exists(rawPath);
    }

    private boolean exists(String rawPath) {
        return rawPath.equals(ROOT) || file(rawPath).isPresent();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        HEADERS.forEach(response::header);
        file(request.path().rawPath())
                .ifPresentOrElse(file -> file.sendTo(request, response), () -> redirect(response));
    }

    /** Relative, so that it also holds behind a proxy that adds a prefix to the path. */
    private static void redirect(ServerResponse response) {
        response.status(Status.FOUND_302)
                .header(HeaderNames.LOCATION, FOLDER.substring(1))
                .send();
    }

    private Optional<ConsoleFile> file(String rawPath) {
        if (!rawPath.startsWith(FOLDER)) {
            return Optional.empty();
        }
        String name = rawPath.equals(FOLDER) ? START : rawPath.substring(FOLDER.length());
        return NAME.matcher(name).matches()
                ? Optional.ofNullable(files.computeIfAbsent(name, Console::read))
                : Optional.empty();
    }

    private static @Nullable ConsoleFile read(String name) {
        try (var in = Console.class.getResourceAsStream(LIBRARY.getOrDefault(name, name))) {
            return in == null ? null : new ConsoleFile(name, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
