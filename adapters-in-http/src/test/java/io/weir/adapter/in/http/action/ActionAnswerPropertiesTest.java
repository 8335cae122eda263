package io.weir.adapter.in.http.action;

import static io.weir.adapter.in.http.action.ActionAnswerWriterTest.read;
import static io.weir.adapter.in.http.action.ActionAnswerWriterTest.utf8;
import static io.weir.adapter.in.http.action.ActionAnswerWriterTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.FlatValue;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a data action finds, its answer is one that CXone can read. */
final class ActionAnswerPropertiesTest {
    /** Where Json.NET takes a string of 19 to 40 characters for a date of its own. */
    private static final Pattern DATE_OF_JSON_NET = Pattern.compile("\\d.{9}T.{8,29}", Pattern.DOTALL);

    private static final List<ActionOutput> OUTPUTS = List.of(
            SampleActions.output("text", ActionOutput.Type.STRING),
            SampleActions.output("other", ActionOutput.Type.STRING),
            SampleActions.output("bool", ActionOutput.Type.BOOLEAN),
            SampleActions.output("whole", ActionOutput.Type.INTEGER),
            SampleActions.output("number", ActionOutput.Type.NUMBER),
            SampleActions.output("day", ActionOutput.Type.DATE),
            SampleActions.output("moment", ActionOutput.Type.DATETIME));

    private static final List<ActionList> LISTS =
            List.of(SampleActions.list("r", 20, OUTPUTS), SampleActions.list("s", 3, OUTPUTS.subList(0, 1)));

    private static final DataAction ACTION = SampleActions.answering(OUTPUTS, LISTS);

    private static final List<String> MEMBERS = List.copyOf(
            read(written(ACTION, new ActionAnswer(Verdict.DENIED, 0, false, Map.of(), List.of()), Profile.CXONE))
                    .keySet());

    @Property(tries = 300)
    void anAnswerIsSmallFlatOnOneLineAndAlwaysHasTheSameMembers(
            @ForAll("answers") ActionAnswer answer, @ForAll Profile profile) {
        String body = written(ACTION, answer, profile);
        var json = read(body);

        assertThat(utf8(body)).isLessThanOrEqualTo(AnswerStyle.MAX_BYTES);
        assertThat(body.chars()).noneMatch(c -> c < ' ' || c == 0x85 || c == 0x2028 || c == 0x2029);
        assertThat(json.keySet()).containsExactlyElementsOf(MEMBERS);
        assertThat(json.values()).allMatch(value -> switch (value.getValueType()) {
            case STRING -> true;
            case NUMBER, TRUE, FALSE, NULL -> profile == Profile.JSON;
            case ARRAY, OBJECT -> false;
        });
    }

    @Property(tries = 300)
    void everyValueReadsBackEqualUnlessTheAnswerSaysThatSomethingIsMissing(
            @ForAll("answers") ActionAnswer answer, @ForAll Profile profile) {
        var json = read(written(ACTION, answer, profile));
        boolean truncated =
                json.getOrDefault("truncated", JsonValue.NULL).toString().contains("true");

        expected(answer).forEach((key, value) -> {
            var written = json.getOrDefault(key, JsonValue.NULL);
            if (!reads(written, value)) {
                assertThat(truncated).as(key).isTrue();
                assertThat(isCutFrom(written, value)).as(key).isTrue();
            }
        });
        assertThat(truncated || !answer.truncated()).isTrue();
    }

    @Property(tries = 300)
    void jsonNetTakesNoDateForOneOfItsOwn(@ForAll("days") LocalDate day, @ForAll("moments") Instant moment) {
        for (var value : List.of(new OutputValue.Day(day), new OutputValue.Moment(moment))) {
            assertThat(FlatValue.of(value, ActionOutput.Type.DATETIME, Profile.CXONE)
                            .text())
                    .doesNotMatch(DATE_OF_JSON_NET);
        }
    }

