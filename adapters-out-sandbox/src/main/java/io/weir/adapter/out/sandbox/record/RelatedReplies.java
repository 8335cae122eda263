package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.domain.schema.ChildRelationship;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads single rows, and the parent or the children of a row by the name of the relationship. */
final class RelatedReplies {
    private final SandboxOrg org;
    private final RowQueries queries;

    RelatedReplies(SandboxOrg org, RowQueries queries) {
        this.org = org;
        this.queries = queries;
    }

    /** Whether the path names a row and its relationship, where others name a key field and its value. */
    static boolean isPath(ApiRequest request, Table table) {
        return RecordId.canonical(request.segment(2))
                .filter(id -> id.startsWith(table.keyPrefix()))
                .isPresent();
    }

    /** {@code GET /sobjects/{object}/{id}/{relationship}}. */
    Reply reply(ApiRequest request, Table table) {
        var record = RecordsById.live(table, request.segment(2));
        var unknown = FieldList.invalid(request.parameter("fields"));
        if (record.isEmpty()) {
            return Reply.notFound();
        }
        if (unknown.isPresent()) {
            return FieldList.refusal(unknown.get(), table.name());
        }
        String relationship = request.segment(3);
        return table.description()
                .lookup(relationship)
                .map(lookup -> parent(request, record.get().value(lookup.name())))
                .or(() -> table.description().child(relationship).map(child -> children(request, child, record.get())))
                .orElseGet(Reply::notFound);
    }

    private Reply parent(ApiRequest request, @Nullable Object lookup) {
        String id = lookup instanceof String text ? text : "";
        return RecordsById.table(org, id)
                .filter(table -> RecordsById.live(table, id).isPresent())
                .map(table -> row(request, table, id))
                .orElseGet(Reply::notFound);
    }

    private Reply children(ApiRequest request, ChildRelationship child, StoredRecord parent) {
        String fields = request.parameter("fields").isEmpty() ? "Id" : request.parameter("fields");
        String soql =
                "SELECT %s FROM %s WHERE %s = '%s'".formatted(fields, child.childObject(), child.field(), parent.id());
        return queries.rows(soql, request.version());
    }

    /** One row with the fields of the request, and its id even if the request does not ask for it. */
    Reply row(ApiRequest request, Table table, String id) {
        String fields = request.parameter("fields");
        var unknown = FieldList.invalid(fields);
        if (unknown.isPresent()) {
            return FieldList.refusal(unknown.get(), table.name());
        }
        boolean withId = fields.isEmpty()
                || Arrays.stream(fields.split(",", -1))
                        .anyMatch(field -> field.strip().equalsIgnoreCase("Id"));
        return queries.record(table.name(), id, withId ? fields : fields + ",Id", request.version());
    }
}
