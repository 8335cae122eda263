package io.weir.bootstrap;

import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A query that shrinks by losing one part of it after the other. */
record ShrinkableQuery(Query value) implements Shrinkable<Query> {
    @Override
    public Stream<Shrinkable<Query>> shrink() {
        var simpler = new ArrayList<Query>();
        candidates().forEach(candidate -> addIfValid(candidate, simpler));
        return simpler.stream()
                .map(ShrinkableQuery::new)
                .filter(query -> query.distance().compareTo(distance()) < 0)
                .map(query -> query);
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(Soql.of(value).text().length());
    }

    private Stream<Supplier<Query>> candidates() {
        return Stream.of(
                        Stream.<Supplier<Query>>of(
                                () -> value.limitedTo(new Limit.Unlimited()), () -> value.startingAt(0)),
                        SimplerFilters.of(value.where()).<Supplier<Query>>map(where -> () -> value.where(where)),
                        SimplerFilters.of(value.having())
                                .<Supplier<Query>>map(having -> () -> value.groupedBy(value.groupBy(), having)),
                        shorterOrEmpty(value.orderBy()).<Supplier<Query>>map(keys -> () -> value.orderedBy(keys)),
                        shorterOrEmpty(value.groupBy())
                                .<Supplier<Query>>map(keys -> () -> value.groupedBy(keys, value.having())),
                        SimplerFilters.shorter(value.select(), ShrinkableQuery::items)
                                .<Supplier<Query>>map(select -> () -> selecting(select)))
                .flatMap(candidates -> candidates);
    }

    private Query selecting(List<SelectItem> select) {
        return new Query(
                select,
                value.from(),
                value.where(),
                value.groupBy(),
                value.having(),
                value.orderBy(),
                value.limit(),
                value.offset());
    }

    /** Many a part cannot be taken away alone, such as the limit above a sub-query with an offset. */
    private static void addIfValid(Supplier<Query> candidate, List<Query> simpler) {
        try {
            var query = candidate.get();
            if (ContactCentreQueries.isValid(query)) {
                simpler.add(query);
            }
        } catch (IllegalArgumentException structureThatSoqlLacks) {
            // One candidate less.
        }
    }

    private static <T> Stream<List<T>> shorterOrEmpty(List<T> list) {
        return list.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(List.of()), SimplerFilters.shorter(list, _ -> Stream.empty()));
    }

    private static Stream<SelectItem> items(SelectItem item) {
        return item instanceof SelectItem.Children(var children)
                ? children(children).map(SelectItem.Children::new)
                : Stream.empty();
    }

    private static Stream<ChildQuery> children(ChildQuery query) {
        var relationship = query.relationship();
        var plain =
                new ChildQuery(relationship, query.select(), query.where(), query.orderBy(), new Limit.Unlimited(), 0);
        return Stream.of(
                        Stream.of(plain),
                        SimplerFilters.of(query.where())
                                .map(where -> new ChildQuery(
                                        relationship,
                                        query.select(),
                                        where,
                                        query.orderBy(),
                                        query.limit(),
                                        query.offset())),
                        shorterOrEmpty(query.orderBy())
                                .map(keys -> new ChildQuery(
                                        relationship,
                                        query.select(),
                                        query.where(),
                                        keys,
                                        query.limit(),
                                        query.offset())),
                        SimplerFilters.shorter(query.select(), ShrinkableQuery::items)
                                .map(select -> new ChildQuery(
                                        relationship,
                                        select,
                                        query.where(),
                                        query.orderBy(),
                                        query.limit(),
                                        query.offset())))
                .flatMap(simpler -> simpler);
    }
}
