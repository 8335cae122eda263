package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.JsonShape.Either;
import io.weir.adapter.in.http.json.JsonShape.ListOf;
import io.weir.adapter.in.http.json.JsonShape.MapOf;
import io.weir.adapter.in.http.json.JsonShape.Members;
import io.weir.adapter.in.http.json.JsonShape.Text;
import io.weir.adapter.in.http.pattern.LinearPattern;
import io.weir.adapter.in.http.query.QueryShape;
import java.util.List;
import java.util.Map;

/** The shape of a data action's declaration. */
final class ActionShape {
    private static final int MOST_INPUTS = 50;
    private static final int MOST_STEPS = 10;
    private static final int MOST_OUTPUTS = 200;
    private static final int MOST_LISTS = 20;

    private static final JsonShape PROSE = new Text(1_000);
    private static final JsonShape TIME = Either.of(QueryShape.WORD, new JsonShape.Digits());
    private static final JsonShape FLAG = new JsonShape.Flag();
    private static final JsonShape DEFAULT = Either.of(QueryShape.SCALAR, new ListOf(QueryShape.SCALAR, 200));

    private static final JsonShape INPUT = new Members(
            Map.of(
                    "type",
                    QueryShape.WORD,
                    "region",
                    QueryShape.WORD,
                    "required",
                    FLAG,
                    "description",
                    PROSE,
                    "sensitive",
                    FLAG,
                    "default",
                    DEFAULT,
                    "pattern",
                    new Text(LinearPattern.MAX_LENGTH),
                    "max_length",
                    QueryShape.WHOLE_NUMBER,
                    "enum",
                    new ListOf(QueryShape.SCALAR, 1_000)),
            List.of("type"));

    private static final JsonShape STEP = new Members(
            Map.of("query", QueryShape.TEMPLATE, "on_many", QueryShape.WORD, "on_none", QueryShape.WORD),
            List.of("query"));

    private static final JsonShape OUTPUT = Either.of(
            QueryShape.NAME,
            new Members(
                    Map.of(
                            "path",
                            QueryShape.NAME,
                            "step",
                            QueryShape.NAME,
                            "count",
                            QueryShape.NAME,
                            "exists",
                            QueryShape.NAME,
                            "default",
                            QueryShape.SCALAR,
                            "type",
                            QueryShape.WORD,
                            "format",
                            QueryShape.WORD,
                            "description",
                            PROSE),
                    List.of()));

    private static final JsonShape LIST_OUTPUT = Either.of(
            QueryShape.NAME,
            new Members(
                    Map.of(
                            "path",
                            QueryShape.NAME,
                            "default",
                            QueryShape.SCALAR,
                            "type",
                            QueryShape.WORD,
                            "format",
                            QueryShape.WORD,
                            "description",
                            PROSE),
                    List.of("path")));

    private static final JsonShape LIST = new Members(
            Map.of(
                    "from",
                    QueryShape.NAME,
                    "most",
                    QueryShape.WHOLE_NUMBER,
                    "outputs",
                    new MapOf(LIST_OUTPUT, MOST_OUTPUTS)),
            List.of("from", "outputs"));

    static final JsonShape DECLARATION = new Members(
            Map.ofEntries(
                    Map.entry("name", QueryShape.NAME),
                    Map.entry("version", QueryShape.WHOLE_NUMBER),
                    Map.entry("description", PROSE),
                    Map.entry("inputs", new MapOf(INPUT, MOST_INPUTS)),
                    Map.entry("query", QueryShape.TEMPLATE),
                    Map.entry("on_many", QueryShape.WORD),
                    Map.entry("on_none", QueryShape.WORD),
                    Map.entry("steps", new MapOf(STEP, MOST_STEPS)),
                    Map.entry("outputs", new MapOf(OUTPUT, MOST_OUTPUTS)),
                    Map.entry("lists", new MapOf(LIST, MOST_LISTS)),
                    Map.entry("time_limit", TIME),
                    Map.entry("cache", TIME),
                    Map.entry("priority", QueryShape.WORD),
                    Map.entry("row_cap", QueryShape.WHOLE_NUMBER)),
            List.of("name", "version", "description"));

    private ActionShape() {}
}
