package io.weir.adapter.in.http.adhoc;

import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.domain.answer.Answer;
import io.weir.domain.query.Row;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the answer to an ad-hoc query as compact JSON on one line: rows exactly as they came. Can be interrupted. */
public final class JsonWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonWriter() {}

    public static JsonBytes answer(Answer answer) {
        var bytes = new JsonBytes();
        try (var json = generator(bytes)) {
            json.writeStartObject();
            json.writeName("records");
            rows(answer.records(), json);
            json.writeNumberProperty("total_size", answer.totalSize());
            if (answer.truncated()) {
                json.writeBooleanProperty("truncated", true);
            }
            json.writeEndObject();
        }
        return bytes;
    }

    private static void rows(List<?> rows, JsonGenerator json) {
        json.writeStartArray();
        for (var row : rows) {
            value(row, json);
        }
        json.writeEndArray();
    }

    private static void row(Row row, JsonGenerator json) {
        WorkerPool.checkpoint();
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            json.writeName(row.name(i));
            value(row.value(i), json);
        }
        json.writeEndObject();
    }

    private static void value(@Nullable Object value, JsonGenerator json) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean bool -> json.writeBoolean(bool);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Number number -> json.writeNumber(new BigDecimal(number.toString()));
            case Row row -> row(row, json);
            case List<?> rows -> rows(rows, json);
            default ->
                throw new IllegalArgumentException(
                        "a row holds no " + value.getClass().getName());
        }
    }

    private static JsonGenerator generator(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }
}
