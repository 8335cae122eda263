package io.weir.adapter.in.http.contract;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.domain.answer.Answer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever schema comes, it is refused or it judges; nothing else happens. */
final class AnySchemaTest {
    private static final Answer ANSWER =
            new Answer(List.of(row("a", "x", "b", 1L, "c", null, "d", row("a", true))), 1, false);

    private final JsonSchemaContracts contracts = new JsonSchemaContracts();

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void refusesOrJudges(@ForAll("schemas") String schema) {
        try {
            contracts
                    .contractOf(schema)
                    .violations(ANSWER)
                    .forEach(violation -> assertThat(violation.rule()).isNotEmpty());
        } catch (RequestRefused refused) {
            assertThat(refused.answer().code()).isEqualTo(ErrorCode.INVALID_SCHEMA);
        }
    }

    @Provide
    Arbitrary<String> schemas() {
        return Combinators.combine(
                        Arbitraries.of(
                                "",
                                "http://json-schema.org/draft-04/schema#",
                                "http://json-schema.org/draft-07/schema#"),
                        schema(3))
                .as((draft, schema) -> draft.isEmpty() || schema.equals("{}")
                        ? schema
                        : "{\"$schema\":\"%s\",%s".formatted(draft, schema.substring(1)));
    }

    private static Arbitrary<String> schema(int depth) {
        var keyword = Arbitraries.of(
                "$id",
                "$ref",
                "$dynamicRef",
                "$recursiveRef",
                "$anchor",
                "$dynamicAnchor",
                "$defs",
                "definitions",
                "type",
                "enum",
                "const",
                "multipleOf",
                "maximum",
                "minLength",
                "maxLength",
                "pattern",
                "format",
                "items",
                "prefixItems",
                "additionalItems",
                "contains",
                "minContains",
                "uniqueItems",
                "required",
                "properties",
                "patternProperties",
                "additionalProperties",
                "dependentRequired",
                "dependentSchemas",
                "dependencies",
                "propertyNames",
                "allOf",
                "anyOf",
                "oneOf",
                "not",
                "if",
                "then",
                "unevaluatedProperties",
                "unevaluatedItems",
                "contentSchema",
                "nullable",
                "id",
                "discriminator",
                "readOnly",
                "$vocabulary");
        var plain = Arbitraries.of(
                "true",
                "false",
                "null",
                "0",
                "-1",
                "1.5",
                "1e400",
                "\"\"",
                "\"#\"",
                "\"#/$defs/a\"",
                "\"a\"",
                "\"^a+$\"",
                "\"(?=x)\"",
                "\"string\"",
                "\"object\"",
                "\"http://127.0.0.1:1/x\"",
                "\"urn:x\"",
                "[]",
                "[\"a\",\"b\"]",
                "[1]",
                "{}",
                "{\"a\":[\"b\"]}",
                "{\"a\":\"b\"}");
        Arbitrary<String> value = plain;
        if (depth > 0) {
            var inner = schema(depth - 1);
            value = Arbitraries.oneOf(
                    plain,
                    inner,
                    inner.map("{\"records\":%s}"::formatted),
                    inner.map("{\"a\":%s,\"b\":true}"::formatted),
                    inner.map("[%s]"::formatted));
        }
        return Combinators.combine(keyword, value)
                .as("\"%s\":%s"::formatted)
                .list()
                .ofMaxSize(3)
                .map(members -> "{" + String.join(",", members) + "}");
    }
}
