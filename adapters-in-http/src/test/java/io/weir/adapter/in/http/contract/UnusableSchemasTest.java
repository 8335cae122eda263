package io.weir.adapter.in.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpServer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas that are refused, each with the reason. */
final class UnusableSchemasTest {
    static Stream<Arguments> unusable() {
        String doubling = IntStream.range(0, 40)
                .mapToObj(i -> "\"a%d\":{\"allOf\":[{\"$ref\":\"#/$defs/a%d\"},{\"$ref\":\"#/$defs/a%d\"}]}"
                        .formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));
        String chain = IntStream.range(0, 500)
                .mapToObj(i -> "\"a%d\":{\"$ref\":\"#/$defs/a%d\"}".formatted(i, i + 1))
                .collect(Collectors.joining(","));
        return Stream.of(
                arguments("{\"type\":\"nosuch\"}", "not a JSON Schema: /type: "),
                arguments("{\"required\":\"records\"}", "not a JSON Schema: /required: type"),
                arguments("{\"$schema\":\"https://example.com/mine\"}", "$schema names no known draft"),
                arguments("{\"$schema\":7}", "$schema names no known draft"),
                arguments("{\"$ref\":\"#\"}", "leads back to its own start"),
                arguments(
                        "{\"allOf\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#\"}]}}}",
                        "leads back"),
                arguments("{\"$dynamicRef\":\"#\"}", "leads back"),
                arguments("{\"not\":{\"if\":{\"$ref\":\"#/not\"}}}", "leads back"),
                arguments("{\"$ref\":\"#/$defs/nosuch\"}", "points to nothing"),
                arguments("{\"$ref\":\"#nosuch\"}", "points to nothing"),
                arguments("{\"$ref\":\"#/required\",\"required\":[\"a\"]}", "points to nothing"),
                arguments("{\"$ref\":\"#/%zz\"}", "cannot be compiled"),
                arguments("{\"$ref\":\"https://json-schema.org/draft/2019-09/schema\"}", "points outside"),
                arguments("{\"$ref\":\"https://json-schema.org/draft/2020-12/nosuch\"}", "points outside"),
                arguments("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema#/nosuch\"}", "cannot be compiled"),
                arguments("{\"$ref\":\"classpath:/draft/2020-12/schema\"}", "points outside"),
                arguments("{\"$ref\":\"other.json\"}", "points outside"),
                arguments("{\"$ref\":\"h ttp://x\"}", "is not a URI"),
                arguments(
                        "{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + doubling + ",\"a40\":true}}",
                        "would apply to one value"),
                arguments("{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + chain + ",\"a500\":true}}", "follow each other"),
                arguments("{\"pattern\":\"(?i)\\u1C80\"}", "the pattern at /pattern: inline flags such as (?i)"),
                arguments("{\"pattern\":\"(?=x)\"}", "the pattern at /pattern: look-ahead is not supported"),
                arguments("{\"pattern\":\"(a)\\\\1\"}", "the pattern at /pattern: back-references are not"),
                arguments("{\"pattern\":\"((a{1000}){1000}){1000}\"}", "the pattern at /pattern: repetitions"),
                arguments(patterns(5, i -> "a{1000}b{1000}c{1000}d{1000}e{990}" + i), "too large together"),
                arguments(patterns(1_001, i -> "a"), "more than 1000 patterns"),
                arguments(deep("{\"not\":", 5_000, "}"), "cannot be compiled"),
                arguments(
                        "{\"patternProperties\":{\"(?<!x)y\":{}}}",
                        "the pattern at /patternProperties: look-behind is"),
                arguments(
                        "{\"properties\":{\"a/b\":{\"anyOf\":[true,{\"pattern\":\"(\"}]}}}",
                        "the pattern at /properties/a~1b/anyOf/1/pattern: this ( is never closed"),
                arguments(
                        "{\"nullable\":true,\"allOf\":[{\"pattern\":\"a++\"}]}",
                        "the pattern at /allOf/0/pattern: possessive quantifiers"),
                arguments(
                        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"pattern\":\"\\\\A\"}",
                        "the pattern at /pattern: \\A is not ECMAScript, where ^ is the beginning of the text (at"
                                + " index 0"),
                arguments(
                        "{\"$schema\":\"http://json-schema.org/draft-06/schema#\",\"patternProperties\":{\"x{\":{}}}",
                        "the pattern at /patternProperties: this { begins no count"),
                arguments("{\"nullable\":\"yes\"}", "nullable is true or false"),
                arguments(
                        "{\"$defs\":{\"a\":{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}}}",
                        "$schema is allowed at the top level only"),
                arguments("{\"title\":\"" + "x".repeat(70_000) + "\"}", "at most 65536 characters"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesASchemaItCannotUse(String schema, String why) {
        assertThat(refusal(schema)).startsWith("/expected_schema: ").contains(why);
    }

    @Test
    void fetchesNothing(@TempDir Path folder) throws IOException {
        var hits = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            hits.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var file = Files.writeString(folder.resolve("schema.json"), "{\"type\":\"object\"}");
        try {
            String http = "http://127.0.0.1:" + server.getAddress().getPort() + "/s.json";
            for (String target : List.of(http, file.toUri().toString())) {
                for (String schema : List.of(
                        "{\"$ref\":\"%s\"}",
                        "{\"$dynamicRef\":\"%s\"}",
                        "{\"properties\":{\"records\":{\"$ref\":\"%s#/a\"}}}",
                        "{\"$id\":\"%s\",\"$ref\":\"other.json\"}",
                        "{\"$schema\":\"%s\"}",
                        "{\"if\":{\"$recursiveRef\":\"%s\"}}")) {
                    assertThat(refusal(schema.formatted(target))).startsWith("/expected_schema: ");
                }
            }
            assertThat(hits).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    static String patterns(int count, IntFunction<String> pattern) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"pattern\":\"%s\"}".formatted(pattern.apply(i)))
                .collect(Collectors.joining(",", "{\"anyOf\":[", "]}"));
    }

    private static String deep(String beginning, int depth, String end) {
        return beginning.repeat(depth) + "true" + end.repeat(depth);
    }

    static String refusal(String schema) {
        var refused = catchThrowableOfType(RequestRefused.class, () -> new JsonSchemaContracts().contractOf(schema));
        assertThat(refused).as(schema).isNotNull();
        assertThat(refused.answer().code()).isEqualTo(ErrorCode.INVALID_SCHEMA);
        return refused.answer().detail();
    }
}