    /** A flow may send any value of an answer back, as an input of the same type. */
    @Property
    void whatWeirWritesItReads(@ForAll("values") OutputValue value, @ForAll Profile profile) {
        String text = FlatValue.of(value, ActionOutput.Type.STRING, profile).text();

        assertThat(
                        switch (value) {
                            case OutputValue.Bool(var bool) ->
                                Coercion.of(new Input.Text(text), FieldType.BOOLEAN)
                                        .equals(fits(new Value.Bool(bool)));
                            case OutputValue.Numeric(var number) ->
                                Coercion.of(new Input.Text(text), FieldType.DOUBLE)
                                                instanceof Coercion.Fits(Value.Decimal(var same))
                                        && same.compareTo(number) == 0;
                            case OutputValue.Day(var date) ->
                                Coercion.of(new Input.Text(text), FieldType.DATE)
                                        .equals(fits(new Value.Date(date)));
                            case OutputValue.Moment(var instant) ->
                                Coercion.of(new Input.Text(text), FieldType.DATETIME)
                                        .equals(fits(new Value.DateTime(instant)));
                            case OutputValue.Text _, OutputValue.Blank _ -> throw new IllegalArgumentException();
                        })
                .as(text)
                .isTrue();
    }

    /** Where an output is a text, it has what Salesforce wrote. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-31T10:00:00.000+0000 | DATETIME | 2026-01-31T10:00:00Z",
                "09:30:00.000Z | TIME | 09:30:00.000Z",
                "2026-01-31 | DATE | 2026-01-31",
                "January 31, 2026 | DATE | 2026-01-31",
                "0035G0000000001QAA | ID | 0035G0000000001",
                "USD5000.5 | CURRENCY | USD 5000.5",
                "1234.50 | CURRENCY | 1234.5000",
                "1.0E7 | DOUBLE | 10000000"
            })
    void whatSalesforceWritesIsRead(String written, FieldType type, String otherwise) {
        for (var profile : Profile.values()) {
            String text = FlatValue.of(new OutputValue.Text(written), ActionOutput.Type.STRING, profile)
                    .text();

            assertThat(spelt(text, type)).isEqualTo(spelt(otherwise, type));
        }
    }

    private static String spelt(String text, FieldType type) {
        var coercion = Coercion.of(new Input.Text(text), type);
        assertThat(coercion).as(text).isInstanceOf(Coercion.Fits.class);
        return coercion instanceof Coercion.Fits(var value)
                ? switch (value) {
                    case Value.Decimal(var number) ->
                        number.stripTrailingZeros().toPlainString();
                    case Value.Money(var code, var amount) -> code + amount;
                    case Value.Text(var id) -> id;
                    case Value.Date(var date) -> date.toString();
                    case Value.DateTime(var instant) -> instant.toString();
                    case Value.Time(var time) -> time.toString();
                    case Value.Bool _, Value.RelativeDate _, Value.Null _ -> "";
                }
                : "";
    }

    private static Coercion fits(Value value) {
        return new Coercion.Fits(value);
    }

    private static boolean reads(JsonValue written, OutputValue value) {
        String text = textOf(written);
        return switch (value) {
            case OutputValue.Text(var expected) -> text.equals(wholeUnicode(expected));
            case OutputValue.Bool(var expected) -> text.equals(String.valueOf(expected));
            case OutputValue.Numeric(var expected) -> !text.isEmpty() && new BigDecimal(text).compareTo(expected) == 0;
            case OutputValue.Day(var expected) -> text.equals(expected.toString());
            case OutputValue.Moment(var expected) ->
                !text.isEmpty() && Instant.parse(text.replace(' ', 'T')).equals(expected);
            case OutputValue.Blank() -> text.isEmpty();
        };
    }

    /** What is too large is cut if it is a text, else it is not there at all. */
    private static boolean isCutFrom(JsonValue written, OutputValue value) {
        String text = textOf(written);
        return text.isEmpty()
                || (value instanceof OutputValue.Text(var whole)
                        && wholeUnicode(whole).startsWith(text));
    }

    private static String textOf(JsonValue value) {
        return switch (value) {
            case JsonString text -> text.getString();
            case JsonNumber number -> number.toString();
            default -> value.getValueType() == JsonValue.ValueType.NULL ? "" : value.toString();
        };
    }

