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
import java.util.ArrayList;
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
    private final SchemaRegistry metaSchemas = registry();
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
            String idKeyword = version == SpecificationVersion.DRAFT_4 ? "id" : "$id";
            NullableSchemas.rewrite(SchemaDocument.checkedSchemas(root, idKeyword));
            var schemas = SchemaDocument.checkedSchemas(root, idKeyword);
            schemas.forEach(schema -> refusePatterns(schema));
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

    private static void refusePatterns(JsonNode schema) {
        var patterns = new ArrayList<String>();
        if (schema.path("pattern").isString()) {
            patterns.add(schema.path("pattern").asString());
        }
        patterns.addAll(schema.path("patternProperties").propertyNames());
        for (String pattern : patterns) {
            try {
                LinearPattern.of(pattern);
            } catch (IllegalArgumentException unusable) {
                throw refused(String.valueOf(unusable.getMessage()));
            }
        }
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
        return SchemaRegistry.withDefaultDialect(version, builder -> configured(builder));
    }

    private static SchemaRegistry registry() {
        return registry(SpecificationVersion.DRAFT_2020_12);
    }

    private static void configured(SchemaRegistry.Builder builder) {
        builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .regularExpressionFactory(LinearPattern::of)
                        .build())
                .schemaLoader(loader -> loader.allow(JsonSchemaContracts::isBundled));
    }

    private static boolean isBundled(AbsoluteIri iri) {
        return BUNDLED.stream().anyMatch(iri.toString()::startsWith);
    }

    private static RequestRefused refused(String why) {
        return new RequestRefused(ErrorCode.INVALID_SCHEMA, "/expected_schema: " + why);
    }
}
