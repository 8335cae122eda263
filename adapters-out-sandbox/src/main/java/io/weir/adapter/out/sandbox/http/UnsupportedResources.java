package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.statement.StandardNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The resources that Salesforce has and the sandbox does not: status 501 instead of 404, so that tests notice.
 * docs/sandbox.md lists them.
 */
final class UnsupportedResources {
    /** Below the version, with everything below them. A segment in braces stands for any. */
    private static final List<Resource> OF_THE_API = resources(
            "actions",
            "analytics",
            "appMenu",
            "asset-management",
            "async-queries",
            "chatter",
            "commerce",
            "compactLayouts",
            "composite/graph",
            "connect",
            "consent",
            "contactTracing",
            "dedupe",
            "domino",
            "eclair",
            "einstein",
            "emailConnect",
            "event",
            "fingerprint",
            "flow",
            "folders",
            "graphql",
            "iot",
            "jobs/ingest",
            "jobs/query/{job}/resultPages",
            "jsonxform",
            "knowledgeManagement",
            "licensing",
            "limits/recordCount",
            "localizedvalue",
            "match",
            "metadata",
            "mobile",
            "nouns",
            "payments",
            "process",
            "quickActions",
            "scheduling",
            "search/layout",
            "search/scopeOrder",
            "search/suggestions",
            "search/suggestSearchQueries",
            "search/suggestTitleMatches",
            "serviceTemplates",
            "sfdx",
            "smartdatadiscovery",
            "sobjects/Event/{id}/fromThisEventOnwards",
            "sobjects/relevantItems",
            "sobjects/User/{id}/password",
            "sobjects/{object}/defaultValues",
            "sobjects/{object}/describe/approvalLayouts",
            "sobjects/{object}/describe/compactLayouts",
            "sobjects/{object}/describe/layouts",
            "sobjects/{object}/describe/namedLayouts",
            "sobjects/{object}/eventSeriesUpdates",
            "sobjects/{object}/listviews",
            "sobjects/{object}/quickActions",
            "sobjects/{object}/{id}/richTextImageFields",
            "support",
            "tabs",
            "theme",
            "tooling",
            "ui-api/actions",
            "ui-api/apps",
            "ui-api/duplicates",
            "ui-api/favorites",
            "ui-api/layout",
            "ui-api/list-info",
            "ui-api/list-object-info",
            "ui-api/list-preferences",
            "ui-api/list-records",
            "ui-api/list-ui",
            "ui-api/lookups",
            "ui-api/mru-list-info",
            "ui-api/mru-list-records",
            "ui-api/mru-list-ui",
            "ui-api/nav-items",
            "ui-api/object-info/batch",
            "ui-api/object-info/{object}/picklist-values",
            "ui-api/predupe",
            "ui-api/record-avatars",
            "ui-api/record-defaults",
            "ui-api/record-ui",
            "ui-api/records/batch",
            "ui-api/related-list-count",
            "ui-api/related-list-info",
            "ui-api/related-list-preferences",
            "ui-api/related-list-records",
            "ui-api/search-info",
            "ui-api/session",
            "ui-api/themes",
            "wave");

    /** Other paths, with everything below them. */
    private static final List<Resource> OTHERS = resources(
            ".well-known",
            "cometd",
            "id/keys",
            "services/apexrest",
            "services/async",
            "services/auth",
            "services/oauth2/authorize",
            "services/oauth2/introspect",
            "services/oauth2/register",
            "services/oauth2/singleaccess",
            "services/wsdl");

    private UnsupportedResources() {}

    private record Resource(String path, List<String> segments) {}

    private static List<Resource> resources(String... paths) {
        return Stream.of(paths)
                .map(path -> new Resource(path, List.of(path.split("/", -1))))
                .toList();
    }

    /** All of them, as docs/sandbox.md lists them. */
    static Stream<String> all() {
        return Stream.concat(
                OF_THE_API.stream().map(Resource::path), OTHERS.stream().map(resource -> "/" + resource.path()));
    }

    /**
     * The refusal if the sandbox lacks the resource at {@code path}, the segments after the version. Unknown objects have
     * no resources.
     */
    static Optional<Reply> ofTheApi(List<String> path, Predicate<String> knownObject) {
        return refusal(OF_THE_API, path, knownObject)
                .or(() -> object(path)
                        .filter(knownObject.negate())
                        .flatMap(StandardNames::missingObject)
                        .map(UnsupportedResources::refusal));
    }

    /** The object in {@code sobjects/{object}}, {@code composite/sobjects/{object}} and {@code composite/tree/{object}}. */
    private static Optional<String> object(List<String> path) {
        int start = path.getFirst().equals("composite") ? 1 : 0;
        return path.size() >= start + 2
                        && (path.get(start).equals("sobjects")
                                || path.get(start).equals("tree"))
                ? Optional.of(path.get(start + 1))
                : Optional.empty();
    }

    /** The refusal if the sandbox lacks the resource at {@code path}, the segments of a path outside the API. */
    static Optional<Reply> other(List<String> path) {
        return refusal(OTHERS, path, _ -> true);
    }

    private static Optional<Reply> refusal(List<Resource> resources, List<String> path, Predicate<String> knownObject) {
        return resources.stream()
                .filter(resource -> begins(path, resource.segments(), knownObject))
                .findFirst()
                .map(resource -> refusal("/" + resource.path()));
    }

    private static Reply refusal(String missing) {
        return Reply.error(501, "NOT_SUPPORTED", "the sandbox does not support " + missing);
    }

    private static boolean begins(List<String> path, List<String> resource, Predicate<String> knownObject) {
        return path.size() >= resource.size()
                && IntStream.range(0, resource.size()).allMatch(i -> switch (resource.get(i)) {
                    case "{object}" -> knownObject.test(path.get(i));
                    case "{id}", "{job}" -> true;
                    case String fixed -> fixed.equals(path.get(i));
                });
    }
}
