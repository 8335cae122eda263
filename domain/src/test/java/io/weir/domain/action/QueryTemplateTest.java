package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.QueryTemplate.Blank;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What filling a template may and may not do to its conditions. */
class QueryTemplateTest {
    private static final Input VALUE = new Input.Text("value");
    private static final Input PLACEHOLDER = new Input.Null();

    /** What a leaf is in a random template. */
    private enum Kind {
        CONSTANT,
        PRESENT,
        LEFT_OUT
    }

    @Property
    void leavesExactlyTheComparisonsThatHaveAValue(@ForAll("conditions") Condition where) {
        var filled = filled(where).orElseThrow();

        var expected = leaves(where).stream()
                .filter(leaf -> kind(leaf) != Kind.LEFT_OUT)
                .map(Condition.Leaf::location)
                .toList();
        assertThat(leaves(filled).stream().map(Condition.Leaf::location)).containsExactlyElementsOf(expected);
    }

    @Property
    void isNeverWithoutAFilterWhileOneConditionHasAValue(@ForAll("conditions") Condition where) {
        if (leaves(where).stream().anyMatch(leaf -> kind(leaf) != Kind.LEFT_OUT)) {
            assertThat(filled(where).orElseThrow()).isNotInstanceOf(Condition.Everything.class);
        }
    }

    @Property
    void comparesNothingWithNullBecauseAValueIsAbsent(@ForAll("conditions") Condition where) {
        assertThat(leaves(filled(where).orElseThrow()))
                .allSatisfy(leaf -> assertThat(leaf.value()).isNotInstanceOf(Input.Null.class));
    }

    @Property
    void meansTheSameWhenNothingIsLeftOut(@ForAll("conditions") Condition where, @ForAll long rows) {
        if (leaves(where).stream().noneMatch(leaf -> kind(leaf) == Kind.LEFT_OUT)) {
            assertThat(holds(filled(where).orElseThrow(), rows)).isEqualTo(holds(where, rows));
        }
    }

    @Property
    void hasNoQueryWhenAValueIsAbsentThatMustNotBe(@ForAll("conditions") Condition where) {
        var template = template(where, false);

        var filled = template.filledFrom((reference, _) -> value(reference));

        boolean complete = leaves(where).stream().noneMatch(leaf -> kind(leaf) == Kind.LEFT_OUT);
        assertThat(filled.isPresent()).isEqualTo(complete);
    }

    @Test
    void keepsNothingAsNothing() {
        var nothing = new Condition.Any(List.of());

        assertThat(filled(nothing)).hasValue(nothing);
        assertThat(filled(new Condition.Not(new Condition.Everything())))
                .hasValue(new Condition.Not(new Condition.Everything()));
    }

    @Test
    void leavesANegationOutWithWhatItNegates() {
        assertThat(filled(new Condition.Not(leaf(0, Kind.LEFT_OUT)))).hasValue(new Condition.Everything());
    }

    @Test
    void leavesASubQueryOutThatWouldSelectAllThereIs() {
        assertThat(filled(subQuery(leaf(0, Kind.LEFT_OUT)))).hasValue(new Condition.Everything());
        assertThat(filled(subQuery(new Condition.Everything()))).hasValue(subQuery(new Condition.Everything()));
    }

    @Test
    void fillsChildrenAndGroupsToo() {
        var blank = leaf(1, Kind.PRESENT);
        var children = new DraftItem.Children(
                "/children/0",
                new ChildDraft(new RelationshipName("Cases"), List.of(), blank, List.of(), new Limit.Unlimited(), 0));
        var draft = new QueryDraft(
                new ObjectName("Contact"),
                List.of(children),
                new Condition.Everything(),
                List.of(),
                leaf(2, Kind.PRESENT),
                List.of(),
                new Limit.AtMost(7),
                3);
        var template = new QueryTemplate(draft, blanks(List.of(blank, leaf(2, Kind.PRESENT)), true));

        var filled = template.filledFrom((_, _) -> Optional.of(VALUE)).orElseThrow();

        assertThat(filled.select())
                .singleElement()
                .isInstanceOfSatisfying(
                        DraftItem.Children.class,
                        item -> assertThat(leaves(item.children().where()))
                                .singleElement()
                                .extracting(Condition.Leaf::value)
                                .isEqualTo(VALUE));
        assertThat(leaves(filled.having()))
                .singleElement()
                .extracting(Condition.Leaf::value)
                .isEqualTo(VALUE);
        assertThat(filled.limit()).isEqualTo(new Limit.AtMost(7));
        assertThat(filled.offset()).isEqualTo(3);
    }

    @Test
    void asksForAValueByTheOperatorThatComparesIt() {
        var asked = new ArrayList<ConditionOperator>();
        var template = template(leaf(0, Kind.PRESENT), true);

        assertThat(template.filledFrom((_, comparison) -> {
                    asked.add(comparison.operator());
                    return Optional.of(VALUE);
                }))
                .isPresent();

        assertThat(asked).containsExactly(ConditionOperator.EQUAL);
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return conditions(3).map(condition -> numbered(condition, new int[1]));
    }

