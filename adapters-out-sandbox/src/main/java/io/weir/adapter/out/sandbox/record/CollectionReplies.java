package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.write.RecordInput;
import io.weir.adapter.out.sandbox.write.RecordWriter;
import io.weir.adapter.out.sandbox.write.SaveResult;
import io.weir.adapter.out.sandbox.write.WriteError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replies of sObject Collections: up to 200 records written, or up to 2,000 read, in one request. */
final class CollectionReplies {
    private static final int MAX_RECORDS = 200;
    private static final int MAX_CHUNKS = 10;
    private static final int MAX_IDS = 2_000;
    private static final WriteError ROLLED_BACK = new WriteError(
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header");
    private static final WriteError NO_SUCH_RECORD =
            new WriteError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");

    private final SandboxOrg org;
    private final RecordWriter writer;
    private final RowQueries queries;
    private final RecentRecords recent;

    CollectionReplies(SandboxOrg org, RecordWriter writer, RowQueries queries, RecentRecords recent) {
        this.org = org;
        this.writer = writer;
        this.queries = queries;
        this.recent = recent;
    }

    /** {@code POST /composite/sobjects}. */
    Reply create(ApiRequest request) {
        return records(
                request,
                false,
                (input, json) -> json.text("Id").isEmpty() && json.text("id").isEmpty()
                        ? writer.create(input, SaveReplies.options(request))
                        : SaveResult.refused(new WriteError(
                                "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id")));
    }

    /** {@code PATCH /composite/sobjects}. */
    Reply update(ApiRequest request) {
        return records(request, false, (input, json) -> {
            String id = json.text("Id").isEmpty() ? json.text("id") : json.text("Id");
            return id.isEmpty()
                    ? SaveResult.refused(new WriteError("MISSING_ARGUMENT", "Id not specified in an update call"))
                    : existing(writer.update(id, input, SaveReplies.options(request)));
        });
    }

    /** {@code PATCH /composite/sobjects/{object}/{field}}: upserts by an External ID. */
    Reply upsert(ApiRequest request) {
        return org.table(request.segment(2))
                .flatMap(table -> table.field(request.segment(3))
                        .filter(RecordWriter::isKey)
                        .map(field -> upsert(request, table.name(), field)))
                .orElseGet(() -> SaveReplies.noSuchKey(request.segment(3)));
    }

    private Reply upsert(ApiRequest request, String object, Field field) {
        String name = field.name();
        var options = SaveReplies.options(request);
        var keys = new HashSet<Object>();
        return records(request, true, (input, json) -> {
            if (!json.object("attributes").text("type").equalsIgnoreCase(object)) {
                return SaveResult.refused(
                        new WriteError("INVALID_TYPE", "the records of this request are of type " + object));
            }
            var key = name.equals("Id") ? json.text("Id") : input.values().get(name);
            if (key == null || key.equals("")) {
                return name.equals("Id")
                        ? writer.create(input, options)
                        : SaveResult.refused(new WriteError("MISSING_ARGUMENT", name + " not specified"));
            }
            if (!keys.add(key instanceof String text ? text.toLowerCase(Locale.ROOT) : key)) {
                return SaveResult.refused(
                        new WriteError("DUPLICATE_VALUE", "Duplicate external id specified: " + key, name));
            }
            return existing(writer.upsert(field, key, true, input.without(name), options));
        });
    }

    /** {@code DELETE /composite/sobjects?ids=…}. */
    Reply delete(ApiRequest request) {
        var ids = split(request.parameter("ids"));
        if (ids.isEmpty()) {
            return Reply.error(400, "MISSING_ARGUMENT", "The ids parameter is required.");
        }
        if (ids.size() > MAX_RECORDS) {
            return tooMany(MAX_RECORDS);
        }
        boolean allOrNone = request.parameter("allOrNone").equalsIgnoreCase("true");
        var results = org.transaction(transaction -> {
            var deleted = ids.stream().map(this::delete).toList();
            return settled(deleted, allOrNone, transaction::rollBack);
        });
        return Reply.ok(results.stream().map(SaveReplies::result).toList());
    }

    /** {@code GET /composite/sobjects/{object}?ids=…&fields=…}. */
    Reply read(ApiRequest request) {
        return read(request, split(request.parameter("ids")), split(request.parameter("fields")));
    }

    /** {@code POST /composite/sobjects/{object}} with ids and fields in the body. */
    Reply readMany(ApiRequest request) {
        var body = JsonValue.read(request.body()).requireObject();
        return org.read(() -> read(request, texts(body, "ids"), texts(body, "fields")));
    }

    private Reply read(ApiRequest request, List<String> ids, List<String> fields) {
        var table = org.table(request.segment(2));
        if (table.isEmpty()) {
            return Reply.notFound();
        }
        if (ids.isEmpty() || fields.isEmpty()) {
            return Reply.error(400, "MISSING_ARGUMENT", "The ids and fields parameters are required.");
        }
        if (ids.size() > MAX_IDS) {
            return tooMany(MAX_IDS);
        }
        var unknown = FieldList.invalid(String.join(",", fields));
        if (unknown.isPresent()) {
            return FieldList.refusal(unknown.get(), table.get().name());
        }
        return rows(request, table.get(), ids, fields);
    }

    private Reply rows(ApiRequest request, Table table, List<String> ids, List<String> fields) {
        var known = ids.stream()
                .flatMap(id -> RecordsById.live(table, id).stream())
                .map(StoredRecord::id)
                .distinct()
                .toList();
        var selected = fields.stream().distinct().collect(Collectors.toList());
        if (selected.stream().noneMatch("Id"::equalsIgnoreCase)) {
            selected.addFirst("Id");
        }
        String soql = "SELECT %s FROM %s WHERE Id IN (%s)"
                .formatted(
                        String.join(", ", selected),
                        table.name(),
                        known.isEmpty()
                                ? "''"
                                : known.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",")));
        var reply = queries.rows(soql, request.version());
        if (reply.status() != 200) {
            return reply;
        }
        var byId = new HashMap<String, Object>();
        JsonValue.read(reply.body())
                .list("records")
                .forEach(row -> byId.put(row.text("Id"), Objects.requireNonNull(row.plain())));
        var rows = new ArrayList<@Nullable Object>();
        ids.forEach(id -> rows.add(
                RecordsById.live(table, id).map(record -> byId.get(record.id())).orElse(null)));
        return Reply.ok((Object) rows);
    }

    private interface Write {
        SaveResult write(RecordInput input, JsonValue json);
    }

    private record Item(RecordInput input, JsonValue json) {}

    /**
     * Writes the records in the body.
     *
     * @param upsert whether each result says if its record was created
     */
    private Reply records(ApiRequest request, boolean upsert, Write write) {
        var body = JsonValue.read(request.body()).requireObject();
        var records = body.list("records");
        if (records.isEmpty()) {
            return Reply.error(400, "MISSING_ARGUMENT", "The records parameter is required.");
        }
        if (records.size() > MAX_RECORDS) {
            return tooMany(MAX_RECORDS);
        }
        var items = new ArrayList<Item>();
        int chunks = 0;
        String lastType = "";
        for (var json : records) {
            String type = json.requireObject().object("attributes").text("type");
            var table = org.table(type);
            if (table.isEmpty()) {
                return Reply.error(400, "INVALID_TYPE", "sObject type '%s' is not supported.".formatted(type));
            }
            chunks += type.equalsIgnoreCase(lastType) ? 0 : 1;
            lastType = type;
            items.add(new Item(RecordInput.of(org, table.get(), json).without("Id"), json));
        }
        if (chunks > MAX_CHUNKS) {
            return Reply.error(
                    400,
                    "INVALID_BATCH_OPERATION",
                    "Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce"
                            + " chunking.");
        }
        boolean allOrNone = body.flag("allOrNone");
        var results = org.transaction(transaction -> {
            var written = items.stream()
                    .map(item -> write.write(item.input(), item.json()))
                    .toList();
            return settled(written, allOrNone, transaction::rollBack);
        });
        return Reply.ok(results.stream().map(result -> json(result, upsert)).toList());
    }

    private Map<String, @Nullable Object> json(SaveResult result, boolean upsert) {
        var json = SaveReplies.result(result);
        if (result instanceof SaveResult.Saved(var id, var created)) {
            recent.add(id);
            if (upsert) {
                json.put("created", created);
            }
        }
        return json;
    }

    private SaveResult delete(String id) {
        return RecordsById.table(org, id)
                .map(table -> existing(writer.delete(table, id)))
                .orElseGet(() -> SaveResult.refused(new WriteError("MALFORMED_ID", "malformed id " + id)));
    }

    /** A missing record as an invalid reference, because no record is the resource of such a request. */
    private static SaveResult existing(SaveResult result) {
        return result instanceof SaveResult.Refused(var errors)
                        && errors.getFirst().code().equals("NOT_FOUND")
                ? SaveResult.refused(NO_SUCH_RECORD)
                : result;
    }

    /** With {@code allOrNone}, one refused record rolls all others back. */
    private static List<SaveResult> settled(List<SaveResult> results, boolean allOrNone, Runnable rollBack) {
        boolean complete = results.stream().allMatch(SaveResult.Saved.class::isInstance);
        if (!allOrNone || complete) {
            return results;
        }
        rollBack.run();
        return results.stream()
                .map(result -> result instanceof SaveResult.Saved ? SaveResult.refused(ROLLED_BACK) : result)
                .toList();
    }

    private static Reply tooMany(int max) {
        return Reply.error(
                400,
                "EXCEEDED_ID_LIMIT",
                "record limit reached. cannot submit more than %d records into this call".formatted(max));
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static List<String> texts(JsonValue body, String name) {
        return body.list(name).stream()
                .map(item -> String.valueOf(item.value()))
                .toList();
    }
}
