package io.weir.adapter.in.http;

import io.weir.domain.action.DraftItem;
import io.weir.domain.action.QueryDraft;
import io.weir.domain.schema.ObjectName;
import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.stream.JsonParserFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the JSON text of an ad-hoc query into a draft, or refuses it with everything that is wrong.
 *
 * <p>Thread-safe.
 */
final class QueryReader {
    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());
    private final Jsonb jsonb = JsonbBuilder.create();

    /**
     * A request that can be planned.
     *
     * @param expectedSchema the JSON text of the schema that the answer must keep
     */
    record Request(QueryDraft draft, Optional<String> expectedSchema) {}

    /** Reads {@code json}; throws {@link RequestRefused}. */
    Request read(String json) {
        var findings = JsonCheck.of(json, QueryShape.REQUEST, parsers);
        if (!findings.problems().isEmpty()) {
            throw new RequestRefused(ErrorAnswer.invalid(findings.problems()));
        }
        return new Request(
                draft(jsonb.fromJson(json, QueryJson.class)),
                Optional.ofNullable(findings.sources().get("/" + QueryShape.EXPECTED_SCHEMA)));
    }

    private static QueryDraft draft(QueryJson query) {
        var problems = new RequestProblems();
        var conditions = new ConditionReader(problems);
        var selection = new SelectionReader(problems, conditions, new ParentReader(problems));
        var object = problems.noted("/object_name", () -> new ObjectName(query.objectName()));
        var select = selection.select(query);
        var where = conditions.both(query.filters(), query.where());
        var groupBy =
                query.groupBy() == null ? List.<DraftItem.Field>of() : selection.fields(query.groupBy(), "/group_by");
        var having = conditions.tree(query.having(), "/having");
        var orderBy = selection.orderings(query.orderBy(), "/order_by");
        var limit = selection.limit(query.limit(), "/limit");
        int offset = selection.number(query.offset(), "/offset");
        problems.refuseIfAny();
        return new QueryDraft(object.orElseThrow(), select, where, groupBy, having, orderBy, limit, offset);
    }
}
