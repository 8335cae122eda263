package io.weir.bootstrap;

import io.weir.bootstrap.ContactCentreFilters.Aggregated;
import io.weir.bootstrap.ContactCentrePaths.Target;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Alias;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random queries over the sandbox's schema that Salesforce would take, most of which find something. */
final class ContactCentreQueries {
    private static final List<Ordering.Direction> DIRECTIONS = List.of(Ordering.Direction.values());
    private static final List<Ordering.Nulls> NULLS = List.of(Ordering.Nulls.values());
    private static final List<AggregateFunction> FUNCTIONS = List.of(AggregateFunction.values());

    private final ContactCentreData data;
    private final RandomChoices chance;
    private final ContactCentrePaths paths;
    private final ContactCentreFilters filters;

    private ContactCentreQueries(ContactCentreData data, RandomChoices chance) {
        this.data = data;
        this.chance = chance;
        this.paths = new ContactCentrePaths(data, chance);
        this.filters = new ContactCentreFilters(data, paths, chance);
    }

    /** Queries over {@code data}, which shrink to simpler ones. */
    static Arbitrary<Query> over(ContactCentreData data) {
        return Arbitraries.fromGenerator(random -> new ShrinkableQuery(valid(data, random)));
    }

    /** Whether {@code query} keeps Salesforce's limits. */
    static boolean isValid(Query query) {
        return SoqlLimits.exceeded(Soql.of(query)).isEmpty();
    }

    private static Query valid(ContactCentreData data, Random random) {
        var queries = new ContactCentreQueries(data, new RandomChoices(random));
        Query query;
        do {
            query = queries.any();
        } while (!isValid(query));
        return query;
    }

    private Query any() {
        var object = chance.of(chance.percent(80) ? data.mainObjects() : data.objects());
        int kind = chance.between(1, 100);
        if (kind <= 8) {
            return counting(object);
        }
        return kind <= 30 ? ofGroups(object) : ofRecords(object);
    }

    private Query counting(ObjectDescription object) {
        return Query.of(List.of(new SelectItem.RowCount()), name(object))
                .where(filters.where(object))
                .limitedTo(limit())
                .startingAt(offset());
    }

    private Query ofRecords(ObjectDescription object) {
        boolean oneParent = chance.percent(8);
        var select = selectList(object, 1, oneParent);
        boolean nested = select.stream().anyMatch(SelectItem.Children.class::isInstance);
        return Query.of(select, name(object))
                .where(filters.where(object))
                .orderedBy(orderings(object))
                .limitedTo(oneParent ? new Limit.AtMost(1) : nested ? limit().cappedAt(40) : limit())
                .startingAt(offset());
    }

    private List<SelectItem> selectList(ObjectDescription object, int level, boolean offsetAllowed) {
        return chance.distinct(
                1,
                5,
                () -> !object.childRelationships().isEmpty() && level < SoqlLimits.MAX_LEVELS && chance.percent(12)
                        ? children(object, level + 1, offsetAllowed)
                        : new SelectItem.Field(paths.from(object, _ -> true).path()),
                ContactCentreQueries::key);
    }

    /** What must not be selected twice. */
    private static String key(SelectItem item) {
        return switch (item) {
            case SelectItem.Children(var children) -> children.relationship() + "()";
            case SelectItem.Field _, SelectItem.Aggregated _, SelectItem.RowCount _ ->
                item.toString().toLowerCase(Locale.ROOT);
        };
    }

    private SelectItem children(ObjectDescription parent, int level, boolean offsetAllowed) {
        var relationship = chance.of(parent.childRelationships());
        var object = data.object(relationship.childObject());
        return new SelectItem.Children(new ChildQuery(
                new RelationshipName(relationship.name().value()),
                selectList(object, level, false),
                filters.ofChildren(object),
                orderings(object),
                chance.percent(50) ? new Limit.Unlimited() : new Limit.AtMost(chance.between(0, 6)),
                offsetAllowed && chance.percent(60) ? chance.between(1, 3) : 0));
    }

    private Query ofGroups(ObjectDescription object) {
        var keys = chance.distinct(
                chance.percent(15) ? 0 : 1,
                2,
                () -> paths.withValue(object, FieldDescription::groupable),
                key -> key.path().toString().toLowerCase(Locale.ROOT));
        var select = new ArrayList<SelectItem>();
        var columns = new HashSet<String>();
        for (var key : keys) {
            if (chance.percent(75) && columns.add(key.path().field().toLowerCase(Locale.ROOT))) {
                select.add(new SelectItem.Field(key.path()));
            }
        }
        int aggregates = chance.between(select.isEmpty() ? 1 : 0, 3);
        for (int i = 0; i < aggregates; i++) {
            select.add(new SelectItem.Aggregated(aggregated(object).operand(), new Alias("value" + i)));
        }
        return keys.isEmpty()
                ? Query.of(select, name(object)).where(filters.where(object))
                : grouped(select, object, keys);
    }

    private Query grouped(List<SelectItem> select, ObjectDescription object, List<Target> keys) {
        return new Query(
                select,
                name(object),
                filters.where(object),
                keys.stream().map(Target::path).toList(),
                chance.percent(40) ? filters.having(keys, () -> aggregated(object)) : new Filter.Everything(),
                chance.several(0, 2, () -> ordering(ofGroup(object, keys))),
                mayHaveManyGroups(keys) ? limit().cappedAt(SoqlLimits.MAX_GROUPS) : limit(),
                offset());
    }

    private boolean mayHaveManyGroups(List<Target> keys) {
        long groups = 1;
        for (var key : keys) {
            groups *= data.values(key.object(), key.field()).size() + 1L;
        }
        return groups > SoqlLimits.MAX_GROUPS;
    }

    private Operand ofGroup(ObjectDescription object, List<Target> keys) {
        return chance.percent(50)
                ? new Operand.Field(chance.of(keys).path())
                : aggregated(object).operand();
    }

    private Aggregated aggregated(ObjectDescription object) {
        var target = paths.withValue(object, FieldDescription::aggregatable);
        var function =
                chance.of(FUNCTIONS, each -> each.suits(target.field().type())).orElseThrow();
        return new Aggregated(function, target);
    }

    private List<Ordering> orderings(ObjectDescription object) {
        return chance.percent(65)
                ? List.of()
                : chance.several(
                        1,
                        3,
                        () -> ordering(new Operand.Field(
                                paths.from(object, FieldDescription::sortable).path())));
    }

    private Ordering ordering(Operand operand) {
        return new Ordering(operand, chance.of(DIRECTIONS), chance.of(NULLS));
    }

    /** Mostly a few rows: large results take long and show little more. */
    private Limit limit() {
        int kind = chance.between(1, 100);
        if (kind <= 3) {
            return new Limit.AtMost(0);
        }
        if (kind <= 92) {
            return new Limit.AtMost(chance.between(1, 40));
        }
        return kind <= 96 ? new Limit.AtMost(chance.between(41, 4_000)) : new Limit.Unlimited();
    }

    private int offset() {
        if (chance.percent(85)) {
            return 0;
        }
        return chance.percent(90) ? chance.between(1, 20) : chance.between(21, SoqlLimits.MAX_OFFSET);
    }

    private ObjectName name(ObjectDescription object) {
        return new ObjectName(paths.inAnyCase(object.name().value()));
    }
}
