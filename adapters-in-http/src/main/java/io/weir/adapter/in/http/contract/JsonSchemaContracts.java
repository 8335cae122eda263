package io.weir.adapter.in.http.contract;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.pattern.LinearPattern;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes contracts of the JSON Schemas that callers send: checks and compiles them, which takes long and much memory,
 * each within bounds. Nothing that a schema names is ever fetched.
 *
 * <p>Thread-safe.
 */
final class JsonSchemaContracts {
    static final int MAX_SCHEMA = 64 * 1024;

    /** How many patterns a schema has. */
    static final int MAX_PATTERNS = 1_000;

    /** How many steps all patterns of a schema have together; four times as many as a single one may have. */
    static final int MAX_PROGRAM = 20_000;

    /** Each draft by its name without scheme and fragment, which callers write in different ways. */
    private static final Map<String, SpecificationVersion> DRAFTS = Arrays.stream(SpecificationVersion.values())
            .collect(Collectors.toUnmodifiableMap(draft -> canonical(draft.getDialectId()), Function.identity()));

    /** Keywords that do not look into a member. */
    private static final Set<String> OF_THE_ROOT = Set.of("$schema", "title", "description", "type", "required");

    private static final List<String> BUNDLED =
            List.of("http://json-schema.org/draft-0", "https://json-schema.org/draft/20");

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Checks no formats. Patterns and references are checked separately, with more specific messages. */
    private final SchemaRegistry metaSchemas = registry(SpecificationVersion.DRAFT_2020_12, Map.of(), false);

    /**
     * The contract that {@code text}, a JSON text, describes; {@link RequestRefused} for a schema that is not usable.
     */
    JsonSchemaContract contractOf(String text) {
        if (text.length() > MAX_SCHEMA) {
            throw refused("a schema has at most %d characters".formatted(MAX_SCHEMA));
        }
        try {
            var root = mapper.readTree(text);
            var version = version(root);
            refuseViolations(root, version);
            var written = SchemaDocument.checkedSchemas(root, version);
            var patterns = patterns(written, root);
            NullableSchemas.rewrite(written);
            var schemas = SchemaDocument.checkedSchemas(root, version);
            refuseOtherDialects(schemas, root);
            if (root instanceof ObjectNode object) {
                object.put("$schema", version.getDialectId());
            }
            WorkerPool.checkpoint();
            Schema schema = registry(version, patterns).getSchema(SchemaLocation.of("weir:expected-schema"), root);
            schema.initializeValidators();
            return new JsonSchemaContract(
                    schema, mayReadRecords(root), SchemaWeight.of(text, root, schemas, patterns.values()));
        } catch (RequestRefused | WorkerPool.Interrupted | OutOfMemoryError end) {
            throw end;
        } catch (RuntimeException | Error unusable) {
            // the library meets odd schemas with anything, Jackson's exception for a minLength of 1e400 among them
            throw refused("it cannot be compiled");
        }
    }

    private static boolean mayReadRecords(JsonNode root) {
        return root.propertyNames().stream().anyMatch(keyword -> !OF_THE_ROOT.contains(keyword));
    }

    private static SpecificationVersion version(JsonNode root) {
        var declared = root.path("$schema");
        if (declared.isMissingNode()) {
            return SpecificationVersion.DRAFT_2020_12;
        }
        var draft = DRAFTS.get(canonical(declared.asString("")));
        if (draft == null) {
            throw refused("$schema names no known draft; known are draft 4, 6, 7, 2019-09 and 2020-12");
        }
        return draft;
    }

    private static String canonical(String dialect) {
        String bare = dialect.endsWith("#") ? dialect.substring(0, dialect.length() - 1) : dialect;
        return bare.startsWith("http://") ? "https://" + bare.substring("http://".length()) : bare;
    }

    /** The library itself compiles a schema like {@code {"type": "nosuch"}} without a word. */
    private void refuseViolations(JsonNode root, SpecificationVersion version) {
        var violations =
                metaSchemas.getSchema(SchemaLocation.of(version.getDialectId())).validate(root);
        if (!violations.isEmpty()) {
            throw refused(violations.stream()
                    .limit(10)
                    .map(JsonSchemaContracts::describe)
                    .collect(Collectors.joining("; ", "not a JSON Schema: ", "")));
        }
    }

