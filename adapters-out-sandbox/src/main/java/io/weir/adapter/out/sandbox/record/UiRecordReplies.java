package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonFormat;
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
import io.weir.domain.schema.FieldType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies of the User Interface API: one record with the fields' display values, and the errors of each field. */
final class UiRecordReplies {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final SandboxOrg org;
    private final RecordWriter writer;

    UiRecordReplies(SandboxOrg org, RecordWriter writer) {
        this.org = org;
        this.writer = writer;
    }

    /** {@code POST /ui-api/records}. */
    Reply create(ApiRequest request) {
        var body = JsonValue.read(request.body());
        String object = body.text("apiName");
        var table = org.table(object);
        if (table.isEmpty()) {
            return Reply.error(400, "INVALID_TYPE", "Object %s is not supported in UI API".formatted(object));
        }
        return saved(table.get(), "create", () -> writer.create(fields(table.get(), body), options(body)), 201);
    }

    /** {@code PATCH /ui-api/records/{id}}. */
    Reply update(ApiRequest request) {
        var body = JsonValue.read(request.body());
        String id = request.segment(2);
        return RecordsById.table(org, id)
                .map(table -> saved(table, "update", () -> writer.update(id, fields(table, body), options(body)), 200))
                .orElseGet(() -> malformedId(id));
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

    private static Reply read(ApiRequest request, Table table, StoredRecord record) {
        if (!request.parameter("layoutTypes").isEmpty()) {
            return Reply.ok(json(table, record, table.fields()));
        }
        var fields = new ArrayList<Field>();
        for (String path : (request.parameter("fields") + "," + request.parameter("optionalFields")).split(",", -1)) {
            if (path.isBlank()) {
                continue;
            }
            var segments = path.strip().split("\\.", -1);
            if (segments.length > 2) {
                return Reply.error(501, "NOT_SUPPORTED", "the sandbox does not support parents' fields in UI API");
            }
            var field = table.field(segments[segments.length - 1]);
            if (field.isEmpty()) {
                return Reply.error(400, "INVALID_FIELD", "Invalid fields: [%s]".formatted(path.strip()));
            }
            fields.add(field.get());
        }
        return fields.isEmpty()
                ? Reply.error(400, "INVALID_INPUT", "Either fields, optionalFields or layoutTypes must be specified.")
                : Reply.ok(json(table, record, fields));
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
                yield Reply.json(status, json(table, table.record(id).orElseThrow(), table.fields()));
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

    private static Map<String, @Nullable Object> json(Table table, StoredRecord record, List<Field> fields) {
        var values = Json.object();
        for (var field : fields) {
            if (!field.type().isCompound()) {
                values.put(field.name(), value(field, record.value(field.name())));
            }
        }
        return Json.object(
                "apiName",
                table.name(),
                "childRelationships",
                Map.of(),
                "eTag",
                "%032x".formatted(record.contentHash()),
                "fields",
                values,
                "id",
                record.id(),
                "lastModifiedById",
                formatted(record.valueIfAny("LastModifiedById")),
                "lastModifiedDate",
                formatted(record.valueIfAny("LastModifiedDate")),
                "recordTypeId",
                formatted(record.valueIfAny("RecordTypeId")),
                "recordTypeInfo",
                null,
                "systemModstamp",
                formatted(record.valueIfAny("SystemModstamp")),
                "weakEtag",
                record.contentHash());
    }

    private static Map<String, @Nullable Object> value(Field field, @Nullable Object stored) {
        String label =
                field.type() == FieldType.PICKLIST && stored instanceof String value ? field.labelOf(value) : null;
        return Json.object("displayValue", label, "value", formatted(stored));
    }

    private static @Nullable Object formatted(@Nullable Object stored) {
        return stored instanceof Instant instant ? DATE_TIME.format(instant) : JsonFormat.format(stored);
    }
}
