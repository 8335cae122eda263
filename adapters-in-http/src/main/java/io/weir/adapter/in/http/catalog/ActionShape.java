package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.JsonShape.Either;
import io.weir.adapter.in.http.json.JsonShape.ListOf;
import io.weir.adapter.in.http.json.JsonShape.MapOf;
import io.weir.adapter.in.http.json.JsonShape.Members;
import io.weir.adapter.in.http.json.JsonShape.Text;
import io.weir.adapter.in.http.pattern.LinearPattern;
import io.weir.adapter.in.http.query.QueryShape;

/** The shape of a data action's declaration. */
final class ActionShape {
    private static final int MOST_INPUTS = 50;
    private static final int MOST_STEPS = 10;
    private static final int MOST_WRITES = 10;
    private static final int MOST_FIELDS = 200;
    private static final int MOST_SEARCHED = 10;
    private static final int MOST_OUTPUTS = 200;
    private static final int MOST_LISTS = 20;

    private static final JsonShape PROSE = new Text(1_000);
    private static final JsonShape TIME = Either.of(QueryShape.WORD, new JsonShape.Digits());
    private static final JsonShape FLAG = new JsonShape.Flag();
    private static final JsonShape DEFAULT = Either.of(QueryShape.SCALAR, new ListOf(QueryShape.SCALAR, 200));

    private static final JsonShape INPUT = Members.requiring("type")
            .with(QueryShape.WORD, "type", "region")
            .with(FLAG, "required", "sensitive", "asked", "digits")
            .with(PROSE, "description")
            .with(DEFAULT, "default")
            .with(new Text(LinearPattern.MAX_LENGTH), "pattern")
            .with(QueryShape.WHOLE_NUMBER, "max_length")
            .with(new ListOf(QueryShape.SCALAR, 1_000), "enum")
            .with(QueryShape.SCALAR, "min", "max")
            .with(QueryShape.WORD, "strip", "case")
            .with(Members.requiring("to").with(QueryShape.WHOLE_NUMBER, "to").with(QueryShape.WORD, "with"), "pad");

    private static final JsonShape SEARCH = Members.requiring("for", "in", "returning")
            .with(QueryShape.NAME, "for")
            .with(QueryShape.WORD, "in")
            .with(new MapOf(QueryShape.RETURNED, MOST_SEARCHED), "returning");

    private static final JsonShape STEP = Members.requiring()
            .with(QueryShape.TEMPLATE, "query")
            .with(SEARCH, "search")
            .with(QueryShape.WORD, "strategy", "on_many", "on_none")
            .with(new MapOf(QueryShape.WORD, MOST_STEPS), "when");

    private static final JsonShape WRITE = Members.requiring()
            .with(QueryShape.NAME, "create", "update", "upsert", "unique_field")
            .with(FLAG, "idempotency_key")
            .with(new ListOf(QueryShape.NAME, MOST_FIELDS), "look_up", "returning")
            .with(QueryShape.SCALAR, "id")
            .with(new MapOf(QueryShape.SCALAR, MOST_FIELDS), "by", "fields")
            .with(QueryShape.WORD, "assignment")
            .with(new MapOf(QueryShape.WORD, MOST_STEPS), "when");

    private static final Members TEST = Members.requiring()
            .with(QueryShape.NAME, "field")
            .with(QueryShape.WORD, "op")
            .with(DEFAULT, "val");

    private static final JsonShape CASE = Members.requiring()
            .with(TEST.with(new ListOf(TEST, 20), "all", "any"), "if")
            .with(QueryShape.SCALAR, "then", "else");

    private static final JsonShape OUTPUT = Either.of(
            QueryShape.NAME,
            anOutput()
                    .with(QueryShape.NAME, "step", "count", "exists")
                    .with(new ListOf(QueryShape.NAME, 20), "first")
                    .with(QueryShape.SCALAR, "value"));

    private static final JsonShape LIST_OUTPUT = Either.of(QueryShape.NAME, anOutput());

    private static final JsonShape LIST = Members.requiring("from", "outputs")
            .with(QueryShape.NAME, "from")
            .with(QueryShape.WHOLE_NUMBER, "most")
            .with(new MapOf(LIST_OUTPUT, MOST_OUTPUTS), "outputs");

    static final JsonShape DECLARATION = Members.requiring("name", "version", "description")
            .with(QueryShape.NAME, "name")
            .with(QueryShape.WHOLE_NUMBER, "version", "row_cap")
            .with(PROSE, "description")
            .with(new MapOf(INPUT, MOST_INPUTS), "inputs")
            .with(QueryShape.TEMPLATE, "query")
            .with(SEARCH, "search")
            .with(QueryShape.WORD, "strategy", "on_many", "on_none", "priority")
            .with(new MapOf(STEP, MOST_STEPS), "steps")
            .with(new ListOf(QueryShape.NAME, MOST_STEPS), "first_of")
            .with(new ListOf(QueryShape.NAME, MOST_INPUTS), "one_of", "all_or_none", "key")
            .with(new MapOf(WRITE, MOST_WRITES), "writes")
            .with(new MapOf(OUTPUT, MOST_OUTPUTS), "outputs")
            .with(new MapOf(LIST, MOST_LISTS), "lists")
            .with(QueryShape.WORD, "zone", "language")
            .with(TIME, "time_limit", "cache");

    private static Members anOutput() {
        return Members.requiring()
                .with(QueryShape.NAME, "path")
                .with(PROSE, "template", "description")
                .with(new MapOf(QueryShape.SCALAR, 200), "map")
                .with(new ListOf(CASE, 50), "case")
                .with(QueryShape.SCALAR, "default")
                .with(QueryShape.WORD, "type", "format", "zone", "language", "currency")
                .with(QueryShape.WHOLE_NUMBER, "decimals");
    }

    private ActionShape() {}
}