    private static String describe(com.networknt.schema.Error error) {
        return "%s: %s".formatted(error.getInstanceLocation(), error.getKeyword());
    }

    /** Every pattern in {@code schemas}, which are in {@code root}, by its source, each compiled once. */
    private static Map<String, LinearPattern> patterns(List<JsonNode> schemas, JsonNode root) {
        var patterns = new HashMap<String, LinearPattern>();
        int count = 0;
        long program = 0;
        for (var schema : schemas) {
            for (var written : patternsOf(schema)) {
                WorkerPool.checkpoint();
                program += patterns.computeIfAbsent(written.source(), _ -> compiled(written, root))
                        .steps();
                count++;
                if (count > MAX_PATTERNS) {
                    throw refused("it has more than %d patterns".formatted(MAX_PATTERNS));
                }
                if (program > MAX_PROGRAM) {
                    throw refused(
                            "its patterns are too large together: their repetitions, written out, come to more than"
                                    + " %d steps".formatted(MAX_PROGRAM));
                }
            }
        }
        return patterns;
    }

    /** A pattern, and the node that has it. */
    private record WrittenPattern(JsonNode node, String source) {}

    private static List<WrittenPattern> patternsOf(JsonNode schema) {
        var patterns = new ArrayList<WrittenPattern>();
        if (schema.path("pattern").isString()) {
            patterns.add(new WrittenPattern(
                    schema.get("pattern"), schema.get("pattern").asString()));
        }
        for (String source : schema.path("patternProperties").propertyNames()) {
            patterns.add(new WrittenPattern(schema.get("patternProperties"), source));
        }
        return patterns;
    }

    private static LinearPattern compiled(WrittenPattern pattern, JsonNode root) {
        try {
            return LinearPattern.of(pattern.source());
        } catch (IllegalArgumentException unusable) {
            throw refused("the pattern at %s: %s"
                    .formatted(place(pattern.node(), root, JsonPlace.ROOT), unusable.getMessage()));
        }
    }

    /** Where {@code sought} is in {@code node}, which is at {@code place}; null if it is not. */
    @SuppressWarnings("ReferenceEquality") // an equal node may be somewhere else, too
    private static @Nullable JsonPlace place(JsonNode sought, JsonNode node, JsonPlace place) {
        if (node == sought) {
            return place;
        }
        for (var member : node.properties()) {
            var found = place(sought, member.getValue(), place.member(member.getKey()));
            if (found != null) {
                return found;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            var found = place(sought, node.get(i), place.element(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static void refuseOtherDialects(List<JsonNode> schemas, JsonNode root) {
        if (schemas.stream()
                .anyMatch(schema ->
                        schema.has("$schema") && !schema.get("$schema").equals(root.get("$schema")))) {
            throw refused("$schema is allowed at the top level only");
        }
    }

    /** A registry of its own for each schema: the library keeps schemas by their id, which two callers may both use. */
    private static SchemaRegistry registry(SpecificationVersion version, Map<String, LinearPattern> patterns) {
        // null leaves it to the draft whether formats are checked
        return registry(version, patterns, null);
    }

    private static SchemaRegistry registry(
            SpecificationVersion version, Map<String, LinearPattern> patterns, @Nullable Boolean formats) {
        return SchemaRegistry.withDialects(
                BoundedFormat.DIALECTS,
                builder -> builder.defaultDialectId(version.getDialectId())
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .regularExpressionFactory(source -> {
                                    var known = patterns.get(source);
                                    return known == null ? LinearPattern.of(source) : known;
                                })
                                .formatAssertionsEnabled(formats)
                                .build())
                        .schemaLoader(loader -> loader.allow(JsonSchemaContracts::isBundled)));
    }

    private static boolean isBundled(AbsoluteIri iri) {
        return BUNDLED.stream().anyMatch(iri.toString()::startsWith);
    }

    private static RequestRefused refused(String why) {
        return new RequestRefused(ErrorCode.INVALID_SCHEMA, "/expected_schema: " + why);
    }
}
