package io.weir.domain.query;

import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.DateLiteral;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Queries of every structure with values of every kind, for property tests. */
public final class Queries {
    private static final int FILTER_DEPTH = 3;

    private Queries() {}

    /** Any query, in the form that reading its text gives back. */
    public static Arbitrary<Query> queries() {
        return Arbitraries.oneOf(ofRecords(), ofGroups(), counting());
    }

    /** Any text: quotes, backslashes, wildcards, control characters, halves of surrogate pairs. */
    public static Arbitrary<String> texts() {
        var hard = Arbitraries.of(
                "'", "\\", "\"", "%", "_", "\\'", "\\%", "\n", "\r\n", "\t", "\b", "\f", "\u0000", "\u2028", "😀",
                "\uD83D", "\uDE00", " OR ", "--", "/*", "//", "'''\n", "\\u0027", "é", "\uE000");
        var any = Arbitraries.strings().ofMaxLength(4);
        return Arbitraries.oneOf(hard, any).list().ofMaxSize(6).map(parts -> String.join("", parts));
    }

    /** Patterns with literal text and wildcards in any order. */
    public static Arbitrary<LikePattern> patterns() {
        Arbitrary<LikePattern.Part> literal =
                texts().filter(text -> !text.isEmpty()).map(LikePattern.Part.Literal::new);
        Arbitrary<LikePattern.Part> wildcard =
                Arbitraries.of(new LikePattern.Part.AnyCharacters(), new LikePattern.Part.OneCharacter());
        return Arbitraries.oneOf(literal, wildcard).list().ofMaxSize(5).map(Queries::pattern);
    }

    /** Neighbouring literals are one. */
    private static LikePattern pattern(List<LikePattern.Part> parts) {
        var joined = new ArrayList<LikePattern.Part>();
        for (var part : parts) {
            if (part instanceof LikePattern.Part.Literal(var more)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof LikePattern.Part.Literal(var text)) {
                joined.set(joined.size() - 1, new LikePattern.Part.Literal(text + more));
            } else {
                joined.add(part);
            }
        }
        return new LikePattern(joined);
    }

    /** Constants of every kind. */
    public static Arbitrary<Value> values() {
        return Arbitraries.oneOf(List.<Arbitrary<Value>>of(
                texts().map(Value.Text::new), Arbitraries.of(true, false).map(Value.Bool::new), ordered()));
    }

    /** Filters of every kind, simplified, none of which is trivial. */
    public static Arbitrary<Filter> filters() {
        return filters(FILTER_DEPTH).map(Filter::simplified);
    }

    private static Arbitrary<Value> ordered() {
        return Arbitraries.oneOf(List.<Arbitrary<Value>>of(
                texts().map(Value.Text::new),
                numbers().map(Value.Decimal::new),
                Combinators.combine(
                                Arbitraries.strings().withCharRange('A', 'Z').ofLength(3), numbers())
                        .as(Value.Money::new),
                Arbitraries.longs()
                        .between(-98_000, 700_000)
                        .map(LocalDate::ofEpochDay)
                        .map(Value.Date::new),
                Arbitraries.longs()
                        .between(-8_000_000_000_000L, 60_000_000_000_000L)
                        .map(Instant::ofEpochMilli)
                        .map(Value.DateTime::new),
                Arbitraries.longs()
                        .between(0, 86_399_999)
                        .map(millis -> LocalTime.ofNanoOfDay(millis * 1_000_000))
                        .map(Value.Time::new),
                dateLiterals().map(Value.RelativeDate::new)));
    }

