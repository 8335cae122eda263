package io.weir.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type takes, and in which spelling. */
class CoercionTest {
    private static final List<LiteralKind> COLUMNS = List.of(
            LiteralKind.TEXT,
            LiteralKind.ID,
            LiteralKind.BOOLEAN,
            LiteralKind.INTEGER,
            LiteralKind.DECIMAL,
            LiteralKind.CURRENCY,
            LiteralKind.DATE,
            LiteralKind.DATETIME,
            LiteralKind.TIME);

    /** Inputs as JSON has them, and the value for each kind of type; {@code -} where an input does not fit. */
    private static final String TABLE = """
        input                     | text                 | id | boolean | integer | decimal | currency | date | datetime | time
        "5"                       | '5'                  | -  | -       | 5       | 5       | 5        | -    | -        | -
        " 5 "                     | ' 5 '                | -  | -       | 5       | 5       | 5        | -    | -        | -
        5                         | '5'                  | -  | -       | 5       | 5       | 5        | -    | -        | -
        "-7"                      | '-7'                 | -  | -       | -7      | -7      | -7       | -    | -        | -
        "12.50"                   | '12.50'              | -  | -       | -       | 12.50   | 12.50    | -    | -        | -
        12.50                     | '12.50'              | -  | -       | -       | 12.50   | 12.50    | -    | -        | -
        "3.00"                    | '3.00'               | -  | -       | 3       | 3.00    | 3.00     | -    | -        | -
        "0.1"                     | '0.1'                | -  | -       | -       | 0.1     | 0.1      | -    | -        | -
        "1e3"                     | '1e3'                | -  | -       | 1000    | 1000    | 1000     | -    | -        | -
        1e3                       | '1000'               | -  | -       | 1000    | 1000    | 1000     | -    | -        | -
        "1,000"                   | '1,000'              | -  | -       | -       | -       | -        | -    | -        | -
        "0x10"                    | '0x10'               | -  | -       | -       | -       | -        | -    | -        | -
        "NaN"                     | 'NaN'                | -  | -       | -       | -       | -        | -    | -        | -
        "Infinity"                | 'Infinity'           | -  | -       | -       | -       | -        | -    | -        | -
        "1e999999999"             | '1e999999999'        | -  | -       | -       | -       | -        | -    | -        | -
        "1e99999999999"           | '1e99999999999'      | -  | -       | -       | -       | -        | -    | -        | -
        1e999999999               | '1E+999999999'       | -  | -       | -       | -       | -        | -    | -        | -
        1e-999999999              | '1E-999999999'       | -  | -       | -       | -       | -        | -    | -        | -
        "USD 5000"                | 'USD 5000'           | -  | -       | -       | -       | USD 5000 | -    | -        | -
        "EUR12.50"                | 'EUR12.50'           | -  | -       | -       | -       | EUR 12.50 | -   | -        | -
        "usd 5000"                | 'usd 5000'           | -  | -       | -       | -       | -        | -    | -        | -
        "USD"                     | 'USD'                | -  | -       | -       | -       | -        | -    | -        | -
        "USD "                    | 'USD '               | -  | -       | -       | -       | -        | -    | -        | -
        "USD 5 OR Id != null"     | 'USD 5 OR Id != null' | - | -       | -       | -       | -        | -    | -        | -
        "$5000"                   | '$5000'              | -  | -       | -       | -       | -        | -    | -        | -
        "12%"                     | '12%'                | -  | -       | -       | -       | -        | -    | -        | -
        true                      | 'true'               | -  | true    | -       | -       | -        | -    | -        | -
        "True"                    | 'True'               | -  | true    | -       | -       | -        | -    | -        | -
        " yes "                   | ' yes '              | -  | true    | -       | -       | -        | -    | -        | -
        "1"                       | '1'                  | -  | true    | 1       | 1       | 1        | -    | -        | -
        "FALSE"                   | 'FALSE'              | -  | false   | -       | -       | -        | -    | -        | -
        "no"                      | 'no'                 | -  | false   | -       | -       | -        | -    | -        | -
        0                         | '0'                  | -  | false   | 0       | 0       | 0        | -    | -        | -
        "1.0"                     | '1.0'                | -  | true    | 1       | 1.0     | 1.0      | -    | -        | -
        1.00                      | '1.00'               | -  | true    | 1       | 1.00    | 1.00     | -    | -        | -
        "0.0"                     | '0.0'                | -  | false   | 0       | 0.0     | 0.0      | -    | -        | -
        "0."                      | '0.'                 | -  | false   | 0       | 0       | 0        | -    | -        | -
        "1.1"                     | '1.1'                | -  | -       | -       | 1.1     | 1.1      | -    | -        | -
        "2.0"                     | '2.0'                | -  | -       | 2       | 2.0     | 2.0      | -    | -        | -
        "tru"                     | 'tru'                | -  | -       | -       | -       | -        | -    | -        | -
        "2"                       | '2'                  | -  | -       | 2       | 2       | 2        | -    | -        | -
        ""                        | ''                   | -  | -       | -       | -       | -        | -    | -        | -
        "  "                      | '  '                 | -  | -       | -       | -       | -        | -    | -        | -
        null                      | null                 | null | null  | null    | null    | null     | null | null     | null
        "null"                    | 'null'               | -  | -       | -       | -       | -        | -    | -        | -
        "2026-01-31"              | '2026-01-31'         | -  | -       | -       | -       | -        | 2026-01-31 | -  | -
        " 2026-01-31 "            | ' 2026-01-31 '       | -  | -       | -       | -       | -        | 2026-01-31 | -  | -
        "January 31, 2026"        | 'January 31, 2026'   | -  | -       | -       | -       | -        | 2026-01-31 | -  | -
        "February 30, 2026"       | 'February 30, 2026'  | -  | -       | -       | -       | -        | -    | -        | -
        "2026-02-30"              | '2026-02-30'         | -  | -       | -       | -       | -        | -    | -        | -
        "2026-1-31"               | '2026-1-31'          | -  | -       | -       | -       | -        | -    | -        | -
        "31.01.2026"              | '31.01.2026'         | -  | -       | -       | -       | -        | -    | -        | -
        "01/31/2026"              | '01/31/2026'         | -  | -       | -       | -       | -        | -    | -        | -
        "20260131"                | '20260131'           | -  | -       | 20260131 | 20260131 | 20260131 | -  | -        | -
        20260131                  | '20260131'           | -  | -       | 20260131 | 20260131 | 20260131 | -  | -        | -
        "1699-12-31"              | '1699-12-31'         | -  | -       | -       | -       | -        | -    | -        | -
        "+12026-01-31"            | '+12026-01-31'       | -  | -       | -       | -       | -        | -    | -        | -
        "today"                   | 'today'              | -  | -       | -       | -       | -        | TODAY | TODAY   | -
        "LAST_N_DAYS:30"          | 'LAST_N_DAYS:30'     | -  | -       | -       | -       | -        | LAST_N_DAYS:30 | LAST_N_DAYS:30 | -
        "LAST_N_DAYS"             | 'LAST_N_DAYS'        | -  | -       | -       | -       | -        | -    | -        | -
        "2026-01-31T10:00:00Z"    | '2026-01-31T10:00:00Z' | - | -      | -       | -       | -        | -    | 2026-01-31T10:00:00Z | -
        "09:30"                   | '09:30'              | -  | -       | -       | -       | -        | -    | -        | 09:30
        "09:30:00.000Z"           | '09:30:00.000Z'      | -  | -       | -       | -       | -        | -    | -        | 09:30
        "24:00"                   | '24:00'              | -  | -       | -       | -       | -        | -    | -        | -
        "09:30+02:00"             | '09:30+02:00'        | -  | -       | -       | -       | -        | -    | -        | -
        "001D000000IqhSL"         | '001D000000IqhSL'    | '001D000000IqhSLIAZ' | - | - | -  | -        | -    | -        | -
        " 001D000000IqhSLIAZ "    | ' 001D000000IqhSLIAZ ' | '001D000000IqhSLIAZ' | - | - | - | -      | -    | -        | -
        "001d000000iqhslIAZ"      | '001d000000iqhslIAZ' | '001D000000IqhSLIAZ' | -       | -       | -       | -        | -    | -        | -
        "O'Neil\\"                | 'O'Neil\\'           | -  | -       | -       | -       | -        | -    | -        | -
        """;

