package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every limit at its edge, and one beyond. */
class SoqlLimitsTest {
    private static final SelectItem ID = new SelectItem.Field(FieldPath.parse("Id"));

    private static List<String> exceeded(Query query) {
        return SoqlLimits.exceeded(Soql.of(query)).stream()
                .map(SoqlLimits.Exceeded::message)
                .toList();
    }

    private static Query selecting(List<SelectItem> select) {
        return Query.of(select, new ObjectName("Account"));
    }

    private static SelectItem children(String name, List<SelectItem> select, int offset) {
        return new SelectItem.Children(new ChildQuery(
                new RelationshipName(name), select, new Filter.Everything(), List.of(), new Limit.Unlimited(), offset));
    }

    private static List<SelectItem> parents(int count) {
        return IntStream.range(0, count)
                .<SelectItem>mapToObj(i -> new SelectItem.Field(FieldPath.parse("Parent" + i + ".Name")))
                .toList();
    }

    @Test
    void limitsTheLengthOfTheStatement() {
        var query = Query.ofFields("Contact", "Id");
        int rest = SoqlLimits.MAX_LENGTH - Soql.of(query).text().length() - " WHERE Name = ''".length();
        var longest = query.where(
                Filter.Comparison.of(FieldPath.parse("Name"), Operator.EQUAL, new Value.Text("a".repeat(rest))));
        var tooLong = query.where(
                Filter.Comparison.of(FieldPath.parse("Name"), Operator.EQUAL, new Value.Text("a".repeat(rest + 1))));

        assertThat(exceeded(longest)).isEmpty();
        assertThat(exceeded(tooLong))
                .containsExactly(
                        "Salesforce allows at most 100,000 characters in the SOQL statement, this query has 100,001");
    }

    @Test
    void limitsOffsets() {
        assertThat(exceeded(selecting(List.of(ID)).startingAt(2_000))).isEmpty();
        assertThat(exceeded(selecting(List.of(ID)).startingAt(2_001)))
                .containsExactly("Salesforce allows at most 2,000 rows skipped by offset, this query has 2,001");
        var one = new Limit.AtMost(1);
        assertThat(exceeded(selecting(List.of(children("A", List.of(ID), 5))).limitedTo(one)))
                .isEmpty();
        assertThat(exceeded(
                        selecting(List.of(children("A", List.of(ID), 2_001))).limitedTo(one)))
                .containsExactly(
                        "Salesforce allows at most 2,000 rows skipped by the offset of a sub-query, this query has"
                                + " 2,001");
        assertThat(exceeded(selecting(List.of(children("A", List.of(ID), 5), children("B", List.of(ID), 5)))))
                .containsExactly("a sub-query has an offset only where the query has limit 1");
        assertThat(exceeded(selecting(List.of(children("A", List.of(children("B", List.of(ID), 5)), 0)))
                        .limitedTo(one)))
                .containsExactly("a sub-query has an offset only where the query has limit 1");
    }

    @Test
    void limitsSubQueriesAndTheirNesting() {
        var twenty = IntStream.range(0, 20)
                .mapToObj(i -> children("Child" + i, List.of(ID), 0))
                .toList();
        var more = new ArrayList<>(twenty);
        more.add(children("More", List.of(ID), 0));
        var five = children(
                "Level2",
                List.of(children(
                        "Level3", List.of(children("Level4", List.of(children("Level5", List.of(ID), 0)), 0)), 0)),
                0);

        assertThat(exceeded(selecting(twenty))).isEmpty();
        assertThat(exceeded(selecting(more)))
                .containsExactly("Salesforce allows at most 20 sub-queries, this query has 21");
        assertThat(exceeded(selecting(List.of(five)))).isEmpty();
        assertThat(exceeded(selecting(List.of(children("Level1", List.of(five), 0)))))
                .containsExactly("sub-queries nest at most 5 levels deep, the query itself included");
    }

    @Test
    void limitsParentRelationshipsAndCountsEachOnceInItsPlace() {
        var select = new ArrayList<>(parents(55));
        select.add(new SelectItem.Field(FieldPath.parse("PARENT0.Id")));

        assertThat(exceeded(selecting(select))).isEmpty();
        assertThat(exceeded(selecting(parents(56))))
                .containsExactly("Salesforce allows at most 55 parent relationships, this query has 56");
        assertThat(exceeded(selecting(parents(55))
                        .orderedBy(List.of(new Ordering(
                                new Operand.Field(FieldPath.parse("Parent0.Parent1.Name")),
                                Ordering.Direction.ASC,
                                Ordering.Nulls.FIRST)))))
                .hasSize(1);
        assertThat(exceeded(selecting(parents(55))
                        .where(Filter.Comparison.of(
                                FieldPath.parse("Other.Name"), Operator.EQUAL, new Value.Text("a")))))
                .hasSize(1);
        select.add(children("Contacts", parents(1), 0));
        assertThat(exceeded(selecting(select))).as("another object's parent").hasSize(1);
    }

    @Test
    void limitsAnAggregateToGroups() {
        var count = new SelectItem.Aggregated(
                new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id")), new Alias("n"));

        assertThat(exceeded(selecting(List.of(count)))).isEmpty();
        assertThat(exceeded(selecting(List.of(count)).limitedTo(new Limit.AtMost(1))))
                .containsExactly("a query with aggregates has a limit only where it has groups");
        assertThat(exceeded(selecting(List.of(count)).startingAt(1)))
                .containsExactly("a query with aggregates has an offset only where it has groups");
        assertThat(exceeded(selecting(List.of(count))
                        .limitedTo(new Limit.AtMost(1))
                        .groupedBy(List.of(FieldPath.parse("Rating")), new Filter.Everything())))
                .isEmpty();
        assertThat(exceeded(selecting(List.of(new SelectItem.RowCount())).limitedTo(new Limit.AtMost(1))))
                .isEmpty();
    }

    @Test
    void tellsTheColumnsOfAGroupApart() {
        var count = new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id"));
        var name = FieldPath.parse("Owner.Name");
        var query = selecting(List.of(new SelectItem.Aggregated(count, new Alias("NAME"))))
                .groupedBy(List.of(name), new Filter.Everything());
        var both = new Query(
                List.of(new SelectItem.Field(name), new SelectItem.Aggregated(count, new Alias("NAME"))),
                query.from(),
                query.where(),
                query.groupBy(),
                query.having(),
                List.of(),
                new Limit.Unlimited(),
                0);

        assertThat(exceeded(query)).isEmpty();
        assertThat(exceeded(both)).containsExactly("two values of a group would both be called NAME");
    }

    @Test
    void speaksTheSameEverywhere() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(exceeded(selecting(List.of(ID)).startingAt(2_001)).getFirst())
                    .contains("2,000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
