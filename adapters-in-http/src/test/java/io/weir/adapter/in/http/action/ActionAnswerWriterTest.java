package io.weir.adapter.in.http.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ActionAnswerWriterTest {
    private static final DataAction LOOKUP = SampleActions.callerLookup();

    private static final ActionAnswer FOUND = new ActionAnswer(
            Verdict.FOUND,
            1,
            false,
            outputs(
                    LOOKUP,
                    text("Zoë \"Z\" O'Neil\n\u2028|{x}\uD83D\uDE00\uD83D"),
                    new OutputValue.Bool(true),
                    new OutputValue.Numeric(new BigDecimal("1E+3")),
                    new OutputValue.Numeric(new BigDecimal("-12.50")),
                    new OutputValue.Day(LocalDate.of(2026, 1, 31)),
                    new OutputValue.Moment(Instant.parse("2026-01-31T10:00:00Z")),
                    new OutputValue.Blank()),
            List.of(new ActionAnswer.Rows(LOOKUP.lists().getFirst(), List.of(List.of(text("00012345"), text("New"))))));

    @Test
    void writesEveryValueAsAStringForCxone() {
        assertThat(written(LOOKUP, FOUND, Profile.CXONE))
                .isEqualTo(
                        "{\"ok\":\"true\",\"outcome\":\"found\",\"count\":\"1\",\"truncated\":\"false\",\"request_id\":\"c-1\",\"invalid\":\"\",\"invalid_reason\":\"\",\"contactName\":\"Zoë"
                            + " \\\"Z\\\" O'Neil\\n"
                            + "\\u2028|{x}\uD83D\uDE00\uFFFD\","
                            + "\"vip\":\"true\",\"openCases\":\"1000\",\"balance\":\"-12.50\",\"birthdate\":\"2026-01-31\",\"since\":\"2026-01-31"
                            + " 10:00:00Z\",\"note\":\"\",\"r1_caseNumber\":\"00012345\","
                            + "\"r1_status\":\"New\",\"r2_caseNumber\":\"\",\"r2_status\":\"\"}");
    }

    @Test
    void writesTypesOfJsonInTheProfileJson() {
        assertThat(written(LOOKUP, FOUND, Profile.JSON))
                .isEqualTo(
                        "{\"ok\":true,\"outcome\":\"found\",\"count\":1,\"truncated\":false,\"request_id\":\"c-1\",\"invalid\":\"\",\"invalid_reason\":\"\",\"contactName\":\"Zoë"
                            + " \\\"Z\\\" O'Neil\\n"
                            + "\\u2028|{x}\uD83D\uDE00\uFFFD\","
                            + "\"vip\":true,\"openCases\":1000,\"balance\":-12.50,\"birthdate\":\"2026-01-31\","
                            + "\"since\":\"2026-01-31T10:00:00Z\",\"note\":\"\",\"r1_caseNumber\":\"00012345\","
                            + "\"r1_status\":\"New\",\"r2_caseNumber\":\"\",\"r2_status\":\"\"}");
    }

    @Test
    void writesADatetimeFromSalesforceInTheFormOfTheProfile() {
        var action = SampleActions.answering(
                List.of(
                        SampleActions.output("made", ActionOutput.Type.STRING),
                        SampleActions.output("said", ActionOutput.Type.STRING)),
                List.of());
        var answer = new ActionAnswer(
                Verdict.FOUND,
                1,
                false,
                outputs(action, text("2026-01-31T10:00:00.250+0000"), text("2026-01-31T10:00:00.250 or so")),
                List.of());

        assertThat(read(written(action, answer, Profile.CXONE)).getString("made"))
                .isEqualTo("2026-01-31 10:00:00.250Z");
        assertThat(read(written(action, answer, Profile.CXONE)).getString("said"))
                .isEqualTo("2026-01-31T10:00:00.250 or so");
        assertThat(read(written(action, answer, Profile.JSON)).getString("made"))
                .isEqualTo("2026-01-31T10:00:00.250+0000");
    }

    @Test
    void hasTheSameMembersWhenNothingIsFound() {
        var none = new ActionAnswer(Verdict.NOT_FOUND, 0, false, Map.of(), List.of());

        assertThat(read(written(LOOKUP, none, Profile.CXONE)).keySet())
                .containsExactlyElementsOf(
                        read(written(LOOKUP, FOUND, Profile.CXONE)).keySet());
        assertThat(written(LOOKUP, none, Profile.JSON))
                .contains("\"outcome\":\"not_found\",\"count\":0,")
                .contains("\"contactName\":\"\",\"vip\":null,\"openCases\":null,\"balance\":null,\"birthdate\":\"\"");
    }

    @Test
    void dropsTheLastRowsOfSeveralListsInTurn() {
        var lists = List.of(SampleActions.list("a", 20, "x"), SampleActions.list("b", 20, "x"));
        var action = SampleActions.answering(List.of(SampleActions.output("name", ActionOutput.Type.STRING)), lists);
        var answer = new ActionAnswer(
                Verdict.FOUND,
                20,
                false,
                outputs(action, text("Ada")),
                List.of(rows(lists.getFirst(), 20, 600), rows(lists.getLast(), 8, 600)));

        var json = read(written(action, answer, Profile.CXONE));

        assertThat(size(action, answer)).isLessThanOrEqualTo(ActionAnswerWriter.ROOM);
        assertThat(json.getString("truncated")).isEqualTo("true");
        assertThat(json.getString("name")).isEqualTo("Ada");
        assertThat(filled(json, "b")).isEqualTo(8L);
        assertThat(filled(json, "a")).isBetween(15L, 18L);
        assertThat(json.getString("a1_x")).hasSize(600);
    }

    @Test
    void cutsTheLongestTextsAndNoOthers() {
        var action = SampleActions.answering(
                Stream.of("brief", "long", "longer", "short")
                        .map(key -> SampleActions.output(key, ActionOutput.Type.STRING))
                        .toList(),
                List.of());
        var answer = new ActionAnswer(
                Verdict.FOUND,
                1,
                false,
                outputs(
                        action,
                        text("Ada"),
                        text("\uD83D\uDE00".repeat(5_000)),
                        text("é".repeat(30_000)),
                        text("x".repeat(3_000))),
                List.of());

        var json = read(written(action, answer, Profile.CXONE));

        assertThat(size(action, answer)).isBetween(AnswerStyle.MAX_BYTES - 16, AnswerStyle.MAX_BYTES);
        assertThat(json.getString("truncated")).isEqualTo("true");
        assertThat(json.getString("brief")).isEqualTo("Ada");
        assertThat(json.getString("short")).hasSize(3_000);
        assertThat("\uD83D\uDE00".repeat(5_000)).startsWith(json.getString("long"));
        assertThat("é".repeat(30_000)).startsWith(json.getString("longer"));
        assertThat(utf8(json.getString("long"))).isBetween(10_000, 11_000);
        assertThat(utf8(json.getString("longer"))).isBetween(10_000, 11_000);
    }

    @Test
    void leavesAUrlOutRatherThanCutItApart() {
        var url = new TextTemplate(List.of(new TextTemplate.Part.Literal("https://crm.example.com/?q={anything}")));
        var action = SampleActions.answering(
                List.of(
                        new ActionOutput(
                                new MemberName("url"),
                                new ActionOutput.Source.Written(url),
                                ActionOutput.Type.STRING,
                                ActionOutput.Format.PLAIN,
                                Optional.empty(),
                                ""),
                        SampleActions.output("brief", ActionOutput.Type.STRING)),
                List.of());
        var answer = new ActionAnswer(
                Verdict.FOUND,
                1,
                false,
                outputs(action, text("https://crm.example.com/?q=" + "%C3%A9".repeat(5_000)), text("Ada")),
                List.of());

        var json = read(written(action, answer, Profile.CXONE));

        assertThat(json.getString("url")).isEmpty();
        assertThat(json.getString("brief")).isEqualTo("Ada");
        assertThat(json.getString("truncated")).isEqualTo("true");
    }

    @Test
    void leavesALongTextWholeAsLongAsCxoneTakesIt() {
        var action =
                SampleActions.answering(List.of(SampleActions.output("note", ActionOutput.Type.STRING)), List.of());
        var answer = new ActionAnswer(Verdict.FOUND, 1, false, outputs(action, text("x".repeat(20_000))), List.of());

        var json = read(written(action, answer, Profile.CXONE));

        assertThat(json.getString("note")).hasSize(20_000);
        assertThat(json.getString("truncated")).isEqualTo("false");
    }

    @Test
    void neverCutsANumberApart() {
        var keys = IntStream.range(0, 370)
                .mapToObj(i -> SampleActions.output("number" + i, ActionOutput.Type.NUMBER))
                .toList();
        var action = SampleActions.answering(keys, List.of());
        var number = new BigDecimal("1".repeat(64));
        var answer = new ActionAnswer(
                Verdict.FOUND,
                1,
                false,
                keys.stream().collect(Collectors.toMap(ActionOutput::key, _ -> new OutputValue.Numeric(number))),
                List.of());

        for (var profile : Profile.values()) {
            var json = read(written(action, answer, profile));

            assertThat(json.values().stream().map(Object::toString).filter(value -> value.contains("11")))
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(value.replace("\"", "")).isEqualTo(number.toString()));
            assertThat(utf8(written(action, answer, profile))).isLessThanOrEqualTo(AnswerStyle.MAX_BYTES);
        }
    }

    static ActionAnswer.Rows rows(ActionList list, int count, int length) {
        return new ActionAnswer.Rows(
                list,
                Stream.generate(() -> list.outputs().stream()
                                .<OutputValue>map(_ -> text("x".repeat(length)))
                                .toList())
                        .limit(count)
                        .toList());
    }

    static String written(DataAction action, ActionAnswer answer, Profile profile) {
        return new String(
                ActionAnswerWriter.written(action, answer, "c-1", profile).toByteArray(), StandardCharsets.UTF_8);
    }

    static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    static Map<MemberName, OutputValue> outputs(DataAction action, OutputValue... values) {
        var outputs = new LinkedHashMap<MemberName, OutputValue>();
        for (int i = 0; i < values.length; i++) {
            outputs.put(action.outputs().get(i).key(), values[i]);
        }
        return outputs;
    }

    static OutputValue text(String text) {
        return new OutputValue.Text(text);
    }

    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int size(DataAction action, ActionAnswer answer) {
        return utf8(written(action, answer, Profile.CXONE));
    }

    private static long filled(JsonObject json, String prefix) {
        return json.keySet().stream()
                .filter(key ->
                        key.matches(prefix + "\\d+_x") && !json.getString(key).isEmpty())
                .count();
    }
}