    private static String wholeUnicode(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Map<String, OutputValue> expected(ActionAnswer answer) {
        var expected = new LinkedHashMap<String, OutputValue>();
        answer.outputs().forEach((key, value) -> expected.put(key.value(), value));
        for (var rows : answer.lists()) {
            for (int row = 0; row < rows.rows().size(); row++) {
                for (int i = 0; i < rows.list().outputs().size(); i++) {
                    expected.put(
                            rows.list()
                                    .member(
                                            row + 1,
                                            rows.list().outputs().get(i).key()),
                            rows.rows().get(row).get(i));
                }
            }
        }
        return expected;
    }

    @Provide
    Arbitrary<ActionAnswer> answers() {
        return Combinators.combine(
                        Arbitraries.of(Verdict.class),
                        Arbitraries.integers().between(0, 2_000),
                        Arbitraries.of(true, false),
                        row(OUTPUTS),
                        row(OUTPUTS).list().ofMaxSize(20),
                        row(OUTPUTS.subList(0, 1)).list().ofMaxSize(3))
                .as((verdict, count, truncated, values, first, second) -> new ActionAnswer(
                        verdict,
                        count,
                        truncated,
                        named(values),
                        List.of(
                                new ActionAnswer.Rows(LISTS.getFirst(), first),
                                new ActionAnswer.Rows(LISTS.getLast(), second))));
    }

    private static Map<MemberName, OutputValue> named(List<OutputValue> values) {
        var named = new LinkedHashMap<MemberName, OutputValue>();
        for (int i = 0; i < values.size(); i++) {
            named.put(OUTPUTS.get(i).key(), values.get(i));
        }
        return named;
    }

    private Arbitrary<List<OutputValue>> row(List<ActionOutput> outputs) {
        return Combinators.combine(outputs.stream().map(this::value).toList()).as(values -> new ArrayList<>(values));
    }

    private Arbitrary<OutputValue> value(ActionOutput output) {
        Arbitrary<OutputValue> some = switch (output.type()) {
            case STRING -> texts().map(OutputValue.Text::new);
            case BOOLEAN -> Arbitraries.of(true, false).map(OutputValue.Bool::new);
            case INTEGER -> Arbitraries.longs().map(BigDecimal::valueOf).map(OutputValue.Numeric::new);
            case NUMBER ->
                Combinators.combine(
                                Arbitraries.bigIntegers(),
                                Arbitraries.integers().between(-20, 20))
                        .as(BigDecimal::new)
                        .map(OutputValue.Numeric::new);
            case DATE -> days().map(OutputValue.Day::new);
            case DATETIME -> moments().map(OutputValue.Moment::new);
        };
        return Arbitraries.frequencyOf(
                Tuple.of(5, some), Tuple.of(1, Arbitraries.just((OutputValue) new OutputValue.Blank())));
    }

    /** Short and long, with what scripts, lines and encodings trip over. */
    private static Arbitrary<String> texts() {
        var pieces = Arbitraries.oneOf(
                Arbitraries.of("|", "{x}", "\"", "\\", "\n", "\r\n", "\u0000", "\u0085", "\u2028", "\u2029", "/"),
                Arbitraries.of("\uD83D\uDE00", "\uD83D", "\uDE00", "é", "2026-01-31T10:00:00Z", "null"),
                Arbitraries.strings().ofMaxLength(20));
        var brief = pieces.list().ofMaxSize(6).map(parts -> String.join("", parts));
        var endless = Combinators.combine(pieces, Arbitraries.integers().between(1_000, 10_000))
                .as((piece, length) -> piece.isEmpty() ? "" : piece.repeat(1 + length / piece.length()));
        return Arbitraries.frequencyOf(Tuple.of(3, brief), Tuple.of(1, endless));
    }

    @Provide
    Arbitrary<OutputValue> values() {
        return Arbitraries.oneOf(OUTPUTS.stream()
                        .filter(output -> output.type() != ActionOutput.Type.STRING)
                        .map(this::value)
                        .toList())
                .filter(value -> !(value instanceof OutputValue.Blank))
                .filter(value -> !(value instanceof OutputValue.Numeric(var number)) || Value.isWritable(number));
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1700, 1, 1).toEpochDay(),
                        LocalDate.of(4000, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs()
                .between(-8_520_336_000_000L, 64_060_588_799_999L)
                .map(Instant::ofEpochMilli);
    }
}
