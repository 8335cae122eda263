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
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shape of a query: an ad-hoc one, or a data action's. Policies limit the numbers of conditions and values, and the
 * nesting of conditions; what the most generous policy allows has this shape, and at most {@link CheckedJson#MAX_DEPTH}
 * levels.
 */
public final class QueryShape {
    static final String EXPECTED_SCHEMA = "expected_schema";

    /** A member of comparisons that only data actions have. */
    public static final String IF_ABSENT = "if_absent";

    public static final JsonShape NAME = new Text(512);
    public static final JsonShape WORD = new Text(40);
    public static final JsonShape WHOLE_NUMBER = Either.of(new JsonShape.Digits(), WORD);
    public static final JsonShape SCALAR = new Scalar(32_000);
    private static final JsonShape NAMES = new ListOf(NAME, 1_000);
    private static final JsonShape VALUE = Either.of(SCALAR, new ListOf(SCALAR, QueryPolicy.MAX_LIST_VALUES));

    private static final Members ORDERING =
            Members.requiring("field").with(NAME, "field").with(WORD, "direction", "nulls");
    private static final JsonShape AGGREGATE =
            Members.requiring("function").with(WORD, "function").with(NAME, "field", "alias");

    private static final JsonShape PARENTS = new MapOf(
            new JsonShape.Recursive("Parent", "a list or an object", () -> QueryShape.PARENT),
            SoqlLimits.MAX_RELATIONSHIPS);
    private static final JsonShape PARENT =
            Either.of(NAMES, Members.requiring().with(NAMES, "fields").with(PARENTS, "relationships"));

    private static final Set<String> MEMBERS = Set.of(
            "object_name",
            "fields",
            "relationships",
            "aggregates",
            "children",
            "filters",
            "where",
            "group_by",
            "having",
            "order_by",
            "limit",
            "offset",
            EXPECTED_SCHEMA,
            "all",
            "any",
            "not",
            "field",
            "op",
            "type",
            "val",
            "query",
            "function",
            "alias",
            "direction",
            "nulls");

    /** The query language: the names of all members, operators and types. */
    public static final Set<String> WORDS = Stream.of(
                    MEMBERS.stream(),
                    Stream.of(ConditionOperator.values()).map(ConditionOperator::symbol),
                    Stream.of(FieldType.values()).map(FieldType::label))
            .flatMap(words -> words)
            .collect(Collectors.toUnmodifiableSet());

    /** An ad-hoc query, as a flow sends it. */
    public static final JsonShape REQUEST =
            new QueryShape(Members.requiring()).query().with(new JsonShape.Source(), EXPECTED_SCHEMA);

    /** A query of a data action, as the operator declares it. */
    public static final JsonShape TEMPLATE = new QueryShape(Members.requiring().with(WORD, IF_ABSENT)).query();

    /** An object of a data action's search: the fields of its records, and further conditions on them. */
    public static final Members RETURNED = new QueryShape(Members.requiring().with(WORD, IF_ABSENT)).returned();

    private final JsonShape filter;
    private final JsonShape where;
    private final JsonShape having;
    private final JsonShape child;

    /** @param ofComparison members that every comparison with a value may have in addition */
    private QueryShape(Members ofComparison) {
        var comparison = ofComparison.with(WORD, "op", "type").with(VALUE, "val");
        var nestedWhere = new JsonShape.Recursive("Condition", "an object", this::where);
        var nestedChild = new JsonShape.Recursive("Child", "an object", this::child);
        var semiJoin = Members.requiring("object_name", "field")
                .with(NAME, "object_name", "field")
                .with(nestedWhere, "where");
        this.filter = new Members(comparison.members(), List.of("op"));
        this.where = condition(comparison, nestedWhere).with(semiJoin, "query");
        this.having = condition(comparison, new JsonShape.Recursive("GroupCondition", "an object", this::having))
                .with(WORD, "function");
        this.child = Members.requiring("fields")
                .with(NAMES, "fields")
                .with(PARENTS, "relationships")
                .with(where, "where")
                .with(new ListOf(Either.of(NAME, ORDERING), 32), "order_by")
                .with(WHOLE_NUMBER, "limit", "offset")
                .with(new MapOf(nestedChild, 20), "children");
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

    private Members query() {
        return Members.requiring("object_name")
                .with(NAME, "object_name")
                .with(NAMES, "fields")
                .with(PARENTS, "relationships")
                .with(new ListOf(AGGREGATE, 100), "aggregates")
                .with(new MapOf(child, 20), "children")
                .with(new MapOf(filter, QueryPolicy.MAX_CONDITIONS), "filters")
                .with(where, "where")
                .with(new ListOf(NAME, 32), "group_by")
                .with(having, "having")
                .with(new ListOf(Either.of(NAME, ORDERING.with(WORD, "function")), 32), "order_by")
                .with(WHOLE_NUMBER, "limit", "offset");
    }

    private Members returned() {
        return Members.requiring("fields")
                .with(NAMES, "fields", "match")
                .with(PARENTS, "relationships")
                .with(where, "where")
                .with(new ListOf(Either.of(NAME, ORDERING), 32), "order_by")
                .with(WHOLE_NUMBER, "limit");
    }

    /** A tree of conditions: a branch over {@code nested} ones, or a comparison. */
    private static Members condition(Members comparison, JsonShape nested) {
        return comparison
                .with(new ListOf(nested, QueryPolicy.MAX_CONDITIONS), "all", "any")
                .with(nested, "not")
                .with(NAME, "field");
    }
}
