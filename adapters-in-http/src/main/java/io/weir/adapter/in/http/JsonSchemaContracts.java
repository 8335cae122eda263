package io.weir.adapter.in.http;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.weir.domain.action.AnswerContract;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes contracts of the JSON Schemas that callers send. A schema is checked and compiled once and kept by its text, the
 * {@value #CAPACITY} most recently used ones; nothing it names is ever fetched.
 *
 * <p>Thread-safe.
 */
final class JsonSchemaContracts {
    static final int CAPACITY = 256;
    static final int MAX_SCHEMA = 64 * 1024;

    /** Each draft by its name without scheme and fragment, which callers write in different ways. */
    private static final Map<String, SpecificationVersion> DRAFTS = Arrays.stream(SpecificationVersion.values())
            .collect(Collectors.toUnmodifiableMap(draft -> canonical(draft.getDialectId()), Function.identity()));

    private static final List<String> BUNDLED =
            List.of("http://json-schema.org/draft-0", "https://json-schema.org/draft/20");

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Knows no formats: patterns and references are checked by what can say what is wrong with them. */
    private final SchemaRegistry metaSchemas = registry(SpecificationVersion.DRAFT_2020_12, false);

    private final Map<String, AnswerContract> byText = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AnswerContract> eldest) {
            return size() > CAPACITY;
        }
    };

    /** The contract that {@code schema}, a JSON text, describes; {@link RequestRefused} for a schema that is not usable. */
    AnswerContract contractOf(String schema) {
        var known = known(schema);
        if (known != null) {
            return known;
        }
        var compiled = compiled(schema);
        synchronized (byText) {
            byText.put(schema, compiled);
        }
        return compiled;
    }

    private @Nullable AnswerContract known(String schema) {
        synchronized (byText) {
            return byText.get(schema);
        }
    }

    private AnswerContract compiled(String text) {
        if (text.length() > MAX_SCHEMA) {
            throw refused("a schema has at most %d characters".formatted(MAX_SCHEMA));
        }
        try {
            var root = mapper.readTree(text);
            var version = version(root);
            refuseViolations(root, version);
            var written = SchemaDocument.checkedSchemas(root, version);
            written.forEach(schema -> refusePatterns(schema, root));
            NullableSchemas.rewrite(written);
            var schemas = SchemaDocument.checkedSchemas(root, version);
            refuseOtherDialects(schemas, root);
            if (root instanceof ObjectNode object) {
                object.put("$schema", version.getDialectId());
            }
            Schema schema = registry(version).getSchema(SchemaLocation.of("weir:expected-schema"), root);
            schema.initializeValidators();
            return new JsonSchemaContract(schema);
        } catch (RequestRefused refused) {
            throw refused;
        } catch (RuntimeException unusable) {
            // the library meets odd schemas with any exception, Jackson's for a minLength of 1e400 among them
            throw refused("it cannot be compiled");
        }
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
                    .map(JsonSchemaContracts::told)
                    .collect(Collectors.joining("; ", "not a JSON Schema: ", "")));
        }
    }

    private static String told(Error error) {
        return "%s: %s".formatted(error.getInstanceLocation(), error.getKeyword());
    }

    private static void refusePatterns(JsonNode schema, JsonNode root) {
        if (schema.path("pattern").isString()) {
            refusePattern(schema.get("pattern"), schema.get("pattern").asString(), root);
        }
        for (String pattern : schema.path("patternProperties").propertyNames()) {
            refusePattern(schema.get("patternProperties"), pattern, root);
        }
    }

    private static void refusePattern(JsonNode keyword, String pattern, JsonNode root) {
        try {
            LinearPattern.of(pattern);
        } catch (IllegalArgumentException unusable) {
            throw refused(
                    "the pattern at %s: %s".formatted(place(keyword, root, JsonPlace.ROOT), unusable.getMessage()));
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
            throw refused("one schema, one draft: $schema stands at the top only");
        }
    }

    /** A registry of its own for each schema: the library keeps schemas by their id, which two callers may both use. */
    private static SchemaRegistry registry(SpecificationVersion version) {
        // null leaves it to the draft whether formats are checked
        return registry(version, null);
    }

    private static SchemaRegistry registry(SpecificationVersion version, @Nullable Boolean formats) {
        var config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(LinearPattern::of)
                .formatAssertionsEnabled(formats)
                .build();
        return SchemaRegistry.withDefaultDialect(
                version,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.allow(JsonSchemaContracts::isBundled)));
    }

    private static boolean isBundled(AbsoluteIri iri) {
        return BUNDLED.stream().anyMatch(iri.toString()::startsWith);
    }

    private static RequestRefused refused(String why) {
        return new RequestRefused(ErrorCode.INVALID_SCHEMA, "/expected_schema: " + why);
    }
}
