package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records that the user wrote last, newest first, at most 200. Thread-safe. */
final class RecentRecords {
    private static final int MAX = 200;

    private final SandboxOrg org;
    private final List<String> ids = new ArrayList<>();

    RecentRecords(SandboxOrg org) {
        this.org = org;
    }

    synchronized void add(String id) {
        ids.remove(id);
        ids.addFirst(id);
        if (ids.size() > MAX) {
            ids.removeLast();
        }
    }

    /** {@code GET /recent}. */
    Reply list(ApiRequest request) {
        String limit = request.parameter("limit");
        if (!limit.matches("[0-9]{0,9}")) {
            return Reply.error(400, "NUMBER_OUTSIDE_VALID_RANGE", "limit must be a whole number");
        }
        return Reply.ok(newest(request.version(), _ -> true).stream()
                .limit(limit.isEmpty() ? MAX : Integer.parseInt(limit))
                .toList());
    }

    /** Those of {@code object}, as the object's own resource lists them. */
    List<Map<String, @Nullable Object>> of(String object, String version) {
        return newest(version, table -> table.name().equalsIgnoreCase(object));
    }

    private synchronized List<Map<String, @Nullable Object>> newest(String version, Predicate<Table> wanted) {
        return ids.stream()
                .flatMap(id -> RecordsById.table(org, id)
                        .filter(wanted)
                        .flatMap(table -> RecordsById.live(table, id).map(record -> item(table, record, version)))
                        .stream())
                .toList();
    }

    private static Map<String, @Nullable Object> item(Table table, StoredRecord record, String version) {
        var item = Json.object(
                "attributes", SaveReplies.attributes(table.name(), record.id(), version), "Id", record.id());
        if (table.field("Name").isPresent()) {
            item.put("Name", record.value("Name"));
        }
        return item;
    }
}
