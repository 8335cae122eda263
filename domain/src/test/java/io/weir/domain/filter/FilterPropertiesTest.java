package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link Filter#simplified} keeps the meaning: checked on every assignment of truth to a few facts. */
class FilterPropertiesTest {
    private static final List<FieldPath> FACTS =
            List.of(FieldPath.parse("A"), FieldPath.parse("B"), FieldPath.parse("C"));
    private static final Value TRUE = new Value.Bool(true);

    @Property(tries = 2_000)
    void theSimplifiedFilterIsTrueOfTheSameRows(@ForAll("filters") Filter filter) {
        var simplified = filter.simplified();

        assertThat(truths(simplified)).isEqualTo(truths(filter));
    }

    @Property(tries = 2_000)
    void nothingUnwritableIsLeftInside(@ForAll("filters") Filter filter) {
        var simplified = filter.simplified();

        assertThat(isWhole(simplified) || isWritable(simplified)).isTrue();
    }

    @Property(tries = 2_000)
    void nothingIsJoinedTwiceInTheSameWay(@ForAll("filters") Filter filter) {
        assertThat(isFlat(filter.simplified())).isTrue();
    }

    @Property
    void simplifyingTwiceIsSimplifyingOnce(@ForAll("filters") Filter filter) {
        assertThat(filter.simplified().simplified()).isEqualTo(filter.simplified());
    }

    private static List<Boolean> truths(Filter filter) {
        return IntStream.range(0, 1 << FACTS.size())
                .mapToObj(row -> isTrue(filter, row))
                .toList();
    }

    /** Bit n of {@code row} says whether fact n holds. A semi-join finds the row itself if its own filter does. */
    private static boolean isTrue(Filter filter, int row) {
        return switch (filter) {
            case Filter.Everything() -> true;
            case Filter.Nothing() -> false;
            case Filter.Comparison(Operand.Field(var path), var operator, var _) ->
                (operator == Operator.EQUAL) == holds(path, row);
            case Filter.Comparison(Operand.Aggregate(var _, var path), var _, var _) -> holds(path, row);
            case Filter.Like(var field, var _) -> holds(field, row);
            case Filter.Membership(var field, var _) -> holds(field, row);
            case Filter.Exclusion(var field, var _) -> !holds(field, row);
            case Filter.Includes(var field, var _) -> holds(field, row);
            case Filter.Excludes(var field, var _) -> !holds(field, row);
            case Filter.SemiJoin semiJoin -> semiJoin.negated() != isTrue(semiJoin.where(), row);
            case Filter.AllOf(var filters) -> filters.stream().allMatch(part -> isTrue(part, row));
            case Filter.AnyOf(var filters) -> filters.stream().anyMatch(part -> isTrue(part, row));
            case Filter.Not(var negated) -> !isTrue(negated, row);
        };
    }

    private static boolean holds(FieldPath fact, int row) {
        return (row & 1 << FACTS.indexOf(fact)) != 0;
    }

    private static boolean isWhole(Filter filter) {
        return filter instanceof Filter.Everything || filter instanceof Filter.Nothing;
    }

    private static boolean isWritable(Filter filter) {
        return switch (filter) {
            case Filter.Everything _, Filter.Nothing _ -> false;
            case Filter.Comparison _,
                    Filter.Like _,
                    Filter.Membership _,
                    Filter.Exclusion _,
                    Filter.Includes _,
                    Filter.Excludes _ -> true;
            case Filter.SemiJoin semiJoin ->
                semiJoin.where() instanceof Filter.Everything || isWritable(semiJoin.where());
            case Filter.AllOf(var filters) ->
                filters.size() > 1 && filters.stream().allMatch(FilterPropertiesTest::isWritable);
            case Filter.AnyOf(var filters) ->
                filters.size() > 1 && filters.stream().allMatch(FilterPropertiesTest::isWritable);
            case Filter.Not(var negated) -> isWritable(negated);
        };
    }

    /** Whether no AND stands directly within an AND, and no OR within an OR. */
    private static boolean isFlat(Filter filter) {
        return switch (filter) {
            case Filter.AllOf(var filters) ->
                filters.stream().allMatch(part -> !(part instanceof Filter.AllOf) && isFlat(part));
            case Filter.AnyOf(var filters) ->
                filters.stream().allMatch(part -> !(part instanceof Filter.AnyOf) && isFlat(part));
            case Filter.Not(var negated) -> isFlat(negated);
            case Filter.SemiJoin semiJoin -> isFlat(semiJoin.where());
            case Filter.Everything _,
                    Filter.Nothing _,
                    Filter.Comparison _,
                    Filter.Like _,
                    Filter.Membership _,
                    Filter.Exclusion _,
                    Filter.Includes _,
                    Filter.Excludes _ -> true;
        };
    }

    @Provide
    Arbitrary<Filter> filters() {
        return trees(4);
    }

    private static Arbitrary<Filter> trees(int depth) {
        if (depth == 0) {
            return leaves();
        }
        var lists = trees(depth - 1).list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                leaves(),
                lists.map(Filter.AllOf::new),
                lists.map(Filter.AnyOf::new),
                trees(depth - 1).map(Filter.Not::new),
                Combinators.combine(facts(), Arbitraries.of(true, false), trees(depth - 1))
                        .as((fact, negated, where) ->
                                new Filter.SemiJoin(fact, negated, fact, new ObjectName("Other"), where)));
    }

    private static Arbitrary<Filter> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.of(new Filter.Everything(), new Filter.Nothing()),
                facts().map(fact -> Filter.Comparison.of(fact, Operator.EQUAL, TRUE)),
                facts().map(fact -> Filter.Comparison.of(fact, Operator.NOT_EQUAL, TRUE)),
                facts().map(fact -> new Filter.Membership(fact, List.of(TRUE))),
                facts().map(fact -> new Filter.Exclusion(fact, List.of(TRUE))),
                facts().map(fact -> new Filter.Like(fact, LikePattern.containing("text"))));
    }

    private static Arbitrary<FieldPath> facts() {
        return Arbitraries.of(FACTS);
    }
}
