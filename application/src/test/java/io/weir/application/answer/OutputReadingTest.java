package io.weir.application.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of Salesforce's values in a declared output. */
class OutputReadingTest {
    private static final OutputValue BLANK = new OutputValue.Blank();
    private static final String MOMENT = "2026-01-31T23:30:00.000-0500";

    static Stream<Arguments> readings() {
        var string = ActionOutput.Type.STRING;
        var integer = ActionOutput.Type.INTEGER;
        var number = ActionOutput.Type.NUMBER;
        var bool = ActionOutput.Type.BOOLEAN;
        var date = ActionOutput.Type.DATE;
        var dateTime = ActionOutput.Type.DATETIME;
        return Stream.of(
                Arguments.of(string, Format.PLAIN, "Ada", text("Ada")),
                Arguments.of(string, Format.PLAIN, true, text("true")),
                Arguments.of(string, Format.PLAIN, 5L, text("5")),
                Arguments.of(string, Format.PLAIN, new BigDecimal("1E+3"), text("1000")),
                Arguments.of(string, Format.PLAIN, MOMENT, text(MOMENT)),
                Arguments.of(string, Format.PLAIN, "", BLANK),
                Arguments.of(string, Format.PLAIN, null, BLANK),
                Arguments.of(string, Format.PLAIN, Row.of(Map.of("city", "Paris")), BLANK),
                Arguments.of(string, Format.PLAIN, List.of(), BLANK),
                Arguments.of(string, Format.UPPER, "Straße é", text("STRASSE É")),
                Arguments.of(string, Format.MASK, "4111111111111111", text("************1111")),
                Arguments.of(string, Format.MASK, "😀😀12345", text("***2345")),
                Arguments.of(string, Format.MASK, "1234", text("****")),
                Arguments.of(string, Format.MASK, 12_345L, text("*2345")),
                Arguments.of(string, Format.SPOKEN_DATE, "2026-01-31", text("January 31, 2026")),
                Arguments.of(string, Format.SPOKEN_DATE, MOMENT, text("February 1, 2026")),
                Arguments.of(string, Format.SPOKEN_DATE, "soon", text("soon")),
                Arguments.of(bool, Format.PLAIN, false, new OutputValue.Bool(false)),
                Arguments.of(bool, Format.PLAIN, "True", new OutputValue.Bool(true)),
                Arguments.of(bool, Format.PLAIN, "maybe", BLANK),
                Arguments.of(integer, Format.PLAIN, 5L, numeric("5")),
                Arguments.of(integer, Format.PLAIN, new BigDecimal("5.0"), numeric("5")),
                Arguments.of(integer, Format.PLAIN, "5", numeric("5")),
                Arguments.of(integer, Format.PLAIN, new BigDecimal("5.5"), BLANK),
                Arguments.of(integer, Format.PLAIN, true, BLANK),
                Arguments.of(integer, Format.EPOCH, "1970-01-02T00:00:01Z", numeric("86401")),
                Arguments.of(integer, Format.EPOCH, "1970-01-02", numeric("86400")),
                Arguments.of(integer, Format.EPOCH, "86400", BLANK),
                Arguments.of(number, Format.PLAIN, new BigDecimal("12.50"), numeric("12.50")),
                Arguments.of(number, Format.PLAIN, "many", BLANK),
                Arguments.of(date, Format.PLAIN, "2026-01-31", new OutputValue.Day(LocalDate.of(2026, 1, 31))),
                Arguments.of(date, Format.DATE_ONLY, MOMENT, new OutputValue.Day(LocalDate.of(2026, 2, 1))),
                Arguments.of(date, Format.PLAIN, "TODAY", BLANK),
                Arguments.of(
                        dateTime, Format.PLAIN, MOMENT, new OutputValue.Moment(Instant.parse("2026-02-01T04:30:00Z"))),
                Arguments.of(dateTime, Format.PLAIN, "2026-01-31", BLANK));
    }

    private static OutputValue text(String text) {
        return new OutputValue.Text(text);
    }

    private static OutputValue numeric(String digits) {
        return new OutputValue.Numeric(new BigDecimal(digits));
    }

    private static ActionOutput output(ActionOutput.Type type, Format format, Optional<OutputValue> standard) {
        return new ActionOutput(
                new MemberName("key"),
                new ActionOutput.Source.Field(new MemberName("record"), FieldPath.parse("Field__c")),
                type,
                format,
                standard,
                "");
    }

    @ParameterizedTest
    @MethodSource("readings")
    void readsEachValueByTypeAndFormat(
            ActionOutput.Type type, Format format, @Nullable Object raw, OutputValue expected) {
        assertThat(OutputReading.of(output(type, format, Optional.empty()), raw))
                .isEqualTo(expected);
    }

    @Test
    void theDefaultStandsInForWhatCannotBeRead() {
        Optional<OutputValue> standard = Optional.of(numeric("0"));

        assertThat(OutputReading.of(output(ActionOutput.Type.NUMBER, Format.PLAIN, standard), "many"))
                .isEqualTo(numeric("0"));
        assertThat(OutputReading.of(output(ActionOutput.Type.NUMBER, Format.PLAIN, standard), null))
                .isEqualTo(numeric("0"));
    }

    @Property
    void aMaskShowsFourCharactersAtMost(@ForAll String text) {
        if (OutputReading.of(output(ActionOutput.Type.STRING, Format.MASK, Optional.empty()), text)
                instanceof OutputValue.Text(var masked)) {
            long shown = masked.codePoints().filter(c -> c != '*').count();

            assertThat(shown).isLessThanOrEqualTo(4);
            assertThat(masked.codePointCount(0, masked.length())).isEqualTo(text.codePointCount(0, text.length()));
        }
    }
}
