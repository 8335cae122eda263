package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.JsonShape.Either;
import io.weir.adapter.in.http.json.JsonShape.ListOf;
import io.weir.adapter.in.http.json.JsonShape.MapOf;
import io.weir.adapter.in.http.json.JsonShape.Members;
import io.weir.adapter.in.http.json.JsonShape.Scalar;
import io.weir.adapter.in.http.json.JsonShape.Text;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.query.SoqlLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a query: an ad-hoc one, or a data action's. How many conditions and values there may be, and how deep conditions
 * may nest, is up to the policy: whatever the most generous one allows has this shape and fits into {@link CheckedJson#MAX_DEPTH}.
 */
public final class QueryShape {
    static final String EXPECTED_SCHEMA = "expected_schema";

    /** What a comparison of a data action may have besides those of an ad-hoc query. */
    public static final String IF_ABSENT = "if_absent";

    public static final JsonShape NAME = new Text(512);
    public static final JsonShape WORD = new Text(40);
    public static final JsonShape WHOLE_NUMBER = Either.of(new JsonShape.Digits(), WORD);
    public static final JsonShape SCALAR = new Scalar(32_000);
    private static final JsonShape NAMES = new ListOf(NAME, 1_000);
    private static final JsonShape VALUE = Either.of(SCALAR, new ListOf(SCALAR, QueryPolicy.MAX_LIST_VALUES));

    private static final JsonShape ORDERING =
            Either.of(NAME, new Members(Map.of("field", NAME, "direction", WORD, "nulls", WORD), List.of("field")));
    private static final JsonShape GROUP_ORDERING = Either.of(
            NAME,
            new Members(Map.of("field", NAME, "function", WORD, "direction", WORD, "nulls", WORD), List.of("field")));

    private static final JsonShape AGGREGATE =
            new Members(Map.of("function", WORD, "field", NAME, "alias", NAME), List.of("function"));

    private static final JsonShape PARENT_WITHIN =
            new JsonShape.Recursive("Parent", "a list or an object", () -> QueryShape.PARENT);
    private static final JsonShape PARENTS = new MapOf(PARENT_WITHIN, SoqlLimits.MAX_RELATIONSHIPS);
    private static final JsonShape PARENT =
            Either.of(NAMES, new Members(Map.of("fields", NAMES, "relationships", PARENTS), List.of()));

    /** An ad-hoc query, as a flow sends it. */
    public static final JsonShape REQUEST =
            new QueryShape(Map.of()).query(Map.of(EXPECTED_SCHEMA, new JsonShape.Source()));

    /** A query of a data action, as the operator declares it. */
    public static final JsonShape TEMPLATE = new QueryShape(Map.of(IF_ABSENT, WORD)).query(Map.of());

    private final Map<String, JsonShape> further;
    private final JsonShape where;
    private final JsonShape having;
    private final JsonShape child;

    /**
     * @param further what every comparison with a value may have besides
     */
    private QueryShape(Map<String, JsonShape> further) {
        this.further = further;
        var whereWithin = new JsonShape.Recursive("Condition", "an object", this::where);
        var havingWithin = new JsonShape.Recursive("GroupCondition", "an object", this::having);
        var childWithin = new JsonShape.Recursive("Child", "an object", this::child);
        var semiJoin = new Members(
                Map.of("object_name", NAME, "field", NAME, "where", whereWithin), List.of("object_name", "field"));
        this.where = condition(whereWithin, "query", semiJoin);
        this.having = condition(havingWithin, "function", WORD);
        this.child = new Members(
                Map.of(
                        "fields",
                        NAMES,
                        "relationships",
                        PARENTS,
                        "where",
                        where,
                        "order_by",
                        new ListOf(ORDERING, 32),
                        "limit",
                        WHOLE_NUMBER,
                        "offset",
                        WHOLE_NUMBER,
                        "children",
                        new MapOf(childWithin, 20)),
                List.of("fields"));
    }

    private JsonShape where() {
        return where;
    }

    private JsonShape having() {
        return having;
    }

    private JsonShape child() {
        return child;
    }

    /**
     * @param besides what the query as a whole may have besides
     */
    private JsonShape query(Map<String, JsonShape> besides) {
        var members = new HashMap<>(besides);
        members.put("object_name", NAME);
        members.put("fields", NAMES);
        members.put("relationships", PARENTS);
        members.put("aggregates", new ListOf(AGGREGATE, 100));
        members.put("children", new MapOf(child, 20));
        members.put("filters", new MapOf(filter(), QueryPolicy.MAX_CONDITIONS));
        members.put("where", where);
        members.put("group_by", new ListOf(NAME, 32));
        members.put("having", having);
        members.put("order_by", new ListOf(GROUP_ORDERING, 32));
        members.put("limit", WHOLE_NUMBER);
        members.put("offset", WHOLE_NUMBER);
        return new Members(Map.copyOf(members), List.of("object_name"));
    }

    private JsonShape filter() {
        var members = new HashMap<>(further);
        members.put("op", WORD);
        members.put("val", VALUE);
        members.put("type", WORD);
        return new Members(Map.copyOf(members), List.of("op"));
    }

    /** A tree of conditions; {@code special} is what its leaves may have besides those of any other tree. */
    private JsonShape condition(JsonShape within, String special, JsonShape specialShape) {
        var several = new ListOf(within, QueryPolicy.MAX_CONDITIONS);
        var members = new HashMap<>(further);
        members.put("all", several);
        members.put("any", several);
        members.put("not", within);
        members.put("field", NAME);
        members.put("op", WORD);
        members.put("val", VALUE);
        members.put("type", WORD);
        members.put(special, specialShape);
        return new Members(Map.copyOf(members), List.of());
    }
}
