package io.weir.adapter.in.http.contract;

import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.domain.answer.Answer;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An answer as a tree of the same JSON that {@code JsonWriter} writes. Can be interrupted. */
final class AnswerTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** An exponent may stand for so many zeros that they do not fit into memory. */
    private static final int MOST_ZEROS = 1_000;

    private AnswerTree() {}

    static ObjectNode of(Answer answer) {
        return of(answer, rows(answer.records()));
    }

    /** {@code answer} with no record in its list. */
    static ObjectNode withoutRecords(Answer answer) {
        return of(answer, NODES.arrayNode());
    }

    private static ObjectNode of(Answer answer, ArrayNode records) {
        var tree = NODES.objectNode();
        tree.set("records", records);
        tree.put("total_size", answer.totalSize());
        if (answer.truncated()) {
            tree.put("truncated", true);
        }
        return tree;
    }

    /** In draft 4 a node's own kind says whether it is an integer. */
    private static JsonNode number(BigDecimal number) {
        boolean integer = number.scale() <= 0 && number.scale() >= -MOST_ZEROS;
        return integer ? NODES.numberNode(number.toBigIntegerExact()) : NODES.numberNode(number);
    }

    private static ArrayNode rows(List<?> rows) {
        var array = NODES.arrayNode(rows.size());
        for (var row : rows) {
            array.add(value(row));
        }
        return array;
    }

    private static ObjectNode row(Row row) {
        WorkerPool.checkpoint();
        var object = NODES.objectNode();
        for (int i = 0; i < row.size(); i++) {
            object.set(row.name(i), value(row.value(i)));
        }
        return object;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.stringNode(text);
            case Boolean bool -> NODES.booleanNode(bool);
            case Long number -> NODES.numberNode(number.longValue());
            case BigDecimal number -> number(number);
            case Number number -> number(new BigDecimal(number.toString()));
            case Row row -> row(row);
            case List<?> rows -> rows(rows);
            default ->
                throw new IllegalArgumentException(
                        "a row holds no " + value.getClass().getName());
        };
    }
}
