package io.weir.adapter.in.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.openapi.InputSchema.Encoding;
import io.weir.adapter.in.http.pattern.EcmaPatternParser;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.DateLiteral;
import io.weir.domain.schema.FieldType;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever Weir takes keeps the schema, and what no value could be does not. */
class InputSchemaTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final List<String> VALUES = List.of(
            "\"5\"",
            "\" 5 \"",
            "\"-5.0\"",
            "\"+.5e1\"",
            "\"5.\"",
            "\"\u0665\"",
            "\"5,0\"",
            "\"1e3\"",
            "5",
            "5.0",
            "-1",
            "1e2",
            "2147483648",
            "\"True\"",
            "\"yes\\u2003\"",
            "\"NO\"",
            "\"0\"",
            "\"maybe\"",
            "\"1.0\"",
            "\"0.00\"",
            "1.0",
            "\"1.1\"",
            "\"\\u00a01\\ufeff\"",
            "\"January 31, 2026\"",
            "\"\\u200b2026-01-31\\u00a0\"",
            "true",
            "1",
            "0",
            "2",
            "\"2026-01-31\"",
            "\" 1700-12-01\\t\"",
            "\"2026-13-01\"",
            "\"2026-1-1\"",
            "\"4000-01-01\"",
            "\"soon\"",
            "\"2026-01-31T10:00:00Z\"",
            "\"2026-01-31t10:00z\"",
            "\"2026-01-31T10:00:00.000+0000\"",
            "\"2026-01-31T10:00:00.5-05:30\"",
            "\"2026-01-31T10:00:00\"",
            "\"2026-01-31 10:00:00Z\"",
            "\"09:30\"",
            "\"09:30:00.123Z\"",
            "\"9:30\"",
            "\"0035g0000000001\"",
            "\"0035g0000000001AAA\"",
            "\"0035g000000000\"",
            "100000000000000",
            "\"USD 12.50\"",
            "\"USD12\"",
            "\"usd 12\"",
            "\"text\"",
            "[1]");

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            names = {"STRING", "ID", "BOOLEAN", "INT", "LONG", "DOUBLE", "CURRENCY", "DATE", "DATETIME", "TIME"})
    void takesWhateverWeirTakes(FieldType type) {
        var schema = InputSchema.of(input(new InputType.Scalar(type)), Encoding.JSON);
        var literals = Arrays.stream(DateLiteral.Name.values())
                .map(name -> name.counted() ? name.name() + ":30" : name.name())
                .flatMap(literal -> Stream.of(literal, literal.toLowerCase(Locale.ROOT)))
                .map(literal -> "\"" + literal + "\"");
        assertThat(Stream.concat(VALUES.stream(), literals))
                .filteredOn(value -> Coercion.of(read(value), type) instanceof Coercion.Fits)
                .isNotEmpty()
                .allSatisfy(value -> assertThat(fits(schema.toString(), value)).isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOLEAN|\"maybe\"",
                "BOOLEAN|2",
                "INT|\"5,0\"",
                "INT|5.5",
                "INT|2147483648",
                "DOUBLE|\"text\"",
                "DOUBLE|true",
                "CURRENCY|\"usd 12\"",
                "DATE|\"soon\"",
                "DATE|\"2026-1-1\"",
                "DATE|20260131",
                "DATETIME|\"2026-01-31T10:00:00\"",
                "TIME|\"9:30\"",
                "ID|\"0035g000000000\"",
                "ID|true",
                "STRING|\" \"",
                "STRING|null",
                "STRING|[1]"
            })
    void refusesWhatWeirRefuses(FieldType type, String value) {
        assertThat(fits(
                        InputSchema.of(input(new InputType.Scalar(type)), Encoding.JSON)
                                .toString(),
                        value))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"1|2\";true",
                "[\"1\",2,null];true",
                "3;true",
                "\"|1|\";true",
                "\"1|x\";false",
                "[\"x\"];false",
                "[];false",
                "[\"\"];false",
                "\"|\";false",
                "[[1]];false"
            })
    void aListIsAListOrOneText(String value, boolean fits) {
        assertThat(fits(
                        InputSchema.of(input(new InputType.Several(FieldType.INT)), Encoding.JSON)
                                .toString(),
                        value))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            value = {
                "\"Gold;Silver|Tin\"/true",
                "\";Gold; \"/true",
                "\"Gold\"/true",
                "[\"Gold\"]/true",
                "\"; ;\"/false",
            })
    void aListOfValuesOfAMultiPicklistIsSeparatedAsSalesforceDoes(String value, boolean fits) {
        assertThat(fits(
                        InputSchema.of(input(new InputType.Several(FieldType.MULTIPICKLIST)), Encoding.JSON)
                                .toString(),
                        value))
                .isEqualTo(fits);
    }

    @Test
    void textsThatAreDeclaredMayHaveBlanksAroundThem() {
        var tier = new DeclaredInput(
                new MemberName("tier"),
                new InputType.Scalar(FieldType.PICKLIST),
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                255,
                List.of("Gold", "1"),
                false);
        var schema = InputSchema.of(tier, Encoding.JSON).toString();

        assertThat(Stream.of("\"Gold\"", "\" Gold\\u00a0\"", "1", "\"1 \"")).allMatch(value -> fits(schema, value));
        assertThat(Stream.of("\"Silver\"", "\"Go ld\"", "2", "\" \"")).noneMatch(value -> fits(schema, value));
    }

    @Test
    void aPhoneMayBeAbsentHoweverRequired() {
        var schema =
                InputSchema.of(input(new InputType.Phone("US")), Encoding.JSON).toString();

        assertThat(Stream.of("\"\"", "null", "4155550100", "\"anonymous\"")).allMatch(value -> fits(schema, value));
        assertThat(Stream.of("true", "[]")).noneMatch(value -> fits(schema, value));
    }

    @Test
    void saysInWordsWhatFits() {
        assertThat(InputSchema.of(input(new InputType.Scalar(FieldType.DATE)), Encoding.JSON)
                        .get("description")
                        .asString())
                .contains("a date such as 2026-01-31", "LAST_N_DAYS:30");
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            names = {"STRING", "ID", "BOOLEAN", "INT", "DOUBLE", "CURRENCY", "DATE", "TIME"})
    void writesPatternsThatEcmaScriptTakes(FieldType type) {
        var values = List.of("a-b", "x@y.z", "O'Neil", "[1]", "50 %", "é/\\");
        var input = new DeclaredInput(
                new MemberName("input"),
                new InputType.Several(type),
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                255,
                values,
                false);

        assertThat(InputSchema.of(input, Encoding.JSON).findValuesAsString("pattern"))
                .isNotEmpty()
                .allSatisfy(EcmaPatternParser::parse);
    }

    private static boolean fits(String schema, String value) {
        return SCHEMAS.getSchema(schema, InputFormat.JSON)
                .validate(value, InputFormat.JSON)
                .isEmpty();
    }

    private static Input read(String value) {
        try (var reader = Json.createReader(new StringReader("[" + value + "]"))) {
            JsonValue read = reader.readArray().getFirst();
            return InputJson.of(read);
        }
    }

    private static DeclaredInput input(InputType type) {
        return new DeclaredInput(
                new MemberName("input"), type, "", true, Optional.empty(), Optional.empty(), 255, List.of(), false);
    }
}
