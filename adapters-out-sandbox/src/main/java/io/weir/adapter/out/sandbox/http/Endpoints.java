package io.weir.adapter.out.sandbox.http;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.out.sandbox.login.Identity;
import io.weir.adapter.out.sandbox.login.TokenEndpoint;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.net.URI;
import java.util.List;

/** The paths that an org answers: logins, the API, the identity of the user. */
final class Endpoints {
    private Endpoints() {}

    /**
     * Answers a request.
     *
     * @param baseUri the base URI by which its sender knows the server
     */
    static Reply reply(OrgState org, ServerRequest request, List<String> path, Parameters parameters, URI baseUri) {
        if (startsWith(path, "services", "data")) {
            return org.data().reply(request, path.subList(2, path.size()), parameters);
        }
        var unsupported = UnsupportedResources.other(path);
        if (unsupported.isPresent()) {
            return unsupported.get();
        }
        if (startsWith(path, "services", "oauth2") && path.size() == 3) {
            return oauth(org, request, path.getLast(), parameters, baseUri);
        }
        if (isSoap(path)) {
            return RequestReader.isPost(request)
                    ? org.soapLogin().reply(RequestReader.body(request), path, baseUri)
                    : Reply.methodNotAllowed("POST", RequestReader.method(request));
        }
        if (startsWith(path, "id")) {
            return org.data().authenticated(request) ? org.identity().reply(path, baseUri) : withoutSession(request);
        }
        return Reply.notFound();
    }

    private static Reply oauth(
            OrgState org, ServerRequest request, String endpoint, Parameters parameters, URI baseUri) {
        return switch (endpoint) {
            case "token" ->
                RequestReader.isPost(request)
                        ? org.tokens().token(parameters, RequestReader.header(request, "Authorization"), baseUri)
                        : TokenEndpoint.postRequired();
            case "revoke" -> org.tokens().revoke(parameters);
            case "userinfo" ->
                org.data().authenticated(request) ? org.identity().userInfo(baseUri) : withoutSession(request);
            default -> Reply.notFound();
        };
    }

    private static Reply withoutSession(ServerRequest request) {
        return Identity.unauthenticated(RequestReader.header(request, "Authorization"));
    }

    /** The form of an OAuth request; empty for all other requests. */
    static String form(ServerRequest request, List<String> path) {
        return isForm(request, path) ? RequestReader.form(request) : "";
    }

    static boolean isForm(ServerRequest request, List<String> path) {
        return RequestReader.isPost(request) && startsWith(path, "services", "oauth2");
    }

    static boolean isSoap(List<String> path) {
        return startsWith(path, "services", "Soap");
    }

    static boolean startsWith(List<String> path, String... segments) {
        return path.size() >= segments.length
                && path.subList(0, segments.length).equals(List.of(segments));
    }
}
