package io.weir.adapter.in.http.adhoc;

import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.domain.answer.Answer;
import io.weir.domain.query.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the answer to an ad-hoc query as compact JSON on one line. Can be interrupted. */
public final class JsonWriter {
    private final JsonBytes json = new JsonBytes();

    private JsonWriter() {}

    public static JsonBytes answer(Answer answer) {
        var writer = new JsonWriter();
        writer.write(answer);
        return writer.json;
    }

    private void write(Answer answer) {
        json.writeAscii("{\"records\":");
        rows(answer.records());
        json.writeAscii(",\"total_size\":");
        json.writeAscii(Integer.toString(answer.totalSize()));
        json.writeAscii(answer.truncated() ? ",\"truncated\":true}" : "}");
    }

    private void rows(List<?> rows) {
        json.write('[');
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            value(rows.get(i));
        }
        json.write(']');
    }

    private void row(Row row) {
        WorkerPool.checkpoint();
        json.write('{');
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeQuoted(row.name(i));
            json.write(':');
            value(row.value(i));
        }
        json.write('}');
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> json.writeAscii("null");
            case String text -> json.writeQuoted(text);
            case Boolean bool -> json.writeAscii(bool.toString());
            case Number number -> json.writeAscii(number.toString());
            case Row row -> row(row);
            case List<?> rows -> rows(rows);
            default ->
                throw new IllegalArgumentException(
                        "a row holds no " + value.getClass().getName());
        }
    }
}
