package io.weir.adapter.out.sandbox.route;

import io.weir.adapter.out.sandbox.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The resources of the API, by method and path. Of several paths that match, the one added first counts. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Replies to the requests of one route. */
    public interface Resource {
        Reply reply(ApiRequest request);
    }

    private record Route(String method, List<String> template, Resource resource) {
        boolean matches(List<String> path) {
            if (path.size() != template.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!template.get(i).startsWith("{") && !template.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Adds a route.
     *
     * @param path the segments after the version; one in braces, such as {@code {object}}, stands for any
     */
    public Routes add(String method, String path, Resource resource) {
        routes.add(new Route(method, List.of(path.split("/", -1)), resource));
        return this;
    }

    /** The first segments of all paths. */
    public List<String> names() {
        return routes.stream()
                .map(route -> route.template().getFirst())
                .distinct()
                .sorted()
                .toList();
    }

    public Reply reply(ApiRequest request) {
        var template = routes.stream()
                .filter(route -> route.matches(request.path()))
                .findFirst()
                .map(Route::template);
        if (template.isEmpty()) {
            return Reply.notFound();
        }
        var methods = routes.stream()
                .filter(route -> route.template().equals(template.get()))
                .toList();
        return methods.stream()
                .filter(route -> route.method().equals(request.method()))
                .findFirst()
                .map(route -> route.resource().reply(request))
                .orElseGet(() -> Reply.methodNotAllowed(
                        methods.stream().map(Route::method).collect(Collectors.joining(",")), request.method()));
    }
}
