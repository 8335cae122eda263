package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.write.RecordInput;
import io.weir.adapter.out.sandbox.write.RecordWriter;
import io.weir.adapter.out.sandbox.write.SaveResult;
import io.weir.adapter.out.sandbox.write.WriteError;
import io.weir.adapter.out.sandbox.write.WriteOptions;
import io.weir.adapter.out.sandbox.write.WriteOptions.Assignment;
import io.weir.adapter.out.sandbox.write.WriteRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replies of the User Interface API: one record with the fields' display values, and the errors of each field. */
final class UiRecordReplies {
    private final SandboxOrg org;
    private final UiRecordJson json;
    private final RecordWriter writer;

    UiRecordReplies(SandboxOrg org, RecordWriter writer) {
        this.org = org;
        this.json = new UiRecordJson(org);
        this.writer = writer;
    }

    /** {@code POST /ui-api/records}. */
    Reply create(ApiRequest request) {
        var body = JsonValue.read(request.body()).requireObject();
        String object = body.text("apiName");
        var table = org.table(object);
        if (table.isEmpty()) {
            return Reply.error(400, "INVALID_TYPE", "Object %s is not supported in UI API".formatted(object));
        }
        return saved(table.get(), "create", () -> writer.create(fields(table.get(), body), options(body)), 201);
    }

    /** {@code PATCH /ui-api/records/{id}}. */
    Reply update(ApiRequest request) {
        var body = JsonValue.read(request.body()).requireObject();
        String id = request.segment(2);
        return RecordsById.table(org, id)
                .map(table -> org.transaction(_ -> update(request, table, id, body)))
                .orElseGet(() -> malformedId(id));
    }

    /** Whoever sends {@code If-Unmodified-Since} does not overwrite what others have changed. */
    private Reply update(ApiRequest request, Table table, String id, JsonValue body) {
        return RecordsById.live(table, id)
                        .filter(record -> Conditions.modifiedSince(request, record))
                        .isPresent()
                ? Reply.empty(412)
                : saved(table, "update", () -> writer.update(id, fields(table, body), options(body)), 200);
    }

    /** {@code DELETE /ui-api/records/{id}}. */
    Reply delete(ApiRequest request) {
        String id = request.segment(2);
        return RecordsById.table(org, id)
                .map(table -> saved(table, "delete", () -> writer.delete(table, id), 204))
                .orElseGet(() -> malformedId(id));
    }

    /** {@code GET /ui-api/records/{id}} with {@code fields} or {@code layoutTypes}. */
    Reply read(ApiRequest request) {
        String id = request.segment(2);
        return RecordsById.table(org, id)
                .map(table -> RecordsById.live(table, id)
                        .map(record -> read(request, table, record))
                        .orElseGet(Reply::notFound))
                .orElseGet(() -> malformedId(id));
    }

    private Reply read(ApiRequest request, Table table, StoredRecord record) {
        if (!request.parameter("layoutTypes").isEmpty()) {
            return Reply.ok(json.json(table, record));
        }
        var paths = new ArrayList<List<String>>();
        for (String field : names(request.parameter("fields"))) {
            var path = json.path(table, field);
            if (path.isEmpty()) {
                return Reply.error(400, "INVALID_FIELD", "Invalid fields: [%s]".formatted(field));
            }
            paths.add(path.get());
        }
        for (String field : names(request.parameter("optionalFields"))) {
            json.path(table, field).ifPresent(paths::add);
        }
        boolean asked = !request.parameter("fields").isBlank()
                || !request.parameter("optionalFields").isBlank();
        return asked
                ? Reply.ok(json.json(table, record, paths))
                : Reply.error(400, "INVALID_INPUT", "Either fields, optionalFields or layoutTypes must be specified.");
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private interface Write {
        SaveResult result();
    }

    private Reply saved(Table object, String verb, Write write, int status) {
        SaveResult result;
        try {
            result = write.result();
        } catch (WriteRefusal refusal) {
            result = new SaveResult.Refused(refusal.errors());
        }
        return switch (result) {
            case SaveResult.Saved(var _, var _) when status == 204 -> Reply.empty(204);
            case SaveResult.Saved(var id, var _) -> {
                var table = org.table(object.name()).orElseThrow();
                yield Reply.json(status, json.json(table, table.record(id).orElseThrow()));
            }
            case SaveResult.Refused(var errors) -> refused(object, verb, errors);
            case SaveResult.Ambiguous _ -> throw new IllegalStateException("no record is written by a key here");
        };
    }

    private RecordInput fields(Table table, JsonValue body) {
        return RecordInput.of(org, table, body.member("fields"));
    }

    /** The UI API runs no assignment rule unless the body asks for the default one. */
    private static WriteOptions options(JsonValue body) {
        var assignment = body.flag("useDefaultRule") ? new Assignment.Active() : new Assignment.None();
        return new WriteOptions(assignment, body.flag("allowSaveOnDuplicate"), false);
    }

    private static Reply malformedId(String id) {
        return Reply.error(400, "INVALID_ID_FIELD", "%s is not a valid id.".formatted(id));
    }

    private static Reply refused(Table table, String verb, List<WriteError> errors) {
        var general = new ArrayList<Map<String, @Nullable Object>>();
        var byField = Json.object();
        for (var error : errors) {
            if (error.fields().isEmpty()) {
                general.add(error(error, null, null));
            }
            for (String name : error.fields()) {
                String label = table.field(name)
                        .map(field -> field.description().label())
                        .orElse(name);
                byField.put(name, List.of(error(error, name, label)));
            }
        }
        int status = SaveReplies.status(errors);
        return Reply.json(
                status,
                List.of(Json.object(
                        "message",
                        "An error occurred while trying to %s the record. Please try again.".formatted(verb),
                        "errorCode",
                        errors.getFirst().code(),
                        "statusCode",
                        status,
                        "enhancedErrorType",
                        "RecordError",
                        "output",
                        Json.object("errors", general, "fieldErrors", byField))));
    }

    private static Map<String, @Nullable Object> error(
            WriteError error, @Nullable String field, @Nullable String fieldLabel) {
        return Json.object(
                "constituentField",
                null,
                "duplicateRecordError",
                null,
                "errorCode",
                error.code(),
                "field",
                field,
                "fieldLabel",
                fieldLabel,
                "message",
                error.message());
    }
}
