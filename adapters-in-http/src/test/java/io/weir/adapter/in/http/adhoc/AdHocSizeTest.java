package io.weir.adapter.in.http.adhoc;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.RowSize;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.AnswerContract.Check;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An answer to an ad-hoc query is no larger than its caller takes it. */
final class AdHocSizeTest {
    private static final String QUERY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]";
    private static final Row[] ROWS = IntStream.range(0, 500)
            .mapToObj(i -> row("Id", (long) i, "Text", "é".repeat(100)))
            .toArray(Row[]::new);

    @Test
    void leavesOutTheLastRecordsWhole() {
        try (var weir = RunningWeir.with(ROWS)) {
            String body = weir.post(QUERY + "}").body();
            int records = body.split("\"Id\":", -1).length - 1;

            assertThat(body.getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(AnswerStyle.MAX_BYTES - 300, AnswerStyle.MAX_BYTES);
            assertThat(body).endsWith("\"}],\"total_size\":%d,\"truncated\":true}".formatted(records));
            assertThat(weir.history.executions).singleElement().satisfies(execution -> {
                assertThat(execution.rows()).isEqualTo(records);
                assertThat(execution.truncated()).isTrue();
            });
        }
    }

    @Test
    void whatTheCallerGetsKeepsTheContractThatItAskedFor() {
        var few = ",\"expected_schema\":{\"properties\":{\"records\":{\"maxItems\":200}}}}";
        var closed = ",\"expected_schema\":{\"properties\":{\"records\":{},\"total_size\":{}},"
                + "\"additionalProperties\":false}}";
        try (var weir = RunningWeir.with(ROWS)) {
            assertThat(weir.post(QUERY + few).statusCode()).isEqualTo(200);
            assertThat(weir.post(QUERY + closed).statusCode()).isEqualTo(502);
        }
        try (var weir = RunningWeir.with(ROWS[0])) {
            assertThat(weir.post(QUERY + closed).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRecordThatIsTooLargeByItselfIsNoEmptyAnswer() {
        try (var weir = RunningWeir.with(row("Text", "x".repeat(30_000)), row("Text", "y"))) {
            var answer = weir.post(QUERY + "}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .contains("\"code\":\"answer_broke_contract\"", "/records/0: this record alone is larger than");
        }
    }

    @Test
    void always200HoldsForAdHocQueriesToo() {
        var style = new AnswerStyle(AnswerStyle.Profile.CXONE, AnswerStyle.Errors.ALWAYS_200, 0);
        try (var weir = RunningWeir.answering(style)) {
            var answer = weir.post("{\"object_name\":1}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\":400", "\"ok\":\"false\"");
        }
    }

    @Property(tries = 300)
    void theSizeOfARecordIsKnownWithoutWritingIt(@ForAll("rows") Row row) {
        int around = JsonWriter.answer(new Answer(List.of(), 1, false)).toByteArray().length;

        assertThat(RowSize.of(row))
                .isEqualTo(JsonWriter.answer(new Answer(List.of(row), 1, false)).toByteArray().length - around);
    }

    @Property(tries = 300)
    void noAnswerIsLargerThanItMayBe(@ForAll("tables") List<Row> rows) {
        var contract = new BoundedContract(AnswerContract.NONE, 2_000);
        var taken = contract.taken(new Answer(rows, rows.size(), false));
        boolean fits = JsonWriter.answer(taken).toByteArray().length <= 2_000;

        assertThat(taken.records()).isEqualTo(rows.subList(0, taken.records().size()));
        assertThat(taken.truncated()).isEqualTo(taken.records().size() < rows.size());
        assertThat(fits || !contract.check(taken, Duration.ofSeconds(1)).equals(new Check.Done(List.of())))
                .isTrue();
    }

    @Provide
    Arbitrary<List<Row>> tables() {
        return rows().list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<Row> rows() {
        var flat = Combinators.combine(texts(), values(), values(), texts())
                .as((name, one, other, text) -> row("a" + name, one, "B", other, "C__c", text));
        return Combinators.combine(flat, flat.list().ofMaxSize(3), texts())
                .as((parent, children, text) -> row("Parent", parent, "Children", children, "Text", text));
    }

    private static Arbitrary<@Nullable Object> values() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(true, false).map(bool -> (Object) bool),
                Arbitraries.bigDecimals().map(number -> (Object) number),
                Arbitraries.of("1E+30", "-1E-30").map(number -> (Object) new BigDecimal(number)));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of("\u0001\b\t\n\f\r\"\\/", "\uD83D\uDE00", "\uD83D", "é€"));
    }
}
