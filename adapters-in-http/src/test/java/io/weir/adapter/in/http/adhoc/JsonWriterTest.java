package io.weir.adapter.in.http.adhoc;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.answer.Answer;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void anAnswerIsCompact() {
        var children = List.of(row("Subject", "A \"quoted\" one"), row("Subject", null));
        var row = row(
                "Name",
                "Grüße € 😀",
                "VIP__c",
                true,
                "Number",
                7L,
                "Amount",
                new BigDecimal("1E+30"),
                "Cases",
                children);

        assertThat(written(new Answer(List.of(row, row("Owner", row("Name", ""))), 42, true)))
                .isEqualTo("{\"records\":[{\"Name\":\"Grüße € 😀\",\"VIP__c\":true,\"Number\":7,\"Amount\":1E+30,"
                        + "\"Cases\":[{\"Subject\":\"A \\\"quoted\\\" one\"},{\"Subject\":null}]},"
                        + "{\"Owner\":{\"Name\":\"\"}}],\"total_size\":42,\"truncated\":true}");
        assertThat(written(Answer.EMPTY)).isEqualTo("{\"records\":[],\"total_size\":0}");
    }

    @Test
    void anAnswerIsOneLineWhateverItsTextsAre() {
        String text = "\r\n\f\u0085\u2028\u2029";

        assertThat(written(answer(text))).doesNotContainPattern("[\r\n\f\u0085\u2028\u2029]");
        assertThat(JSON.readTree(written(answer(text))).at("/records/0/Text").stringValue())
                .isEqualTo(text);
    }

    @Test
    void halfOfACharacterIsEscapedBecauseUtf8HasNone() {
        assertThat(written(answer("a\uD83D\uD83D\uDE00\uDE00"))).contains("\"a\\ud83d😀\\ude00\"");
    }

    @Property(tries = 500)
    void textsAreReadAsTheyWere(@ForAll List<String> texts) {
        var rows = new ArrayList<Row>();
        texts.forEach(text -> rows.add(row("Text", text)));

        var read = JSON.readTree(written(new Answer(rows, rows.size(), false))).get("records");

        assertThat(read.valueStream().map(row -> row.get("Text")).map(JsonNode::stringValue))
                .containsExactlyElementsOf(texts);
    }

    private static Answer answer(String text) {
        return new Answer(List.of(row("Text", text)), 1, false);
    }

    private static String written(Answer answer) {
        return new String(JsonWriter.answer(answer).toByteArray(), StandardCharsets.UTF_8);
    }
}
