package io.weir.adapter.in.http;

import io.weir.adapter.in.http.JsonShape.Either;
import io.weir.adapter.in.http.JsonShape.ListOf;
import io.weir.adapter.in.http.JsonShape.MapOf;
import io.weir.adapter.in.http.JsonShape.Members;
import io.weir.adapter.in.http.JsonShape.Scalar;
import io.weir.adapter.in.http.JsonShape.Text;
import io.weir.domain.action.QueryPolicy;
import io.weir.domain.query.SoqlLimits;
import java.util.List;
import java.util.Map;

/**
 * The shape of an ad-hoc query. How many conditions and values there may be, and how deep conditions may nest, is up to the
 * policy: whatever the most generous one allows has this shape and fits into {@link JsonCheck#MAX_DEPTH}.
 */
final class QueryShape {
    static final String EXPECTED_SCHEMA = "expected_schema";

    private static final JsonShape NAME = new Text(512);
    private static final JsonShape WORD = new Text(40);
    private static final JsonShape NAMES = new ListOf(NAME, 1_000);
    private static final JsonShape WHOLE_NUMBER = Either.of(new JsonShape.Digits(), WORD);
    private static final JsonShape SCALAR = new Scalar(32_000);
    private static final JsonShape VALUE = Either.of(SCALAR, new ListOf(SCALAR, QueryPolicy.MAX_LIST_VALUES));

    private static final JsonShape FILTER = new Members(Map.of("op", WORD, "val", VALUE, "type", WORD), List.of("op"));

    private static final JsonShape WHERE_WITHIN = new JsonShape.Recursive("an object", () -> QueryShape.WHERE);
    private static final JsonShape HAVING_WITHIN = new JsonShape.Recursive("an object", () -> QueryShape.HAVING);
    private static final JsonShape PARENT_WITHIN =
            new JsonShape.Recursive("a list or an object", () -> QueryShape.PARENT);
    private static final JsonShape CHILD_WITHIN = new JsonShape.Recursive("an object", () -> QueryShape.CHILD);

    private static final JsonShape SEMI_JOIN = new Members(
            Map.of("object_name", NAME, "field", NAME, "where", WHERE_WITHIN), List.of("object_name", "field"));

    private static final JsonShape WHERE = condition(WHERE_WITHIN, "query", SEMI_JOIN);
    private static final JsonShape HAVING = condition(HAVING_WITHIN, "function", WORD);

    private static final JsonShape ORDERING =
            Either.of(NAME, new Members(Map.of("field", NAME, "direction", WORD, "nulls", WORD), List.of("field")));
    private static final JsonShape GROUP_ORDERING = Either.of(
            NAME,
            new Members(Map.of("field", NAME, "function", WORD, "direction", WORD, "nulls", WORD), List.of("field")));

    private static final JsonShape AGGREGATE =
            new Members(Map.of("function", WORD, "field", NAME, "alias", NAME), List.of("function"));

    private static final JsonShape PARENTS = new MapOf(PARENT_WITHIN, SoqlLimits.MAX_RELATIONSHIPS);
    private static final JsonShape PARENT =
            Either.of(NAMES, new Members(Map.of("fields", NAMES, "relationships", PARENTS), List.of()));

    private static final JsonShape CHILD = new Members(
            Map.of(
                    "fields",
                    NAMES,
                    "relationships",
                    PARENTS,
                    "where",
                    WHERE,
                    "order_by",
                    new ListOf(ORDERING, 32),
                    "limit",
                    WHOLE_NUMBER,
                    "offset",
                    WHOLE_NUMBER,
                    "children",
                    new MapOf(CHILD_WITHIN, 20)),
            List.of("fields"));

    static final JsonShape REQUEST = new Members(
            Map.ofEntries(
                    Map.entry("object_name", NAME),
                    Map.entry("fields", NAMES),
                    Map.entry("relationships", PARENTS),
                    Map.entry("aggregates", new ListOf(AGGREGATE, 100)),
                    Map.entry("children", new MapOf(CHILD, 20)),
                    Map.entry("filters", new MapOf(FILTER, QueryPolicy.MAX_CONDITIONS)),
                    Map.entry("where", WHERE),
                    Map.entry("group_by", new ListOf(NAME, 32)),
                    Map.entry("having", HAVING),
                    Map.entry("order_by", new ListOf(GROUP_ORDERING, 32)),
                    Map.entry("limit", WHOLE_NUMBER),
                    Map.entry("offset", WHOLE_NUMBER),
                    Map.entry(EXPECTED_SCHEMA, new JsonShape.Source())),
            List.of("object_name"));

    private QueryShape() {}

    /** A tree of conditions; {@code special} is what its leaves may have besides those of any other tree. */
    private static JsonShape condition(JsonShape within, String special, JsonShape specialShape) {
        var several = new ListOf(within, QueryPolicy.MAX_CONDITIONS);
        return new Members(
                Map.of(
                        "all",
                        several,
                        "any",
                        several,
                        "not",
                        within,
                        "field",
                        NAME,
                        "op",
                        WORD,
                        "val",
                        VALUE,
                        "type",
                        WORD,
                        special,
                        specialShape),
                List.of());
    }
}
