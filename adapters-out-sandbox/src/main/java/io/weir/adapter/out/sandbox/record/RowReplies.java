package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.Field;
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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Replies of the resource sObject Rows: one record by its id or by an External ID. */
final class RowReplies {
    private static final int FIRST_VERSION_WITH_CREATED = 46;

    private final SandboxOrg org;
    private final RecordWriter writer;
    private final RelatedReplies related;
    private final SaveReplies replies;
    private final RecentRecords recent;

    RowReplies(SandboxOrg org, RecordWriter writer, RowQueries queries, SaveReplies replies, RecentRecords recent) {
        this.org = org;
        this.writer = writer;
        this.related = new RelatedReplies(org, queries);
        this.replies = replies;
        this.recent = recent;
    }

    /** {@code POST /sobjects/{object}}. */
    Reply create(ApiRequest request) {
        return inTable(request, table -> {
            var input = RecordInput.of(org, table, JsonValue.read(request.body()));
            return saved(request, table, writer.create(input, SaveReplies.options(request)));
        });
    }

    /** {@code POST /sobjects/{object}/Id}: an upsert by Id without an id, which creates the record. */
    Reply createById(ApiRequest request) {
        return request.segment(2).equalsIgnoreCase("Id")
                ? inTable(request, table -> {
                    var input = RecordInput.of(org, table, JsonValue.read(request.body()));
                    return upserted(request, table, writer.create(input, SaveReplies.options(request)));
                })
                : Reply.methodNotAllowed("GET,PATCH,DELETE", request.method());
    }

    /** {@code GET /sobjects/{object}/{id}}. */
    Reply read(ApiRequest request) {
        return inTable(request, table -> {
            var record = RecordsById.record(table, request.segment(2));
            if (record.isEmpty()) {
                return row(request, table, request.segment(2));
            }
            return record.get().deleted() ? Reply.notFound() : read(request, table, record.get());
        });
    }

    /** {@code PATCH /sobjects/{object}/{id}}. */
    Reply update(ApiRequest request) {
        return inTable(request, table -> {
            String id = request.segment(2);
            return unlessChanged(request, table, () -> RecordsById.live(table, id), () -> {
                var input = RecordInput.of(org, table, JsonValue.read(request.body()));
                return saved(request, table, writer.update(id, input, SaveReplies.options(request)));
            });
        });
    }

    /** {@code DELETE /sobjects/{object}/{id}}. */
    Reply delete(ApiRequest request) {
        return inTable(request, table -> deleted(request, table, request.segment(2)));
    }

    /** {@code GET /sobjects/{object}/{field}/{value}}. */
    Reply readByKey(ApiRequest request) {
        return inTable(
                request,
                table -> RelatedReplies.isPath(request, table)
                        ? related.reply(request, table)
                        : byKey(request, (_, found) -> read(request, table, found)));
    }

    /** {@code DELETE /sobjects/{object}/{field}/{value}}. */
    Reply deleteByKey(ApiRequest request) {
        return byKey(request, (table, found) -> deleted(request, table, found.id()));
    }

    /** {@code PATCH /sobjects/{object}/{field}/{value}}: updates the record or creates it. */
    Reply upsert(ApiRequest request) {
        return inTable(
                request,
                table -> withKey(request, table, field -> {
                    var key = RecordWriter.key(field, request.segment(3));
                    if (key.isEmpty()) {
                        return Reply.notFound();
                    }
                    if (key.get() instanceof String text && text.isBlank()) {
                        return Reply.error(400, "MISSING_ARGUMENT", field.name() + " not specified");
                    }
                    return unlessChanged(request, table, () -> onlyRecord(table, field, request.segment(3)), () -> {
                        var input = RecordInput.of(org, table, JsonValue.read(request.body()));
                        boolean mayCreate = !request.parameter("updateOnly").equalsIgnoreCase("true");
                        var result = writer.upsert(field, key.get(), mayCreate, input, SaveReplies.options(request));
                        return upserted(request, table, result);
                    });
                }));
    }

    private static Optional<StoredRecord> onlyRecord(Table table, Field field, String key) {
        var found = RecordWriter.find(table, field, key);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The reply of {@code write}, unless the request's conditions do not hold for the record that it changes. */
    private Reply unlessChanged(
            ApiRequest request, Table table, Supplier<Optional<StoredRecord>> record, Supplier<Reply> write) {
        return org.transaction(_ -> record.get()
                .flatMap(found -> Conditions.refuseWrite(request, table, found))
                .orElseGet(write));
    }

    private Reply byKey(ApiRequest request, BiFunction<Table, StoredRecord, Reply> reply) {
        return inTable(
                request,
                table -> withKey(request, table, field -> {
                    var found = RecordWriter.find(table, field, request.segment(3));
                    return switch (found.size()) {
                        case 0 -> Reply.notFound();
                        case 1 -> reply.apply(table, found.getFirst());
                        default ->
                            choices(
                                    request,
                                    table,
                                    found.stream().map(StoredRecord::id).toList());
                    };
                }));
    }

    private static Reply withKey(ApiRequest request, Table table, Function<Field, Reply> reply) {
        return table.field(request.segment(2))
                .filter(RecordWriter::isKey)
                .map(reply)
                .orElseGet(() -> SaveReplies.noSuchKey(request.segment(2)));
    }

    private static Reply choices(ApiRequest request, Table table, List<String> ids) {
        return Reply.json(
                300,
                ids.stream()
                        .map(id -> SaveReplies.url(table.name(), id, request.version()))
                        .toList());
    }

    private Reply read(ApiRequest request, Table table, StoredRecord record) {
        return Conditions.ifRowChanged(request, table, record, () -> row(request, table, record.id()));
    }

    private Reply row(ApiRequest request, Table table, String id) {
        return related.row(request, table, id);
    }

    private Reply deleted(ApiRequest request, Table table, String id) {
        return unlessChanged(
                request,
                table,
                () -> RecordsById.live(table, id),
                () -> saved(request, table, writer.delete(table, id)));
    }

    private Reply saved(ApiRequest request, Table table, SaveResult result) {
        return switch (result) {
            case SaveResult.Saved(var id, var created) -> {
                recent.add(id);
                yield created ? SaveReplies.created(table.name(), id, request.version()) : Reply.empty(204);
            }
            case SaveResult.Refused(var errors) -> replies.errors(errors, request.version());
            case SaveResult.Ambiguous(var ids) -> choices(request, table, ids);
        };
    }

    private Reply upserted(ApiRequest request, Table table, SaveResult result) {
        if (request.versionNumber() < FIRST_VERSION_WITH_CREATED
                || !(result instanceof SaveResult.Saved(var id, var created))) {
            return saved(request, table, result);
        }
        recent.add(id);
        var body = Json.object("id", id, "success", true, "errors", List.of(), "created", created);
        return created
                ? Reply.json(201, body).withHeader("Location", SaveReplies.url(table.name(), id, request.version()))
                : Reply.ok(body);
    }

    private Reply inTable(ApiRequest request, Function<Table, Reply> reply) {
        return org.table(request.segment(1)).map(reply).orElseGet(Reply::notFound);
    }
}
