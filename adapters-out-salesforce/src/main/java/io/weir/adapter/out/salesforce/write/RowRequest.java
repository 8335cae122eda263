package io.weir.adapter.out.salesforce.write;

import io.helidon.http.Method;
import io.weir.adapter.out.salesforce.http.PercentEncoding;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.domain.filter.Value;
import io.weir.domain.write.Assignment;
import io.weir.domain.write.FieldText;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tools.jackson.core.JsonGenerator;

/** The request of the resource sObject Rows that writes one record. */
final class RowRequest {
    private static final String ASSIGNMENT = "Sforce-Auto-Assign";

    private final RecordWrite write;

    RowRequest(RecordWrite write) {
        this.write = write;
    }

    Method method() {
        return write.creates() ? Method.POST : Method.PATCH;
    }

    /** @param root of the API's version */
    String path(String root) {
        String object = root + "/sobjects/" + write.object().value();
        return switch (write.operation()) {
            case RecordWrite.Operation.Create _ -> object;
            case RecordWrite.Operation.Update(var id) -> object + "/" + id.value();
            case RecordWrite.Operation.Upsert(var field, var key) ->
                PercentEncoding.append(object + "/" + field + "/", FieldText.of(key));
        };
    }

    Map<String, String> headers() {
        Optional<String> assigned = write.assignment().map(assignment -> switch (assignment) {
            case Assignment.ByRules() -> "TRUE";
            case Assignment.Keep() -> "FALSE";
            case Assignment.ByRule(var rule) -> rule.value();
        });
        return assigned.<Map<String, String>>map(value -> Map.of(ASSIGNMENT, value))
                .orElse(Map.of());
    }

    /**
     * Writes the fields as an object.
     *
     * @param idOf what stands for the id of an earlier record of the request
     */
    void writeFields(JsonGenerator json, IntFunction<String> idOf) {
        json.writeStartObject();
        write.fields().forEach((field, content) -> {
            json.writeName(field);
            switch (content) {
                case Content.Literal(var value) -> write(json, value);
                case Content.IdOf(var index) -> json.writeString(idOf.apply(index));
            }
        });
        json.writeEndObject();
    }

    /** The ASCII text of what {@code writer} writes. */
    static String text(Consumer<JsonGenerator> writer) {
        var bytes = new ByteArrayOutputStream();
        try (var json = Json.generator(bytes)) {
            writer.accept(json);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private static void write(JsonGenerator json, Value value) {
        switch (value) {
            case Value.Null() -> json.writeNull();
            case Value.Bool(var bool) -> json.writeBoolean(bool);
            case Value.Decimal(var number) -> json.writeNumber(number.toPlainString());
            case Value.Money(var _, var amount) -> json.writeNumber(amount.toPlainString());
            case Value.Text _, Value.Date _, Value.DateTime _, Value.Time _ -> json.writeString(FieldText.of(value));
            case Value.RelativeDate _ ->
                throw new IllegalArgumentException("a field holds a day, and not one relative to today");
        }
    }
}
