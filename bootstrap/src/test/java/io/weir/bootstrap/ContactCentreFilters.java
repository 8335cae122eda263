package io.weir.bootstrap;

import io.weir.bootstrap.ContactCentrePaths.Target;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType.LiteralKind;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Random conditions on the sandbox's records, and on groups of them. */
final class ContactCentreFilters {
    private static final int DEPTH = 3;
    private static final int MAX_SEMI_JOINS = 2;
    private static final List<Operator> OPERATORS = List.of(Operator.values());

    private final ContactCentreData data;
    private final ContactCentrePaths paths;
    private final ContactCentreValues values;
    private final RandomChoices chance;

    ContactCentreFilters(ContactCentreData data, ContactCentrePaths paths, RandomChoices chance) {
        this.data = data;
        this.paths = paths;
        this.values = new ContactCentreValues(data, chance);
        this.chance = chance;
    }

    /** What the records of {@code object} in a query must satisfy. */
    Filter where(ObjectDescription object) {
        var semiJoins =
                chance.percent(15) ? chance.several(1, MAX_SEMI_JOINS, () -> semiJoin(object)) : List.<Filter>of();
        if (semiJoins.isEmpty()) {
            return chance.percent(15) ? new Filter.Everything() : ofRecords(object, DEPTH);
        }
        var all = new ArrayList<>(semiJoins);
        if (chance.percent(60)) {
            all.add(chance.between(0, all.size()), ofRecords(object, DEPTH - 1));
        }
        return all.size() == 1 ? all.getFirst() : new Filter.AllOf(all);
    }

    /** What the children of a record must satisfy: no sub-queries. */
    Filter ofChildren(ObjectDescription object) {
        return chance.percent(50) ? new Filter.Everything() : ofRecords(object, 1);
    }

    /**
     * What groups must satisfy.
     *
     * @param keys what they are grouped by
     * @param aggregates makes an aggregate of them
     */
    Filter having(List<Target> keys, Supplier<Aggregated> aggregates) {
        return tree(1, () -> chance.percent(35) ? condition(chance.of(keys)) : condition(aggregates.get()));
    }

    /** An aggregate, and the field that it is of. */
    record Aggregated(AggregateFunction function, Target of) {
        Operand.Aggregate operand() {
            return new Operand.Aggregate(function, of.path());
        }
    }

    private Filter ofRecords(ObjectDescription object, int depth) {
        return tree(depth, () -> condition(paths.withValue(object, FieldDescription::filterable)));
    }

    private Filter tree(int depth, Supplier<Filter> leaves) {
        int kind = depth == 0 ? 100 : chance.between(1, 100);
        if (kind <= 14) {
            return new Filter.AllOf(chance.several(1, 3, () -> tree(depth - 1, leaves)));
        }
        if (kind <= 28) {
            return new Filter.AnyOf(chance.several(1, 3, () -> tree(depth - 1, leaves)));
        }
        if (kind <= 36) {
            return new Filter.Not(tree(depth - 1, leaves));
        }
        if (kind <= 38) {
            return chance.percent(50) ? new Filter.Everything() : new Filter.Nothing();
        }
        return leaves.get();
    }

    private Filter condition(Target target) {
        var path = target.path();
        return switch (chance.of(ConditionOperator.suiting(target.field().type()))) {
            case EQUAL -> Filter.Comparison.of(path, Operator.EQUAL, value(target));
            case NOT_EQUAL -> Filter.Comparison.of(path, Operator.NOT_EQUAL, value(target));
            case LESS -> Filter.Comparison.of(path, Operator.LESS, value(target));
            case LESS_OR_EQUAL -> Filter.Comparison.of(path, Operator.LESS_OR_EQUAL, value(target));
            case GREATER -> Filter.Comparison.of(path, Operator.GREATER, value(target));
            case GREATER_OR_EQUAL -> Filter.Comparison.of(path, Operator.GREATER_OR_EQUAL, value(target));
            case LIKE -> new Filter.Like(path, values.pattern(target.object(), target.field()));
            case CONTAINS -> new Filter.Like(path, LikePattern.containing(text(target)));
            case STARTS_WITH -> new Filter.Like(path, LikePattern.startingWith(text(target)));
            case ENDS_WITH -> new Filter.Like(path, LikePattern.endingWith(text(target)));
            case IN -> new Filter.Membership(path, list(target));
            case NOT_IN -> new Filter.Exclusion(path, list(target));
            case INCLUDES -> new Filter.Includes(path, selections(target));
            case EXCLUDES -> new Filter.Excludes(path, selections(target));
            case IS_NULL -> Filter.Comparison.of(path, Operator.EQUAL, new Value.Null());
            case IS_NOT_NULL -> Filter.Comparison.of(path, Operator.NOT_EQUAL, new Value.Null());
        };
    }

