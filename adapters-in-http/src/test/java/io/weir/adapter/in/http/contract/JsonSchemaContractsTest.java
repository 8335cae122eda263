package io.weir.adapter.in.http.contract;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract.Violation;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaContractsTest {
    private final JsonSchemaContracts contracts = new JsonSchemaContracts();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"type":"object","required":["records"]}                 | -
        {"required":["nosuch"],"title":"t","description":"d"}    | required 'nosuch'
        {"type":"array"}                                         | type array
        {"required":["truncated"]}                               | required 'truncated'
        true                                                     | -
        false                                                    | nothing is allowed here
        {"properties":{"records":{"minItems":1}}}                | -
        {"required":["records"],"maxProperties":1}               | maxProperties
        """)
    void judgesAnAnswerByItsMembersAlone(String schema, String rule) {
        var violations = contracts.contractOf(schema).violations(new Answer(List.of(row("Name", "Ada")), 1, false));
        assertThat(violations).extracting(Violation::rule).isEqualTo(rule.equals("-") ? List.of() : List.of(rule));
    }

    @Test
    void judgesTheJsonThatIsSent() {
        var answer = new Answer(
                List.of(row(
                        "Name",
                        "Ada",
                        "Count__c",
                        5L,
                        "Revenue__c",
                        new BigDecimal("10.50"),
                        "Active__c",
                        true,
                        "Account",
                        row("Name", null),
                        "Cases",
                        List.of(row("Subject", "x")))),
                1,
                true);

        assertThat(contracts.contractOf("""
            {"type":"object","required":["records","total_size","truncated"],
             "properties":{"total_size":{"const":1},"truncated":{"const":true},
              "records":{"type":"array","items":{"type":"object","additionalProperties":false,
               "properties":{"Name":{"pattern":"^A"},"Count__c":{"type":"integer"},
                "Revenue__c":{"multipleOf":0.5},"Active__c":{"type":"boolean"},
                "Account":{"properties":{"Name":{"type":"null"}}},
                "Cases":{"type":"array","items":{"required":["Subject"]}}}}}}}
            """).violations(answer)).isEmpty();
        assertThat(contracts
                        .contractOf("{\"properties\":{\"truncated\":false,\"records\":{\"items\":{\"properties\":"
                                + "{\"Cases\":{\"items\":{\"required\":[\"Id\"]}},\"Account\":{\"properties\":"
                                + "{\"Name\":{\"type\":[\"string\",\"integer\"]}}}}}}}}")
                        .violations(answer))
                .containsExactlyInAnyOrder(
                        new Violation("/records/0/Account/Name", "type [string,integer]"),
                        new Violation("/records/0/Cases/0", "required 'Id'"),
                        new Violation("/truncated", "nothing is allowed here"));
    }

    @Test
    void takesBooleansForSchemas() {
        assertThat(violations("true", row())).isEmpty();
        assertThat(violations("false", row())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-07/schema",
                "https://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema#"
            })
    void honoursTheDraftThatASchemaNames(String draft) {
        String schema = "{\"$schema\":\"%s\",\"properties\":{\"records\":{\"items\":{\"required\":[\"Id\"]}}}}"
                .formatted(draft);

        assertThat(violations(schema, row("Id", "1"))).isEmpty();
        assertThat(violations(schema, row())).containsExactly(new Violation("/records/0", "required 'Id'"));
    }

    @Test
    void readsOldAndNewKeywordsAsTheirDraftDoes() {
        String items = "{%s\"properties\":{\"records\":{\"items\":[{\"required\":[\"Id\"]}]}}}";

        assertThat(violations(items.formatted("\"$schema\":\"http://json-schema.org/draft-07/schema#\","), row()))
                .hasSize(1);
        assertThat(UnusableSchemasTest.refusal(items.formatted("")))
                .contains("not a JSON Schema: /properties/records/items: type");
    }

    static Stream<Arguments> nullables() {
        return Stream.of(
                arguments("{\"type\":\"string\",\"nullable\":true}", true, true, false),
                arguments("{\"type\":\"string\",\"nullable\":false}", false, true, false),
                arguments("{\"type\":[\"string\",\"boolean\"],\"nullable\":true}", true, true, false),
                arguments("{\"type\":\"string\",\"minLength\":1,\"nullable\":true}", true, true, false),
                arguments("{\"enum\":[\"x\"],\"nullable\":true}", true, true, false),
                arguments("{\"type\":\"string\",\"enum\":[\"x\"],\"nullable\":true}", true, true, false),
                arguments("{\"const\":\"x\",\"nullable\":true}", true, true, false),
                arguments("{\"$ref\":\"#/$defs/text\",\"nullable\":true}", true, true, false),
                arguments("{\"allOf\":[{\"$ref\":\"#/$defs/text\"}],\"nullable\":true}", true, true, false),
                arguments("{\"$ref\":\"#/$defs/maybe\"}", true, true, false),
                arguments("{\"nullable\":true}", true, true, true));
    }

    @ParameterizedTest
    @MethodSource("nullables")
    void acceptsNullWhereOpenApiDoes(String schema, boolean takesNull, boolean takesText, boolean takesNumber) {
        String whole = "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":" + schema + "}}}},"
                + "\"$defs\":{\"text\":{\"type\":\"string\"},\"maybe\":{\"type\":\"string\",\"nullable\":true}}}";

        assertThat(violations(whole, row("Name", null)).isEmpty()).isEqualTo(takesNull);
        assertThat(violations(whole, row("Name", "x")).isEmpty()).isEqualTo(takesText);
        assertThat(violations(whole, row("Name", 1L)).isEmpty()).isEqualTo(takesNumber);
    }

    @Test
    void takesAFieldCalledLikeAKeywordForAField() {
        String schema = "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"$ref\":{\"type\":\"string\"},"
                + "\"nullable\":{\"type\":\"string\"},\"pattern\":{\"enum\":[{\"$ref\":\"http://x\"},\"(?=\"]}}}}}}";

        assertThat(violations(schema, row("$ref", "x", "nullable", "y", "pattern", "(?=")))
                .isEmpty();
        assertThat(violations(schema, row("nullable", 1L))).hasSize(1);
    }

    @Test
    void followsReferencesInsideTheSchema() {
        String byPointer = "{\"properties\":{\"records\":{\"items\":{\"$ref\":\"#/components/row%20one\"}}},"
                + "\"components\":{\"row one\":{\"required\":[\"Id\"]}}}";
        String byAnchor = "{\"properties\":{\"records\":{\"items\":{\"$ref\":\"#row\"}}},"
                + "\"$defs\":{\"x\":{\"$anchor\":\"row\",\"required\":[\"Id\"]}}}";
        String byId =
                "{\"$id\":\"https://weir.test/root\",\"properties\":{\"records\":{\"items\":{\"$ref\":\"row.json\"}}},"
                        + "\"$defs\":{\"x\":{\"$id\":\"row.json\",\"required\":[\"Id\"]}}}";
        String recursive = "{\"properties\":{\"records\":{\"items\":{\"$ref\":\"#/$defs/row\"}}},\"$defs\":{\"row\":"
                + "{\"required\":[\"Id\"],\"properties\":{\"Parent\":{\"$ref\":\"#/$defs/row\"}}}}}";

        for (String schema : List.of(byPointer, byAnchor, byId, recursive)) {
            assertThat(violations(schema, row("Id", "1", "Parent", row("Id", "2"))))
                    .as(schema)
                    .isEmpty();
            assertThat(violations(schema, row())).as(schema).hasSize(1);
        }
        assertThat(violations(recursive, row("Id", "1", "Parent", row())))
                .containsExactly(new Violation("/records/0/Parent", "required 'Id'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema"
            })
    void followsAReferenceToTheSchemaOfItsOwnDraft(String draft) {
        String schema = "{\"$schema\":\"%s\",\"properties\":{\"records\":{\"items\":{\"$ref\":\"%s\"}}}}"
                .formatted(draft, draft);

        assertThat(violations(schema, row("type", "object", "minLength", 3L))).isEmpty();
        assertThat(violations(schema, row("minLength", -3L)))
                .containsExactly(new Violation("/records/0/minLength", "minimum"));
    }

    static Stream<Arguments> integers() {
        return Stream.of(
                arguments(new BigDecimal("12345678901234567890123"), true),
                arguments(new BigInteger("-12345678901234567890123"), true),
                arguments(new BigDecimal("1e400"), true),
                arguments(42L, true),
                arguments(new BigDecimal("5.5"), false),
                arguments(new BigDecimal("1e-400"), false));
    }

    @ParameterizedTest
    @MethodSource("integers")
    void takesAnIntegerOfAnySizeForOneInEveryDraft(Number number, boolean integer) {
        for (String draft :
                List.of("http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#")) {
            String schema =
                    "{\"$schema\":\"%s\",\"properties\":{\"records\":{\"items\":{\"properties\":".formatted(draft)
                            + "{\"Count__c\":{\"type\":\"integer\"}}}}}}";

            assertThat(violations(schema, row("Count__c", number)).isEmpty())
                    .as(draft)
                    .isEqualTo(integer);
        }
    }

    @Test
    void aSchemaWeighsMoreTheMoreItKeeps() {
        long plain = contracts.contractOf("{}").weight();

        assertThat(contracts.contractOf("{\"pattern\":\"a{1000}\"}").weight() - plain)
                .as("a thousand steps of 74 to 140 bytes")
                .isBetween(74_000L, 300_000L);
        assertThat(contracts
                                .contractOf(UnusableSchemasTest.patterns(100, i -> "a{100}" + i))
                                .weight()
                        - plain)
                .isBetween(1_000_000L, 3_000_000L);
        assertThat(contracts
                                .contractOf("{\"enum\":[%s]}".formatted("1,".repeat(5_000) + "1"))
                                .weight()
                        - plain)
                .isBetween(460_000L, 1_500_000L);
    }

    @Test
    void matchesPatternsInLinearTime() {
        String schema = "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"pattern\":\"^(a+)+$\"}},"
                + "\"patternProperties\":{\"^(N+)+$\":false}}}}}";

        assertThat(violations(schema, row("Name", "a".repeat(100_000) + "!")))
                .containsExactly(new Violation("/records/0/Name", "pattern"));
    }

    @Test
    void neverFailsOverWhatAnAnswerHolds() {
        for (String format :
                List.of("regex", "uri", "iri", "email", "idn-hostname", "date-time", "json-pointer", "nosuch")) {
            String schema = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{\"records\":"
                    + "{\"items\":{\"properties\":{\"Name\":{\"format\":\"" + format + "\"}}}}}}";
            for (String text :
                    List.of("(?=x)", "((a{1000}){1000}){1000}", "\uD83D", "", "%%%", "2026-13-01T00:00:00Z")) {
                assertThat(violations(schema, row("Name", text)))
                        .allMatch(violation -> violation.equals(new Violation("/records/0/Name", "format")));
            }
        }
    }

    @Test
    void keepsSchemasOfTheSameIdApart() {
        String schema = "{\"$id\":\"https://weir.test/s\",\"required\":[\"%s\"]}";

        assertThat(violations(schema.formatted("records"), row())).isEmpty();
        assertThat(violations(schema.formatted("nosuch"), row())).hasSize(1);
    }

    @Test
    void givesUpOnASchemaThatTakesTooLongForAnAnswer() {
        String tree = "{\"anyOf\":[%s]}"
                .formatted(Stream.generate(
                                () -> "{\"properties\":{\"Parent\":{\"$ref\":\"#/$defs/row\"}},\"required\":[\"x\"]}")
                        .limit(12)
                        .collect(Collectors.joining(",")));
        String schema = "{\"properties\":{\"records\":{\"items\":{\"$ref\":\"#/$defs/row\"}}},\"$defs\":{\"row\":"
                + tree + "}}";
        @Nullable Row nested = null;
        for (int i = 0; i < 12; i++) {
            nested = row("Parent", nested);
        }

        assertThat(violations(schema, row("Parent", nested)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.rule()).contains("steps"));
    }

    @Test
    void givesUpOnPatternsThatDoTooMuchOverAllRecordsButNotOnUsualOnes() {
        String schema = "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"pattern\":\"%s\"}}}}}}";
        var many = new Answer(Collections.nCopies(2_000, row("Name", "a".repeat(2_000))), 2_000, false);
        var usual = new Answer(Collections.nCopies(2_000, row("Name", "+14155550100")), 2_000, false);

        assertThat(contracts.contractOf(schema.formatted("(.*a){25}")).violations(many))
                .singleElement()
                .satisfies(violation -> assertThat(violation.rule()).contains("patterns take too long"));
        assertThat(contracts.contractOf(schema.formatted("^\\\\+?[0-9]{7,15}$")).violations(usual))
                .isEmpty();
    }

    private List<Violation> violations(String schema, Row row) {
        return contracts.contractOf(schema).violations(new Answer(List.of(row), 1, false));
    }
}