    @TestFactory
    List<DynamicTest> readsEveryInputAsItsTypeDoes() {
        return TABLE.lines()
                .skip(1)
                .map(CoercionTest::cells)
                .map(cells -> DynamicTest.dynamicTest(cells.getFirst(), () -> {
                    for (var type : FieldType.values()) {
                        int column = COLUMNS.indexOf(type.literalKind());
                        String expected = column >= 0
                                ? cells.get(column + 1)
                                : cells.getFirst().equals("null") ? "null" : "-";
                        assertThat(spelt(Coercion.of(json(cells.getFirst()), type)))
                                .as(type.label())
                                .isEqualTo(expected);
                    }
                }))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
        "2026-01-31t10:00:00z, 2026-01-31T10:00:00Z",
        "2026-01-31T10:00Z, 2026-01-31T10:00:00Z",
        "2026-01-31T10:00:00+01:00, 2026-01-31T09:00:00Z",
        "2026-01-31T10:00:00.000+0000, 2026-01-31T10:00:00Z",
        "2026-01-31T10:00:00-0530, 2026-01-31T15:30:00Z",
        "2026-01-31T10:00:00+01, 2026-01-31T09:00:00Z",
        "2025-05-11 20:20:00Z, 2025-05-11T20:20:00Z",
        "2025-05-11 20:20:00.250Z, 2025-05-11T20:20:00.250Z",
        "2025-05-11 20:20:00+0200, 2025-05-11T18:20:00Z",
        "2026-01-31T23:59:59.999-00:01, 2026-02-01T00:00:59.999Z",
        "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z",
        "2026-01-31T10:00:00.1234567Z, 2026-01-31T10:00:00.123Z"
    })
    void readsAMomentInAnyZone(String text, String instant) {
        assertThat(spelt(Coercion.of(new Input.Text(text), FieldType.DATETIME))).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:00:00",
                "2026-01-31 10:00:00",
                "2026-01-31  10:00:00Z",
                "2026-01-31_10:00:00Z",
                "2026-01-31",
                "2026-02-30T10:00:00Z",
                "2027-02-29T10:00:00Z",
                "2026-02-30T10:00:00+0000",
                "2026-01-31T24:00:00Z",
                "2026-01-31T24:00:00+0000",
                "2026-01-31T10:60:00Z",
                "2026-01-31T10:00:00ZZ",
                "2026-01-31T10:00:00+01:00+0100",
                "2026-01-31T10:00:00Z+0000",
                "2026-01-31T10:00:00+19:00",
                "2026-01-31T10:00:00+0060",
                "2026-01-31T10:00:00 CET",
                "2026-01-31T10:00:00Z[Europe/Berlin]",
                "+999999999-12-31T23:59:59-18:00",
                "1769853600",
                "+0000",
                "NOW"
            })
    void refusesAMomentThatIsNotOneMoment(String text) {
        assertThat(Coercion.of(new Input.Text(text), FieldType.DATETIME))
                .isEqualTo(
                        new Coercion.Mismatch("a date and time with its zone, such as 2026-01-31T10:00:00Z, or a date"
                                + " literal such as TODAY"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 2147483647, true",
        "INT, -2147483648, true",
        "INT, 2147483648, false",
        "INT, -2147483649, false",
        "LONG, 9223372036854775807, true",
        "LONG, -9223372036854775808, true",
        "LONG, 9223372036854775808, false",
        "LONG, 1e40, false"
    })
    void holdsIntegersOfTheirWidth(FieldType type, String number, boolean fits) {
        assertThat(Coercion.of(new Input.Text(number), type) instanceof Coercion.Fits)
                .isEqualTo(fits);
        assertThat(Coercion.of(new Input.Numeric(new BigDecimal(number)), type) instanceof Coercion.Fits)
                .isEqualTo(fits);
    }

    @Test
    void saysWhichWidthWasExpected() {
        assertThat(Coercion.of(new Input.Text("x"), FieldType.INT))
                .isEqualTo(new Coercion.Mismatch("a whole number of 32 bits, such as 42"));
        assertThat(Coercion.of(new Input.Text("x"), FieldType.LONG))
                .isEqualTo(new Coercion.Mismatch("a whole number of 64 bits, such as 42"));
    }

    @Test
    void takesTextsUpToWhatSoqlCompares() {
        assertThat(Coercion.of(new Input.Text("a".repeat(4_000)), FieldType.TEXTAREA))
                .isInstanceOf(Coercion.Fits.class);
        assertThat(Coercion.of(new Input.Text("a".repeat(4_001)), FieldType.TEXTAREA))
                .isEqualTo(new Coercion.Mismatch("a text of at most 4000 characters"));
    }

    @ParameterizedTest
    @EnumSource
    void takesNoListForOneValue(FieldType type) {
        assertThat(Coercion.of(new Input.Many(List.of(new Input.Text("5"))), type))
                .isEqualTo(new Coercion.Mismatch("one value"));
    }

    @Test
    void refusesLongDigitsWithoutReadingThem() {
        assertThat(Coercion.of(new Input.Text("9".repeat(1_000_000)), FieldType.DOUBLE))
                .isInstanceOf(Coercion.Mismatch.class);
        assertThat(Coercion.of(new Input.Text("9".repeat(1_000_000)), FieldType.CURRENCY))
                .isInstanceOf(Coercion.Mismatch.class);
    }

    @Test
    void goesByTheTypeInJsonWithoutADeclaredOne() {
        assertThat(spelt(Coercion.ofOwnType(json("\"5\"")))).isEqualTo("'5'");
        assertThat(spelt(Coercion.ofOwnType(json("12.50")))).isEqualTo("12.50");
        assertThat(spelt(Coercion.ofOwnType(json("true")))).isEqualTo("true");
        assertThat(spelt(Coercion.ofOwnType(json("null")))).isEqualTo("null");
        assertThat(spelt(Coercion.ofOwnType(new Input.Many(List.of())))).isEqualTo("-");
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }

    private static Input json(String text) {
        if (text.startsWith("\"")) {
            return new Input.Text(text.substring(1, text.length() - 1));
        }
        return switch (text) {
            case "null" -> new Input.Null();
            case "true", "false" -> new Input.Bool(Boolean.parseBoolean(text));
            default -> new Input.Numeric(new BigDecimal(text));
        };
    }

    private static String spelt(Coercion coercion) {
        return switch (coercion) {
            case Coercion.Mismatch _ -> "-";
            case Coercion.Fits(var value) ->
                switch (value) {
                    case Value.Text(var text) -> "'" + text + "'";
                    case Value.Bool(var bool) -> Boolean.toString(bool);
                    case Value.Decimal(var number) -> number.toPlainString();
                    case Value.Money(var code, var amount) -> code + " " + amount.toPlainString();
                    case Value.Date(var date) -> date.toString();
                    case Value.DateTime(var instant) -> instant.toString();
                    case Value.Time(var time) -> time.toString();
                    case Value.RelativeDate(var literal) -> literal.soql();
                    case Value.Null() -> "null";
                };
        };
    }
}