    private Filter condition(Aggregated aggregated) {
        var operator = chance.of(OPERATORS);
        return new Filter.Comparison(aggregated.operand(), operator, value(aggregated));
    }

    private Value value(Aggregated aggregated) {
        var target = aggregated.of();
        return switch (aggregated.function()) {
            case COUNT, COUNT_DISTINCT -> new Value.Decimal(BigDecimal.valueOf(chance.between(0, 60)));
            case SUM, AVG ->
                new Value.Decimal(values.total(
                        chance.of(data.values(target.object(), target.field())) instanceof Value.Decimal(var number)
                                ? number
                                : BigDecimal.ONE));
            case MIN, MAX -> withoutCurrency(value(target));
        };
    }

    private static Value withoutCurrency(Value value) {
        return value instanceof Value.Money(var _, var amount) ? new Value.Decimal(amount) : value;
    }

    private Value value(Target target) {
        return values.of(target.object(), target.field());
    }

    private String text(Target target) {
        return value(target) instanceof Value.Text(var text) ? text : "";
    }

    private List<Value> list(Target target) {
        int most = chance.percent(5) ? 900 : 5;
        var list = new ArrayList<>(chance.several(1, most, () -> value(target)));
        boolean currencies = list.getFirst() instanceof Value.Money;
        list.removeIf(value -> value instanceof Value.Money != currencies);
        if (chance.percent(10)) {
            list.add(new Value.Null());
        }
        return list;
    }

    private List<Set<String>> selections(Target target) {
        return chance.several(1, 3, () -> values.selection(target.field()));
    }

    /** A condition on ids in {@code object} by another object that holds ids of the same kind. */
    private Filter semiJoin(ObjectDescription object) {
        var fields = object.fields().stream()
                .filter(own ->
                        holdsId(own) && !othersWith(idsOf(object, own), object).isEmpty())
                .toList();
        var field =
                chance.preferably(fields, own -> chance.percent(30) || ContactCentreData.isMain(idsOf(object, own)));
        var wanted = idsOf(object, field);
        var other = chance.of(othersWith(wanted, object));
        var selected = chance.of(other.fields(), theirs -> holdsIdOf(wanted, other, theirs))
                .orElseThrow();
        var where = chance.percent(25) ? new Filter.Everything() : ofRecords(other, 1);
        return new Filter.SemiJoin(
                FieldPath.parse(paths.inAnyCase(field.name())),
                chance.percent(40),
                FieldPath.parse(paths.inAnyCase(selected.name())),
                new ObjectName(paths.inAnyCase(other.name().value())),
                where);
    }

    private List<ObjectDescription> othersWith(ObjectName ids, ObjectDescription object) {
        return data.objects().stream()
                .filter(other -> !other.name().equals(object.name()))
                .filter(other -> other.fields().stream().anyMatch(field -> holdsIdOf(ids, other, field)))
                .toList();
    }

    private static boolean holdsId(FieldDescription field) {
        return field.type().literalKind() == LiteralKind.ID;
    }

    private static boolean holdsIdOf(ObjectName wanted, ObjectDescription object, FieldDescription field) {
        return holdsId(field) && idsOf(object, field).equals(wanted);
    }

    private static ObjectName idsOf(ObjectDescription object, FieldDescription field) {
        return field.referenceTo().isEmpty()
                ? object.name()
                : field.referenceTo().getFirst();
    }
}
