package io.weir.adapter.in.http.contract;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.domain.answer.Answer;
import io.weir.domain.query.Row;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas that are made to keep a server busy: each is refused, or is done with after little work. */
final class SchemaBombTest {
    /**
     * A tenth of a second is what a bomb may cost; ten times that lets a slow machine, and a JVM that is still cold,
     * pass.
     */
    private static final long CPU_NANOS = 1_000_000_000L;

    private static final String LONG = "a".repeat(30_000) + "!";
    private static final Answer ANSWER = new Answer(
            IntStream.range(0, 50)
                    .mapToObj(i -> row("a", LONG, "b", "x".repeat(i), "c", (long) i, "d", row("a", LONG)))
                    .toList(),
            50,
            false);

    private final JsonSchemaContracts contracts = new JsonSchemaContracts();

    static Stream<Arguments> bombs() {
        return Stream.of(
                arguments("nested repetition", pattern("^(a+)+$")),
                arguments("alternatives that overlap", pattern("^(a|aa)+$")),
                arguments("repetition of anything", pattern("(.*a){25}")),
                arguments("three stars", pattern("^(([a-z])+.)+[A-Z]([a-z])+$")),
                arguments(
                        "an e-mail pattern",
                        pattern("^([a-zA-Z0-9])(([\\\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$")),
                arguments("counted repetition, nested", pattern("^((a{1,100}){1,100}){1,100}$")),
                arguments("a large count", pattern("^a{1,1000}{1,1000}$")),
                arguments("a reference back", pattern("^(a*)*\\\\1$")),
                arguments("a look ahead", pattern("^(?=(a+))a*b$")),
                arguments("a pattern of 60,000 characters", pattern("(a?)".repeat(15_000))),
                arguments(
                        "patterns for names", "{\"patternProperties\":{\"^(a+)+$\":{\"$ref\":\"#\"},\"(.*)*\":true}}"),
                arguments("a reference to itself", "{\"$ref\":\"#\"}"),
                arguments(
                        "two references to each other",
                        "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}"),
                arguments("a billion laughs of allOf", laughs("allOf", "")),
                arguments("a billion laughs of anyOf", laughs("anyOf", "\"type\":\"integer\"")),
                arguments("a billion laughs of oneOf", laughs("oneOf", "\"type\":\"object\"")),
                arguments("a billion laughs of not", laughs("not", "")),
                arguments(
                        "a tree that doubles at each step down",
                        "{\"allOf\":[{\"additionalProperties\":{\"$ref\":\"#\"},\"items\":{\"$ref\":\"#\"}},"
                                + "{\"additionalProperties\":{\"$ref\":\"#\"},\"items\":{\"$ref\":\"#\"}}]}"),
                arguments(
                        "a dynamic reference to itself",
                        "{\"$dynamicAnchor\":\"x\",\"allOf\":[{\"$dynamicRef\":\"#x\"}]}"),
                arguments(
                        "unevaluated within unevaluated",
                        nested("{\"unevaluatedProperties\":%s,\"unevaluatedItems\":%<s,\"anyOf\":[{},{}]}", 12)),
                arguments("conditions within conditions", nested("{\"if\":%s,\"then\":%<s,\"else\":%<s}", 11)),
                arguments("a deep nest", nested("{\"not\":%s}", 3_000)),
                arguments("a broad one", broad("{\"properties\":{", 5_000)),
                arguments("a long list of constants", constants()),
                arguments("unique records of long texts", "{\"properties\":{\"records\":{\"uniqueItems\":true}}}"),
                arguments("a huge number", "{\"properties\":{\"total_size\":{\"multipleOf\":1e-1000000000}}}"),
                arguments("another", "{\"properties\":{\"total_size\":{\"maximum\":1e1000000000}}}"),
                arguments(
                        "a count beyond all", "{\"properties\":{\"records\":{\"contains\":{},\"minContains\":1e300}}}"),
                arguments(
                        "a dynamic reference that goes deeper in two ways",
                        "{\"$dynamicAnchor\":\"x\",\"additionalProperties\":{\"$dynamicRef\":\"#x\"},"
                                + "\"allOf\":[{\"additionalProperties\":{\"$dynamicRef\":\"#x\"},"
                                + "\"items\":{\"$dynamicRef\":\"#x\"}}]}"),
                arguments("one of a thousand", broadOneOf(1_000)),
                arguments("contains within contains", nested("{\"contains\":%s,\"items\":%<s,\"minContains\":2}", 10)),
                arguments(
                        "unevaluated records after many branches",
                        "{\"properties\":{\"records\":{\"items\":{\"anyOf\":[%s],\"unevaluatedProperties\":false}}}}"
                                .formatted(Stream.generate(() -> "{\"properties\":{\"a\":true,\"b\":true}}")
                                        .limit(300)
                                        .collect(Collectors.joining(",")))),
                arguments("a deep constant", "{\"const\":%s}".formatted("[".repeat(900) + "]".repeat(900))),
                arguments(
                        "patterns that are large together",
                        "{\"anyOf\":[%s]}"
                                .formatted(
                                        Stream.generate(() -> "{\"pattern\":\"a{1000}b{1000}c{1000}d{1000}e{990}0\"}")
                                                .limit(1_200)
                                                .collect(Collectors.joining(",")))),
                arguments("another server's schema", "{\"$ref\":\"http://127.0.0.1:1/schema\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    @Timeout(120)
    void isRefusedOrSoonDone(String what, String schema) {
        assertThat(work(schema, ANSWER)).isLessThan(CPU_NANOS);
    }

    static Stream<String> formats() {
        return Stream.of(
                "date-time",
                "date",
                "time",
                "duration",
                "email",
                "idn-email",
                "hostname",
                "idn-hostname",
                "ipv4",
                "ipv6",
                "uri",
                "uri-reference",
                "iri",
                "iri-reference",
                "uuid",
                "uri-template",
                "json-pointer",
                "relative-json-pointer",
                "regex",
                "color",
                "style",
                "phone",
                "utc-millisec");
    }

    /**
     * Each text short enough for the library, and longer than it bears: by its backtracking, or by calls that go
     * deeper.
     */
    @ParameterizedTest
    @MethodSource("formats")
    @Timeout(120)
    void noFormatMeetsATextThatItCannotBear(String format) {
        String schema =
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{\"records\":{\"items\":"
                        + "{\"properties\":{\"a\":{\"format\":\"" + format + "\"}}}}}}";
        var texts = new ArrayList<Row>();
        for (int length : List.of(900, 16 * 1024, 200 * 1024)) {
            for (String unit : List.of("/", "@", "a.", "xn--a.", "{a}", "~1", "1", "P1Y", ":", "\u00fc.", "\"\\\"")) {
                for (String end : List.of("", "!", "@ ")) {
                    texts.add(row("a", unit.repeat(length / unit.length()) + end));
                }
            }
        }
        var answer = new Answer(texts, texts.size(), false);

        assertThat(work(schema, answer)).isLessThan(CPU_NANOS);
        assertThat(contracts.contractOf(schema).violations(answer))
                .allMatch(violation -> List.of("format", "the schema's patterns take too long to check this answer")
                        .contains(violation.rule()));
    }

    /** What the cheapest of three runs takes of this thread: the first one also pays for classes that are loaded. */
    private long work(String schema, Answer answer) {
        var costs = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try {
                contracts.contractOf(schema).violations(answer);
            } catch (RequestRefused refused) {
                assertThat(refused.answer().code().status().code()).isEqualTo(400);
            }
            costs.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return costs.stream().min(Long::compare).orElseThrow();
    }

    private static String pattern(String pattern) {
        return "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"a\":{\"pattern\":\"%s\"}}}}}}"
                .formatted(pattern);
    }

    /** Thirty definitions, each of which asks for the next one twice. */
    private static String laughs(String keyword, String last) {
        String definitions = IntStream.range(0, 30)
                .mapToObj(i -> keyword.equals("not")
                        ? "\"d%d\":{\"not\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%<d\"}]}}"
                                .formatted(i, i + 1)
                        : "\"d%d\":{\"%s\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%<d\"}]}"
                                .formatted(i, keyword, i + 1))
                .collect(Collectors.joining(","));
        return "{\"$ref\":\"#/$defs/d0\",\"$defs\":{%s,\"d30\":{%s}}}".formatted(definitions, last);
    }

    private static String nested(String format, int depth) {
        String schema = "{}";
        for (int i = 0; i < depth && schema.length() < JsonSchemaContracts.MAX_SCHEMA; i++) {
            schema = format.formatted(schema);
        }
        return schema;
    }

    private static String broad(String beginning, int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> "\"p%d\":{}".formatted(i))
                .collect(Collectors.joining(",", beginning, "}}"));
    }

    private static String broadOneOf(int branches) {
        return IntStream.range(0, branches)
                .mapToObj(i -> "{\"required\":[\"p%d\"]}".formatted(i))
                .collect(Collectors.joining(",", "{\"properties\":{\"records\":{\"items\":{\"oneOf\":[", "]}}}}"));
    }

    private static String constants() {
        return IntStream.range(0, 9_000)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "{\"properties\":{\"records\":{\"items\":{\"enum\":[", "]}}}}"));
    }
}