    private static Arbitrary<BigDecimal> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals().ofScale(2).between(new BigDecimal("-1e15"), new BigDecimal("1e15")),
                Arbitraries.integers().map(BigDecimal::valueOf));
    }

    private static Arbitrary<DateLiteral> dateLiterals() {
        return Combinators.combine(
                        Arbitraries.of(DateLiteral.Name.class),
                        Arbitraries.integers().between(0, 999_999_999))
                .as((name, n) -> new DateLiteral(name, name.counted() ? n : 0));
    }

    private static Arbitrary<Filter> filters(int depth) {
        var leaves = Arbitraries.oneOf(comparisons(), sets(), selections());
        if (depth == 0) {
            return leaves;
        }
        var deeper = Arbitraries.lazy(() -> filters(depth - 1));
        var several = deeper.list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.frequencyOf(
                Tuple.of(4, leaves),
                Tuple.of(1, several.map(Filter.AllOf::new)),
                Tuple.of(1, several.map(Filter.AnyOf::new)),
                Tuple.of(1, deeper.map(Filter.Not::new)),
                Tuple.of(1, semiJoins(deeper)));
    }

    private static Arbitrary<Filter> comparisons() {
        Arbitrary<Filter> equal = Combinators.combine(
                        paths(),
                        Arbitraries.of(Operator.EQUAL, Operator.NOT_EQUAL),
                        Arbitraries.oneOf(values(), Arbitraries.just((Value) new Value.Null())))
                .as(Filter.Comparison::of);
        Arbitrary<Filter> compared = Combinators.combine(paths(), Arbitraries.of(Operator.class), ordered())
                .as(Filter.Comparison::of);
        Arbitrary<Filter> like = Combinators.combine(paths(), patterns()).as(Filter.Like::new);
        return Arbitraries.oneOf(equal, compared, like);
    }

    private static Arbitrary<Filter> sets() {
        var lists = values().list().ofMinSize(1).ofMaxSize(4);
        return Arbitraries.oneOf(
                Combinators.combine(paths(), lists).as(Filter.Membership::new),
                Combinators.combine(paths(), lists).as(Filter.Exclusion::new));
    }

    private static Arbitrary<Filter> selections() {
        Arbitrary<Set<String>> selection =
                texts().filter(text -> text.indexOf(';') < 0).set().ofMinSize(1).ofMaxSize(3);
        var several = selection.list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                Combinators.combine(paths(), several).as(Filter.Includes::new),
                Combinators.combine(paths(), several).as(Filter.Excludes::new));
    }

    private static Arbitrary<Filter> semiJoins(Arbitrary<Filter> where) {
        return Combinators.combine(
                        paths(),
                        Arbitraries.of(true, false),
                        paths(),
                        objects(),
                        Arbitraries.oneOf(where, everything()))
                .as(Filter.SemiJoin::new);
    }

    private static Arbitrary<Query> ofRecords() {
        return Combinators.combine(
                        selectLists(2),
                        objects(),
                        Arbitraries.oneOf(filters(), everything()),
                        orderings(),
                        limits(),
                        Arbitraries.integers().between(0, 3_000))
                .as((select, from, where, orderBy, limit, offset) ->
                        new Query(select, from, where, List.of(), new Filter.Everything(), orderBy, limit, offset));
    }

    private static Arbitrary<Query> counting() {
        return Combinators.combine(objects(), filters())
                .as((from, where) ->
                        Query.of(List.of(new SelectItem.RowCount()), from).where(where));
    }

    private static Arbitrary<Query> ofGroups() {
        return Combinators.combine(
                        paths().list()
                                .uniqueElements(path -> path.toString().toLowerCase(Locale.ROOT))
                                .ofMaxSize(3),
                        aggregates().list().ofMinSize(1).ofMaxSize(3),
                        objects(),
                        filters(),
                        having(),
                        limits())
                .as(Queries::grouped);
    }

    private static Query grouped(
            List<FieldPath> groupBy,
            List<Operand.Aggregate> aggregates,
            ObjectName from,
            Filter where,
            Filter having,
            Limit limit) {
        var select = new ArrayList<SelectItem>();
        groupBy.forEach(path -> select.add(new SelectItem.Field(path)));
        IntStream.range(0, aggregates.size())
                .forEach(i -> select.add(new SelectItem.Aggregated(aggregates.get(i), new Alias("expr" + i))));
        var order = new Ordering(aggregates.getFirst(), Ordering.Direction.DESC, Ordering.Nulls.LAST);
        return new Query(
                select,
                from,
                where,
                groupBy,
                groupBy.isEmpty() ? new Filter.Everything() : having,
                groupBy.isEmpty() ? List.of() : List.of(order),
                limit,
                0);
    }

    private static Arbitrary<Filter> having() {
        return Combinators.combine(aggregates(), Arbitraries.of(Operator.class), numbers())
                .as((aggregate, operator, number) ->
                        new Filter.Comparison(aggregate, operator, new Value.Decimal(number)));
    }

    private static Arbitrary<Operand.Aggregate> aggregates() {
        return Combinators.combine(Arbitraries.of(AggregateFunction.class), paths())
                .as(Operand.Aggregate::new);
    }

    private static Arbitrary<List<SelectItem>> selectLists(int depth) {
        Arbitrary<SelectItem> field = paths().map(SelectItem.Field::new);
        var items = depth == 0
                ? field
                : Arbitraries.frequencyOf(Tuple.of(4, field), Tuple.of(1, Arbitraries.lazy(() -> children(depth - 1))));
        return items.list()
                .uniqueElements(item -> switch (item) {
                    case SelectItem.Children(var children) ->
                        children.relationship().value().toLowerCase(Locale.ROOT) + "()";
                    default -> item.toString().toLowerCase(Locale.ROOT);
                })
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<SelectItem> children(int depth) {
        return Combinators.combine(
                        names("Child").map(RelationshipName::new),
                        selectLists(depth),
                        Arbitraries.oneOf(filters(1), everything()),
                        orderings(),
                        limits(),
                        Arbitraries.integers().between(0, 30))
                .as(ChildQuery::new)
                .map(SelectItem.Children::new);
    }

    private static Arbitrary<List<Ordering>> orderings() {
        return Combinators.combine(
                        paths().map(Operand.Field::new),
                        Arbitraries.of(Ordering.Direction.class),
                        Arbitraries.of(Ordering.Nulls.class))
                .as(Ordering::new)
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<Limit> limits() {
        return Arbitraries.oneOf(
                Arbitraries.just(new Limit.Unlimited()),
                Arbitraries.integers().greaterOrEqual(0).map(Limit.AtMost::new));
    }

    private static Arbitrary<Filter> everything() {
        return Arbitraries.just(new Filter.Everything());
    }

    private static Arbitrary<ObjectName> objects() {
        return names("Thing").map(ObjectName::new);
    }

    private static Arbitrary<FieldPath> paths() {
        var parents = Arbitraries.oneOf(Arbitraries.of("Owner", "Account", "Ticket__r", "ns__Parent__r"), names("Up"))
                .list()
                .ofMaxSize(FieldPath.MAX_PARENTS);
        // Among them keywords of SOQL, of SOSL and of Apex, and names that look like amounts of money.
        var known = Arbitraries.of(
                "Id",
                "Name",
                "Email",
                "Phone",
                "Type",
                "Class",
                "Interface",
                "New",
                "Order",
                "Group",
                "Limit",
                "Offset",
                "Count",
                "Like",
                "Today",
                "Data",
                "View",
                "First",
                "End",
                "USD5",
                "abc1",
                "Tier__c");
        return Combinators.combine(parents, Arbitraries.oneOf(known, names("Field")))
                .as((up, field) -> {
                    var segments = new ArrayList<>(up);
                    segments.add(field);
                    return new FieldPath(segments);
                });
    }

    private static Arbitrary<String> names(String prefix) {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMaxLength(5)
                .map(rest -> prefix + rest);
    }
}
