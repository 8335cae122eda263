package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.InvalidJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.MalformedJson;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.schema.ObjectName;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Turns the JSON of a query into a draft. */
public final class QueryReader {
    /** Replaces an invalid name. */
    private static final ObjectName NO_OBJECT = new ObjectName("Unread");

    private QueryReader() {}

    /**
     * A request that can be planned.
     *
     * @param expectedSchema the JSON text of the schema that the answer must keep
     */
    public record Request(QueryDraft draft, Optional<String> expectedSchema) {}

    /** Reads an ad-hoc query; throws {@link MalformedJson}, and {@link InvalidJson} with everything that is wrong. */
    public static Request read(String json) {
        var query = CheckedJson.object(json, QueryShape.REQUEST);
        var problems = new Problems(Problems.MAX_IN_ANSWER);
        var draft = template(query, "", problems, LeafValues.AS_SENT);
        problems.throwIfAny();
        return new Request(draft, Optional.ofNullable(query.getString(QueryShape.EXPECTED_SCHEMA, null)));
    }

    /**
     * Reads a query that has the shape of a data action's query.
     *
     * @param root the JSON pointer of {@code json}
     * @param problems receives the problems; an invalid part is left out of the draft, or another takes its place
     */
    public static QueryDraft template(JsonObject json, String root, Problems problems, LeafValues values) {
        var object = problems.attempt(root + "/object_name", () -> new ObjectName(json.getString("object_name")))
                .orElse(NO_OBJECT);
        return template(object, json, root, problems, values);
    }

    /** Reads a query of {@code object}, which {@code json} does not name. */
    public static QueryDraft template(
            ObjectName object, JsonObject json, String root, Problems problems, LeafValues values) {
        var conditions = new ConditionReader(problems, values);
        var selection = new SelectionReader(problems, conditions, new ParentReader(problems));
        var select = selection.select(json, root);
        var where = conditions.both(JsonMembers.object(json, "filters"), JsonMembers.object(json, "where"), root);
        var groupBy = selection.fields(JsonMembers.texts(json, "group_by"), root + "/group_by");
        var having = conditions.tree(JsonMembers.object(json, "having"), root + "/having");
        var orderBy = selection.orderings(JsonMembers.array(json, "order_by"), root + "/order_by");
        var limit = selection.limit(JsonMembers.value(json, "limit"), root + "/limit");
        int offset = selection.number(JsonMembers.value(json, "offset"), root + "/offset");
        return new QueryDraft(object, select, where, groupBy, having, orderBy, limit, offset);
    }
}
