package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.RequestProblems;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.json.JsonCheck;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.schema.ObjectName;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.stream.JsonParserFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the JSON of a query into a draft, or refuses it with everything that is wrong.
 *
 * <p>Thread-safe.
 */
public final class QueryReader {
    /** Stands in for a name that is none. */
    private static final ObjectName NO_OBJECT = new ObjectName("Unread");

    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());
    private final Jsonb jsonb = JsonbBuilder.create();

    /**
     * A request that can be planned.
     *
     * @param expectedSchema the JSON text of the schema that the answer must keep
     */
    public record Request(QueryDraft draft, Optional<String> expectedSchema) {}

    /** Reads {@code json}; throws {@link RequestRefused}. */
    public Request read(String json) {
        var findings = JsonCheck.of(json, QueryShape.REQUEST, parsers, ErrorAnswer.MAX_PROBLEMS);
        findings.refuseIfAny();
        var problems = new RequestProblems(ErrorAnswer.MAX_PROBLEMS);
        var draft = draft(jsonb.fromJson(json, QueryJson.class), "", problems, LeafValues.AS_SENT);
        problems.refuseIfAny();
        return new Request(draft, Optional.ofNullable(findings.sources().get("/" + QueryShape.EXPECTED_SCHEMA)));
    }

    /**
     * What {@code json}, which has the shape of a data action's query and stands at {@code root}, asks; what is wrong is noted and
     * left out.
     */
    public QueryDraft template(JsonObject json, String root, RequestProblems problems, LeafValues values) {
        return draft(jsonb.fromJson(json.toString(), QueryJson.class), root, problems, values);
    }

    private static QueryDraft draft(QueryJson query, String root, RequestProblems problems, LeafValues values) {
        var conditions = new ConditionReader(problems, values);
        var selection = new SelectionReader(problems, conditions, new ParentReader(problems));
        var object = problems.noted(root + "/object_name", () -> new ObjectName(query.objectName()))
                .orElse(NO_OBJECT);
        var select = selection.select(query, root);
        var where = conditions.both(query.filters(), query.where(), root);
        var groupBy = query.groupBy() == null
                ? List.<DraftItem.Field>of()
                : selection.fields(query.groupBy(), root + "/group_by");
        var having = conditions.tree(query.having(), root + "/having");
        var orderBy = selection.orderings(query.orderBy(), root + "/order_by");
        var limit = selection.limit(query.limit(), root + "/limit");
        int offset = selection.number(query.offset(), root + "/offset");
        return new QueryDraft(object, select, where, groupBy, having, orderBy, limit, offset);
    }
}
