package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The structures that a query refuses because SOQL does not have them. */
class QueryTest {
    private static final ObjectName CASE = new ObjectName("Case");
    private static final FieldPath STATUS = FieldPath.parse("Status");
    private static final SelectItem STATUS_FIELD = new SelectItem.Field(STATUS);
    private static final Operand.Aggregate COUNT =
            new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id"));
    private static final SelectItem HOW_MANY = new SelectItem.Aggregated(COUNT, new Alias("howMany"));
    private static final Filter MORE_THAN_ONE =
            new Filter.Comparison(COUNT, Operator.GREATER, new Value.Decimal(BigDecimal.ONE));

    @Test
    void selectsSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(), CASE))
                .withMessage("a query selects at least one field");
    }

    @Test
    void selectsNothingTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.ofFields("Contact", "Account.Name", "Id", "account.NAME"))
                .withMessage("selected twice: account.NAME");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Query.of(List.of(HOW_MANY, new SelectItem.Aggregated(COUNT, new Alias("HOWMANY"))), CASE))
                .withMessage("selected twice: HOWMANY");
        var children = new SelectItem.Children(ChildQuery.of(new RelationshipName("Cases"), List.of(STATUS_FIELD)));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.of(List.of(children, children), CASE));
    }

    @Test
    void tellsAFieldFromTheRelationshipOfTheSameName() {
        var children = new SelectItem.Children(ChildQuery.of(new RelationshipName("Status"), List.of(STATUS_FIELD)));

        assertThat(Query.of(List.of(STATUS_FIELD, children), CASE).select()).hasSize(2);
    }

    @Test
    void countsRowsAlone() {
        assertThat(Query.of(List.of(new SelectItem.RowCount()), CASE).countsRows())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(new SelectItem.RowCount(), STATUS_FIELD), CASE))
                .withMessage("COUNT() stands alone in a query without groups");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(new SelectItem.RowCount()), CASE)
                        .groupedBy(List.of(STATUS), new Filter.Everything()));
    }

    @Test
    void groupsOrAggregatesEveryField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(STATUS_FIELD, HOW_MANY), CASE))
                .withMessage("field must be grouped or aggregated: Status");
        var grouped = new Query(
                List.of(STATUS_FIELD, HOW_MANY),
                CASE,
                new Filter.Everything(),
                List.of(FieldPath.parse("STATUS")),
                MORE_THAN_ONE,
                List.of(),
                new Limit.Unlimited(),
                0);
        assertThat(grouped.aggregates()).isTrue();
        assertThat(grouped.countsRows()).isFalse();
    }

    @Test
    void hasNoSubQueriesBesideAggregates() {
        var children = new SelectItem.Children(ChildQuery.of(new RelationshipName("Cases"), List.of(STATUS_FIELD)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(HOW_MANY, children), CASE))
                .withMessage("a query with aggregates has no sub-queries: Cases");
    }

    @Test
    void hasGroupsBeforeItFiltersThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(HOW_MANY), CASE).groupedBy(List.of(), MORE_THAN_ONE))
                .withMessage("HAVING needs GROUP BY");
    }

    private static Ordering by(Operand operand) {
        return new Ordering(operand, Ordering.Direction.ASC, Ordering.Nulls.FIRST);
    }

    @Test
    void ordersGroupsByWhatTheyHave() {
        var grouped = Query.of(List.of(HOW_MANY), CASE).groupedBy(List.of(STATUS), new Filter.Everything());

        assertThat(grouped.orderedBy(List.of(by(COUNT), by(new Operand.Field(FieldPath.parse("status")))))
                        .orderBy())
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grouped.orderedBy(List.of(by(new Operand.Field(FieldPath.parse("Origin"))))))
                .withMessage("field must be grouped or aggregated: Origin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.ofFields("Case", "Status").orderedBy(List.of(by(COUNT))))
                .withMessage("an order by an aggregate needs GROUP BY: COUNT(Id)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of(List.of(new SelectItem.RowCount()), CASE)
                        .orderedBy(List.of(by(new Operand.Field(STATUS)))))
                .withMessage("COUNT() is a number and has no order");
    }

    static List<Filter> ofUngroupedFields() {
        var origin = FieldPath.parse("Origin");
        var equal = Filter.Comparison.of(origin, Operator.EQUAL, new Value.Text("Web"));
        return List.of(
                equal,
                new Filter.Like(origin, LikePattern.containing("We")),
                new Filter.Membership(origin, List.of(new Value.Text("Web"))),
                new Filter.Exclusion(origin, List.of(new Value.Text("Web"))),
                new Filter.Includes(origin, List.of(Set.of("Web"))),
                new Filter.Excludes(origin, List.of(Set.of("Web"))),
                new Filter.Not(equal),
                new Filter.AnyOf(List.of(MORE_THAN_ONE, equal)),
                new Filter.AllOf(List.of(MORE_THAN_ONE, equal)));
    }

    @ParameterizedTest
    @MethodSource("ofUngroupedFields")
    void filtersGroupsByWhatTheyHave(Filter having) {
        var query = Query.of(List.of(HOW_MANY), CASE);

        assertThat(query.groupedBy(List.of(FieldPath.parse("ORIGIN")), having).having())
                .isEqualTo(having);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query.groupedBy(List.of(STATUS), having))
                .withMessage("field must be grouped or aggregated: Origin");
    }

    @Test
    void writesGroupsThatMatchNothingWithoutAFieldThatIsNotGrouped() {
        var query = Query.of(List.of(HOW_MANY), CASE).groupedBy(List.of(STATUS), new Filter.Nothing());

        assertThat(Soql.of(query).text())
                .isEqualTo("SELECT COUNT(Id) howMany FROM Case GROUP BY Status HAVING COUNT(Id) < 0");
    }

    @Test
    void namesTheKindOfABadAlias() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Alias("a b")).withMessage("not an alias: 'a b'");
    }

    static List<Filter> aggregatesInside() {
        return List.of(
                MORE_THAN_ONE,
                new Filter.Not(MORE_THAN_ONE),
                new Filter.AllOf(List.of(new Filter.Everything(), MORE_THAN_ONE)),
                new Filter.AnyOf(List.of(new Filter.Nothing(), MORE_THAN_ONE)),
                new Filter.SemiJoin(STATUS, false, STATUS, CASE, MORE_THAN_ONE));
    }

    @ParameterizedTest
    @MethodSource("aggregatesInside")
    void comparesNoAggregateInWhere(Filter filter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.ofFields("Case", "Status").where(filter))
                .withMessage("an aggregate belongs to HAVING, not WHERE: COUNT(Id)");
    }

    @Test
    void skipsNoNegativeNumberOfRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.ofFields("Case", "Status").startingAt(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChildQuery(
                        new RelationshipName("Cases"),
                        List.of(STATUS_FIELD),
                        new Filter.Everything(),
                        List.of(),
                        new Limit.Unlimited(),
                        -1));
    }

    @Test
    void hasSubQueriesOfFieldsOnly() {
        var relationship = new RelationshipName("Cases");

        assertThatIllegalArgumentException().isThrownBy(() -> ChildQuery.of(relationship, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ChildQuery.of(relationship, List.of(HOW_MANY)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChildQuery.of(relationship, List.of(new SelectItem.RowCount())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChildQuery.of(relationship, List.of(STATUS_FIELD, STATUS_FIELD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "Limit", "NULLS", "a b", "", "a'", "x__"})
    void namesNoAggregateByAKeywordOrByWhatIsNoName(String alias) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Alias(alias));
    }

    @Test
    void changesOnePartAtATime() {
        var ordering = new Ordering(new Operand.Field(STATUS), Ordering.Direction.DESC, Ordering.Nulls.LAST);
        var query = Query.ofFields("Case", "Status")
                .where(new Filter.Nothing())
                .orderedBy(List.of(ordering))
                .limitedTo(new Limit.AtMost(3))
                .startingAt(2);

        assertThat(query)
                .isEqualTo(new Query(
                        List.of(STATUS_FIELD),
                        CASE,
                        new Filter.Nothing(),
                        List.of(),
                        new Filter.Everything(),
                        List.of(ordering),
                        new Limit.AtMost(3),
                        2));
    }

    @Test
    void showsNoValue() {
        var query = Query.ofFields("Contact", "Id")
                .where(new Filter.AnyOf(List.of(
                        Filter.Comparison.of(FieldPath.parse("Phone"), Operator.EQUAL, new Value.Text("+14155550100")),
                        new Filter.Like(FieldPath.parse("Phone"), LikePattern.endingWith("4155550100")))));

        assertThat(query.toString()).contains("Phone").doesNotContain("4155550100");
        assertThat(Soql.of(query)).hasToString("SELECT Id FROM Contact WHERE Phone = ? OR Phone LIKE ?");
        assertThat(SoqlLiteral.of(new Value.Text("+14155550100"))).hasToString("?");
        assertThat(SoqlLiteral.of(LikePattern.endingWith("4155550100"))).hasToString("?");
    }
}
