package io.weir.bootstrap;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The conditions that a condition may be shrunk to. */
final class SimplerFilters {
    private SimplerFilters() {}

    /** Conditions that are shorter than {@code filter}, by one step each. */
    static Stream<Filter> of(Filter filter) {
        return filter instanceof Filter.Everything
                ? Stream.empty()
                : Stream.concat(Stream.of(new Filter.Everything()), parts(filter));
    }

    private static Stream<Filter> parts(Filter filter) {
        return switch (filter) {
            case Filter.Everything _, Filter.Nothing _ -> Stream.empty();
            case Filter.AllOf(var filters) ->
                Stream.concat(
                        filters.stream(),
                        shorter(filters, SimplerFilters::parts).map(Filter.AllOf::new));
            case Filter.AnyOf(var filters) ->
                Stream.concat(
                        filters.stream(),
                        shorter(filters, SimplerFilters::parts).map(Filter.AnyOf::new));
            case Filter.Not(var negated) ->
                Stream.concat(Stream.of(negated), parts(negated).map(Filter.Not::new));
            case Filter.Comparison(var operand, var operator, var value) ->
                values(value).map(shorter -> new Filter.Comparison(operand, operator, shorter));
            case Filter.Like(var field, LikePattern(var pattern)) ->
                shorter(pattern, SimplerFilters::patternParts)
                        .map(parts -> new Filter.Like(field, new LikePattern(parts)));
            case Filter.Membership(var field, var values) ->
                shorter(values, SimplerFilters::values).map(fewer -> new Filter.Membership(field, fewer));
            case Filter.Exclusion(var field, var values) ->
                shorter(values, SimplerFilters::values).map(fewer -> new Filter.Exclusion(field, fewer));
            case Filter.Includes(var field, var selections) ->
                shorter(selections, _ -> Stream.empty()).map(fewer -> new Filter.Includes(field, fewer));
            case Filter.Excludes(var field, var selections) ->
                shorter(selections, _ -> Stream.empty()).map(fewer -> new Filter.Excludes(field, fewer));
            case Filter.SemiJoin(var field, var negated, var selected, var from, var where) ->
                of(where).map(simpler -> new Filter.SemiJoin(field, negated, selected, from, simpler));
        };
    }

    /** {@code list} without one of its items, if that leaves any, or with one of them {@code simpler}. */
    static <T> Stream<List<T>> shorter(List<T> list, Function<T, Stream<T>> simpler) {
        var without = IntStream.range(0, list.size() > 1 ? list.size() : 0).mapToObj(i -> {
            var fewer = new ArrayList<>(list);
            fewer.remove(i);
            return List.copyOf(fewer);
        });
        var replaced = IntStream.range(0, list.size())
                .boxed()
                .flatMap(i -> simpler.apply(list.get(i)).map(item -> {
                    var others = new ArrayList<>(list);
                    others.set(i, item);
                    return List.copyOf(others);
                }));
        return Stream.concat(without, replaced);
    }

    private static Stream<Value> values(Value value) {
        return value instanceof Value.Text(var text) ? texts(text).map(Value.Text::new) : Stream.empty();
    }

    private static Stream<LikePattern.Part> patternParts(LikePattern.Part part) {
        return part instanceof LikePattern.Part.Literal(var text)
                ? texts(text).filter(shorter -> !shorter.isEmpty()).map(LikePattern.Part.Literal::new)
                : Stream.empty();
    }

    private static Stream<String> texts(String text) {
        return IntStream.range(0, text.length()).mapToObj(i -> text.substring(0, i) + text.substring(i + 1));
    }
}