    private static Arbitrary<Condition> conditions(int depth) {
        Arbitrary<Condition> simple = Arbitraries.oneOf(
                Arbitraries.of(Kind.values()).map(kind -> leaf(0, kind)), Arbitraries.just(new Condition.Everything()));
        if (depth == 0) {
            return simple;
        }
        var deeper = conditions(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(3, simple),
                Tuple.of(3, deeper.list().ofMaxSize(3).map(Condition.All::new)),
                Tuple.of(3, deeper.list().ofMaxSize(3).map(Condition.Any::new)),
                Tuple.of(2, deeper.map(Condition.Not::new)),
                Tuple.of(1, deeper.map(QueryTemplateTest::subQuery)));
    }

    private static Condition subQuery(Condition where) {
        return new Condition.SubQuery(
                "/where/s",
                FieldPath.parse("AccountId"),
                false,
                FieldPath.parse("Id"),
                new ObjectName("Account"),
                where);
    }

    /** The same condition with a place of its own for each leaf. */
    private static Condition numbered(Condition condition, int[] next) {
        return switch (condition) {
            case Condition.Everything() -> condition;
            case Condition.Leaf leaf -> leaf(next[0]++, kind(leaf));
            case Condition.SubQuery subQuery -> subQuery(numbered(subQuery.where(), next));
            case Condition.All(var conditions) ->
                new Condition.All(
                        conditions.stream().map(each -> numbered(each, next)).toList());
            case Condition.Any(var conditions) ->
                new Condition.Any(
                        conditions.stream().map(each -> numbered(each, next)).toList());
            case Condition.Not(var negated) -> new Condition.Not(numbered(negated, next));
        };
    }

    private static Condition.Leaf leaf(int number, Kind kind) {
        return new Condition.Leaf(
                "/where/%d/%s".formatted(number, kind),
                new Operand.Field(FieldPath.parse("Name")),
                ConditionOperator.EQUAL,
                kind == Kind.CONSTANT ? VALUE : PLACEHOLDER,
                Optional.empty());
    }

    private static Kind kind(Condition.Leaf leaf) {
        return Kind.valueOf(leaf.location().substring(leaf.location().lastIndexOf('/') + 1));
    }

    private static int number(Condition.Leaf leaf) {
        String place = leaf.location().substring("/where/".length());
        return Integer.parseInt(place.substring(0, place.indexOf('/')));
    }

    private static Optional<Condition> filled(Condition where) {
        return template(where, true)
                .filledFrom((reference, _) -> value(reference))
                .map(QueryDraft::where);
    }

    private static Optional<Input> value(Reference reference) {
        return reference.equals(reference(Kind.PRESENT)) ? Optional.of(VALUE) : Optional.empty();
    }

    private static QueryTemplate template(Condition where, boolean skipped) {
        return new QueryTemplate(
                QueryDraft.of(new ObjectName("Contact"), List.of(), where), blanks(leaves(where), skipped));
    }

    private static Map<String, Blank> blanks(List<Condition.Leaf> leaves, boolean skipped) {
        var blanks = new HashMap<String, Blank>();
        for (var leaf : leaves) {
            if (kind(leaf) != Kind.CONSTANT) {
                blanks.put(leaf.location(), new Blank(reference(kind(leaf)), skipped));
            }
        }
        return blanks;
    }

    private static Reference reference(Kind kind) {
        return new Reference.OfInput(new MemberName(kind.name()));
    }

    private static List<Condition.Leaf> leaves(Condition condition) {
        return switch (condition) {
            case Condition.Everything() -> List.of();
            case Condition.Leaf leaf -> List.of(leaf);
            case Condition.SubQuery subQuery -> leaves(subQuery.where());
            case Condition.All(var conditions) ->
                conditions.stream().flatMap(each -> leaves(each).stream()).toList();
            case Condition.Any(var conditions) ->
                conditions.stream().flatMap(each -> leaves(each).stream()).toList();
            case Condition.Not(var negated) -> leaves(negated);
        };
    }

    /** Whether the condition holds where the leaf numbered n does if the n-th bit of {@code row} is set. */
    private static boolean holds(Condition condition, long row) {
        return switch (condition) {
            case Condition.Everything() -> true;
            case Condition.Leaf leaf -> ((row >> number(leaf)) & 1) == 1;
            case Condition.SubQuery subQuery -> holds(subQuery.where(), row);
            case Condition.All(var conditions) -> conditions.stream().allMatch(each -> holds(each, row));
            case Condition.Any(var conditions) -> conditions.stream().anyMatch(each -> holds(each, row));
            case Condition.Not(var negated) -> !holds(negated, row);
        };
    }
}
