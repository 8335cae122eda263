package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replies of {@code POST /composite/tree/{object}}: up to 200 records with their children, all or none. */
final class TreeReplies {
    private static final int MAX_RECORDS = 200;
    private static final int MAX_DEPTH = 5;

    private final SandboxOrg org;
    private final RecordWriter writer;

    TreeReplies(SandboxOrg org, RecordWriter writer) {
        this.org = org;
        this.writer = writer;
    }

    Reply reply(ApiRequest request) {
        var table = org.table(request.segment(2));
        if (table.isEmpty()) {
            return Reply.notFound();
        }
        var records = JsonValue.read(request.body()).requireObject().list("records");
        if (records.isEmpty()) {
            return Reply.error(400, "MISSING_ARGUMENT", "The records parameter is required.");
        }
        return org.transaction(transaction -> {
            var tree = new Tree(SaveReplies.options(request));
            tree.add(table.get(), records, 1);
            if (tree.failed()) {
                transaction.rollBack();
            }
            return tree.reply();
        });
    }

    /** One tree in progress. */
    private final class Tree {
        private final WriteOptions options;
        private final List<Map<String, @Nullable Object>> saved = new ArrayList<>();
        private final List<Map<String, @Nullable Object>> refused = new ArrayList<>();
        private final Set<String> referenceIds = new HashSet<>();
        private int records;

        Tree(WriteOptions options) {
            this.options = options;
        }

        boolean failed() {
            return !refused.isEmpty();
        }

        Reply reply() {
            return Reply.json(
                    failed() ? 400 : 201, Json.object("hasErrors", failed(), "results", failed() ? refused : saved));
        }

        void add(Table table, List<JsonValue> list, int depth) {
            for (var json : list) {
                add(table, json, depth, "", "");
            }
        }

        private void add(Table table, JsonValue json, int depth, String lookup, String parentId) {
            records++;
            String referenceId = json.requireObject().object("attributes").text("referenceId");
            if (records > MAX_RECORDS || depth > MAX_DEPTH || referenceId.isEmpty()) {
                refuse(
                        referenceId,
                        invalid("The tree has too many records or levels, or a record without referenceId."));
                return;
            }
            if (!referenceIds.add(referenceId)) {
                refuse(referenceId, invalid("Duplicate ReferenceId provided in the request."));
                return;
            }
            var children = table.description().childRelationships().stream()
                    .filter(child -> json.members().containsKey(child.name().value()))
                    .toList();
            var fields = new LinkedHashMap<>(json.members());
            children.forEach(child -> fields.remove(child.name().value()));
            if (!lookup.isEmpty()) {
                fields.put(lookup, new JsonValue("VALUE_STRING", parentId, json.line(), json.column()));
            }
            var input = RecordInput.of(org, table, new JsonValue(json.token(), fields, json.line(), json.column()));
            switch (writer.create(input, options)) {
                case SaveResult.Saved(var id, var _) -> {
                    saved.add(Json.object("referenceId", referenceId, "id", id));
                    for (var child : children) {
                        var childTable = org.table(child.childObject().value()).orElseThrow();
                        for (var item : json.object(child.name().value()).list("records")) {
                            add(childTable, item, depth + 1, child.field(), id);
                        }
                    }
                }
                case SaveResult.Refused(var errors) -> refuse(referenceId, errors);
                case SaveResult.Ambiguous _ -> throw new IllegalStateException("a new record has no choices");
            }
        }

        private static List<WriteError> invalid(String message) {
            return List.of(new WriteError("INVALID_INPUT", message));
        }

        private void refuse(String referenceId, List<WriteError> errors) {
            refused.add(Json.object(
                    "referenceId",
                    referenceId,
                    "errors",
                    errors.stream().map(SaveReplies::statusError).toList()));
        }
    }
}
