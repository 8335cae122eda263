package io.weir.adapter.in.http.contract;

import com.networknt.schema.SpecificationVersion;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * A caller's schema with what its references point to. A schema is used only if each of them stays inside it, or points
 * to the schema of its draft, and none leads back to its own start without going deeper into the value, which would
 * never end.
 */
final class SchemaDocument {
    private static final String NOWHERE = "weir:expected-schema";

    /** How many schemas may apply to one and the same value, each counted as often as it is applied. */
    private static final long MAX_APPLIED = 20_000;

    private static final int MAX_CHAIN = 100;
    private static final int MAX_SCHEMAS = 5_000;

    private final String idKeyword;

    /** The URI of the draft's own schema, which the library has at hand. */
    private final String metaSchema;

    private final Map<String, JsonNode> resources = new HashMap<>();
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private final IdentityHashMap<JsonNode, URI> bases = new IdentityHashMap<>();
    private final List<JsonNode> schemas = new ArrayList<>();

    private SchemaDocument(SpecificationVersion draft) {
        this.idKeyword = draft == SpecificationVersion.DRAFT_4 ? "id" : "$id";
        this.metaSchema = withoutFragment(URI.create(draft.getDialectId())).toString();
    }

    /**
     * Every schema in the document {@code root}, which keeps to {@code draft}, the root first; {@link RequestRefused}
     * for references that are not usable.
     */
    static List<JsonNode> checkedSchemas(JsonNode root, SpecificationVersion draft) {
        var document = new SchemaDocument(draft);
        document.collect(root, URI.create(NOWHERE));
        document.resources.putIfAbsent(NOWHERE, root);
        var applied = new IdentityHashMap<JsonNode, Long>();
        // by index: what a reference points to may be a schema that only then becomes one
        for (int i = 0; i < document.schemas.size(); i++) {
            document.applied(document.schemas.get(i), applied, 0);
        }
        return document.schemas;
    }

    private void collect(JsonNode schema, URI base) {
        WorkerPool.checkpoint();
        if (bases.containsKey(schema)) {
            return;
        }
        URI own = base;
        String id = schema.path(idKeyword).isString() ? schema.path(idKeyword).asString() : "";
        if (id.startsWith("#")) {
            anchors.put(base + id, schema);
        } else if (!id.isEmpty()) {
            own = withoutFragment(resolved(base, id));
            resources.put(own.toString(), schema);
        }
        if (bases.isEmpty()) {
            resources.put(own.toString(), schema);
        }
        for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
            if (schema.path(keyword).isString()) {
                anchors.put(own + "#" + schema.path(keyword).asString(), schema);
            }
        }
        bases.put(schema, own);
        schemas.add(schema);
        if (schemas.size() > MAX_SCHEMAS) {
            throw refused("it has more than %d schemas in it".formatted(MAX_SCHEMAS));
        }
        for (var inner : SchemaKeywords.inner(schema)) {
            collect(inner.schema(), own);
        }
    }

    /** How many schemas apply to a value once {@code schema} does. */
    private long applied(JsonNode schema, IdentityHashMap<JsonNode, Long> known, int chain) {
        WorkerPool.checkpoint();
        var before = known.putIfAbsent(schema, -1L);
        if (before != null) {
            if (before < 0) {
                throw refused("a reference leads back to its own start without going deeper into the value");
            }
            return before;
        }
        if (chain > MAX_CHAIN) {
            throw refused("more than %d schemas follow each other on one value".formatted(MAX_CHAIN));
        }
        long applied = 1;
        for (var inner : SchemaKeywords.inner(schema)) {
            if (inner.sameValue()) {
                applied += applied(inner.schema(), known, chain + 1);
            }
        }
        for (String keyword : SchemaKeywords.REFERENCES) {
            if (schema.path(keyword).isString()) {
                applied += applied(target(schema, schema.path(keyword).asString()), known, chain + 1);
            }
        }
        if (applied > MAX_APPLIED) {
            throw refused("more than %d schemas would apply to one value".formatted(MAX_APPLIED));
        }
        known.put(schema, applied);
        return applied;
    }

    private JsonNode target(JsonNode schema, String reference) {
        var base = bases.getOrDefault(schema, URI.create(NOWHERE));
        URI uri = reference.startsWith("#") ? base : withoutFragment(resolved(base, reference));
        int hash = reference.indexOf('#');
        String fragment = hash < 0
                ? ""
                : URLDecoder.decode(reference.substring(hash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        var resource = resources.get(uri.toString());
        if (resource == null && uri.toString().equals(metaSchema)) {
            return BooleanNode.TRUE;
        }
        if (resource == null) {
            throw refused("a reference points outside the schema, and nothing is ever fetched");
        }
        var target = fragment.isEmpty() || fragment.startsWith("/")
                ? resource.at(JsonPointer.compile(fragment))
                : anchors.get(uri + "#" + fragment);
        if (target == null || !(target.isObject() || target.isBoolean())) {
            throw refused("a reference points to nothing in the schema");
        }
        collect(target, uri);
        return target;
    }

    private static URI resolved(URI base, String reference) {
        try {
            return base.isOpaque() ? new URI(reference) : base.resolve(new URI(reference));
        } catch (URISyntaxException notAReference) {
            throw refused("an id or a reference is not a URI");
        }
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? uri : URI.create(text.substring(0, hash));
    }

    private static RequestRefused refused(String why) {
        return new RequestRefused(ErrorCode.INVALID_SCHEMA, "/expected_schema: " + why);
    }
}
