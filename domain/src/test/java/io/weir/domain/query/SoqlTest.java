package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SoqlTest {
    @ParameterizedTest
    @MethodSource
    void writesEveryKindOfConstantAndItsShapeWithoutIt(Value value, String literal) {
        var soql = Soql.of(Query.ofFields("Contact", "Id").where(equal("Field__c", value)));

        assertThat(soql.text()).isEqualTo("SELECT Id FROM Contact WHERE Field__c = " + literal);
        assertThat(soql.shape().text()).isEqualTo("SELECT Id FROM Contact WHERE Field__c = ?");
        assertThat(soql).hasToString(soql.shape().text());
    }

    static Stream<Arguments> writesEveryKindOfConstantAndItsShapeWithoutIt() {
        return Stream.of(
                Arguments.of(new Value.Text("O'Neil"), "'O\\'Neil'"),
                Arguments.of(new Value.Text("a\\'b"), "'a\\\\\\'b'"),
                Arguments.of(new Value.Text("50%_"), "'50%_'"),
                Arguments.of(new Value.Text("a\r\n\t\b\f\"\u0000"), "'a\\r\\n\\t\\b\\f\"\\u0000'"),
                Arguments.of(new Value.Text("😀\uD83D"), "'😀\\uD83D'"),
                Arguments.of(new Value.Bool(true), "true"),
                Arguments.of(new Value.Decimal(new BigDecimal("1E+3")), "1000"),
                Arguments.of(new Value.Decimal(new BigDecimal("12.50")), "12.50"),
                Arguments.of(new Value.Money("USD", new BigDecimal("5000.5")), "USD5000.5"),
                Arguments.of(new Value.Date(LocalDate.of(2026, 1, 31)), "2026-01-31"),
                Arguments.of(new Value.DateTime(Instant.parse("2026-01-31T10:00:00Z")), "2026-01-31T10:00:00.000Z"),
                Arguments.of(new Value.Time(LocalTime.of(9, 5)), "09:05:00.000Z"),
                Arguments.of(
                        new Value.RelativeDate(new DateLiteral(DateLiteral.Name.LAST_N_DAYS, 30)), "LAST_N_DAYS:30"),
                Arguments.of(new Value.Null(), "null"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, ' LIMIT 51'",
        "-1, 7, ' LIMIT 51 OFFSET 7'",
        "50, 0, ' LIMIT 50'",
        "400, 7, ' LIMIT 51 OFFSET 7'"
    })
    void aCapChangesWhatIsSentAndNotTheShape(int limit, int offset, String end) {
        var contacts = Query.ofFields("Contact", "Id").startingAt(offset);
        var asked = Soql.of(limit < 0 ? contacts : contacts.limitedTo(new Limit.AtMost(limit)));

        var capped = asked.cappedAt(51);

        assertThat(capped.text()).isEqualTo("SELECT Id FROM Contact" + end);
        assertThat(capped.text()).isEqualTo(Soql.of(capped.query()).text());
        assertThat(capped.shape()).isEqualTo(asked.shape());
    }

    @Test
    void escapesWildcardsThatAreDataInLike() {
        assertThat(where(new Filter.Like(FieldPath.parse("Name"), LikePattern.containing("50%_\\'"))))
                .isEqualTo("Name LIKE '%50\\%\\_\\\\\\'%'");
    }

    @Test
    void putsGroupsInParentheses() {
        var a = equal("A", new Value.Bool(true));
        var b = equal("B", new Value.Bool(false));

        assertThat(where(new Filter.AllOf(List.of(a, new Filter.AnyOf(List.of(a, b)), new Filter.Not(b)))))
                .isEqualTo("A = true AND (A = true OR B = false) AND (NOT B = false)");
    }

    @Test
    void writesWhatIsJoinedInOneWayWithoutParentheses() {
        var a = equal("A", new Value.Bool(true));
        var b = equal("B", new Value.Bool(false));
        var semiJoin = new Filter.SemiJoin(
                FieldPath.parse("Id"),
                false,
                FieldPath.parse("WhoId"),
                new ObjectName("Task"),
                new Filter.Everything());

        assertThat(where(new Filter.AllOf(
                        List.of(a, new Filter.AllOf(List.of(new Filter.AllOf(List.of(b, semiJoin))))))))
                .isEqualTo("A = true AND B = false AND Id IN (SELECT WhoId FROM Task)");
        assertThat(where(new Filter.AnyOf(List.of(a, new Filter.AnyOf(List.of(b, a))))))
                .isEqualTo("A = true OR B = false OR A = true");
    }

    @Test
    void writesListsAndHidesHowManyValuesTheyHave() {
        var members = new Filter.Membership(FieldPath.parse("Name"), List.of(new Value.Text("a"), new Value.Text("b")));
        var soql = Soql.of(Query.ofFields("Contact", "Id").where(members));

        assertThat(soql.text()).endsWith("WHERE Name IN ('a', 'b')");
        assertThat(soql.shape().text()).endsWith("WHERE Name IN (?)");
        assertThat(where(new Filter.Includes(FieldPath.parse("Uses__c"), List.of(Set.of("b", "a"), Set.of("c")))))
                .isEqualTo("Uses__c INCLUDES ('a;b', 'c')");
    }

    @Test
    void writesNoConditionForEverythingAndAnImpossibleOneForNothing() {
        assertThat(Soql.of(Query.ofFields("Contact", "Id")).text()).isEqualTo("SELECT Id FROM Contact");
        assertThat(where(new Filter.Nothing())).isEqualTo("Id = null");
    }

    @Test
    void writesChildrenGroupsOrderAndLimits() {
        var children = new SelectItem.Children(ChildQuery.of(
                new RelationshipName("Contacts"), List.of(new SelectItem.Field(FieldPath.parse("Name")))));
        var count = new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id"));
        var status = FieldPath.parse("Status");
        var grouped = new Query(
                List.of(new SelectItem.Field(status), new SelectItem.Aggregated(count, new Alias("n"))),
                new ObjectName("Case"),
                new Filter.Everything(),
                List.of(status),
                new Filter.Comparison(count, Operator.GREATER, new Value.Decimal(BigDecimal.ONE)),
                List.of(new Ordering(count, Ordering.Direction.DESC, Ordering.Nulls.LAST)),
                new Limit.AtMost(5),
                10);

        assertThat(Soql.of(Query.of(List.of(children), new ObjectName("Account")))
                        .text())
                .isEqualTo("SELECT (SELECT Name FROM Contacts) FROM Account");
        assertThat(Soql.of(grouped).text())
                .isEqualTo("SELECT Status, COUNT(Id) n FROM Case GROUP BY Status HAVING COUNT(Id) > 1"
                        + " ORDER BY COUNT(Id) DESC NULLS LAST LIMIT 5 OFFSET 10");
    }

    @Test
    void hidesAliasesInTheShape() {
        var count = new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id"));
        var latest = new Operand.Aggregate(AggregateFunction.MAX, FieldPath.parse("CreatedDate"));
        var soql = Soql.of(Query.of(
                List.of(
                        new SelectItem.Aggregated(count, new Alias("AdaByron")),
                        new SelectItem.Aggregated(latest, new Alias("Lovelace"))),
                new ObjectName("Case")));

        assertThat(soql.text()).isEqualTo("SELECT COUNT(Id) AdaByron, MAX(CreatedDate) Lovelace FROM Case");
        assertThat(soql.shape().text()).isEqualTo("SELECT COUNT(Id) ?, MAX(CreatedDate) ? FROM Case");
    }

    private static String where(Filter filter) {
        String start = "SELECT Id FROM Contact WHERE ";
        String text = Soql.of(Query.ofFields("Contact", "Id").where(filter)).text();
        assertThat(text).startsWith(start);
        return text.substring(start.length());
    }

    private static Filter equal(String field, Value value) {
        return Filter.Comparison.of(FieldPath.parse(field), Operator.EQUAL, value);
    }
}
