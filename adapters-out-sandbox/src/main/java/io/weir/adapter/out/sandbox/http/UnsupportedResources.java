package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources that Salesforce has and the sandbox does not: status 501 instead of 404, so that tests notice. */
final class UnsupportedResources {
    private static final Set<String> BRANCHES = Set.of(
            "actions",
            "analytics",
            "appMenu",
            "async",
            "async-queries",
            "chatter",
            "commerce",
            "compactLayouts",
            "connect",
            "consent",
            "dedupe",
            "einstein",
            "event",
            "flow",
            "folders",
            "graphql",
            "knowledgeManagement",
            "licensing",
            "metadata",
            "process",
            "quickActions",
            "sfdx",
            "smartdatadiscovery",
            "support",
            "tabs",
            "theme",
            "tooling",
            "wave");
    private static final Set<String> OF_AN_OBJECT =
            Set.of("defaultValues", "eventSeriesUpdates", "listviews", "quickActions", "relevantItems");
    private static final Set<String> OF_A_DESCRIPTION =
            Set.of("approvalLayouts", "compactLayouts", "layouts", "namedLayouts");

    private UnsupportedResources() {}

    /** The refusal if the sandbox lacks the resource at {@code path}, the segments after the version. */
    static Optional<Reply> reply(List<String> path) {
        return lacks(path) ? Optional.of(refusal("/" + String.join("/", shown(path)))) : Optional.empty();
    }

    static Reply refusal(String resource) {
        return Reply.error(501, "NOT_SUPPORTED", "the sandbox does not support " + resource);
    }

    private static boolean lacks(List<String> path) {
        return switch (segment(path, 0)) {
            case "jobs" ->
                (path.size() > 1 && !segment(path, 1).equals("query"))
                        || segment(path, 3).equals("resultPages");
            case "search" -> path.size() > 1;
            case "sobjects" ->
                OF_AN_OBJECT.contains(segment(path, 2))
                        || (segment(path, 2).equals("describe") && OF_A_DESCRIPTION.contains(segment(path, 3)));
            default -> BRANCHES.contains(segment(path, 0));
        };
    }

    /** The part of the path that names a resource of Salesforce, without what a client chose. */
    private static List<String> shown(List<String> path) {
        return switch (path.getFirst()) {
            case "sobjects" ->
                segment(path, 2).equals("describe")
                        ? List.of("sobjects", "{object}", "describe", segment(path, 3))
                        : List.of("sobjects", "{object}", segment(path, 2));
            case "jobs" ->
                segment(path, 1).equals("query")
                        ? List.of("jobs", "query", "{id}", "resultPages")
                        : List.of("jobs", "ingest");
            case "search" -> List.of("search", "{resource}");
            default -> path.subList(0, 1);
        };
    }

    private static String segment(List<String> path, int index) {
        return index < path.size() ? path.get(index) : "";
    }
}
