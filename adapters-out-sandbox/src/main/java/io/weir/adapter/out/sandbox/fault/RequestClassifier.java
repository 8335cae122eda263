package io.weir.adapter.out.sandbox.fault;

import io.weir.adapter.out.sandbox.fault.Fault.RequestKind;
import java.util.List;
import java.util.Set;

/** Finds the kind of a request, which faults may be limited to. */
public final class RequestClassifier {
    private static final int VERSION = 2;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private RequestClassifier() {}

    /**
     * The kind of a request.
     *
     * @param path the segments of the path, below {@code /services/data} or {@code /services/oauth2}
     */
    public static RequestKind kind(String method, List<String> path) {
        if (path.get(1).equals("oauth2")) {
            return RequestKind.LOGIN;
        }
        if (path.size() <= VERSION + 1) {
            return RequestKind.DATA;
        }
        var resource = path.subList(VERSION + 1, path.size());
        boolean reads = READING.contains(method);
        return switch (resource.getFirst()) {
            case "query", "queryAll" -> resource.size() == 2 ? RequestKind.PAGE : RequestKind.QUERY;
            case "search", "parameterizedSearch" -> RequestKind.SEARCH;
            case "composite" -> RequestKind.COMPOSITE;
            case "jobs" -> RequestKind.BULK;
            case "ui-api" -> reads ? RequestKind.RECORD : RequestKind.WRITE;
            case "sobjects" -> reads ? reading(resource) : RequestKind.WRITE;
            default -> RequestKind.DATA;
        };
    }

    private static RequestKind reading(List<String> resource) {
        boolean describes = resource.size() <= 2 || resource.get(2).equals("describe");
        return describes ? RequestKind.DESCRIBE : RequestKind.RECORD;
    }
}
