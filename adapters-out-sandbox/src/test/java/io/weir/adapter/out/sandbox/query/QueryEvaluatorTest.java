package io.weir.adapter.out.sandbox.query;

import static io.weir.adapter.out.sandbox.SmallOrg.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.SmallOrg;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryEvaluatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // Text ignores case. Null differs from every string, and the empty string is null.
                "Colour__c = 'RED'|one two",
                "Colour__c = ' red'|-",
                "Colour__c != 'red'|three four",
                "Colour__c = null|four",
                "Colour__c = ''|four",
                "Colour__c != null|one two three",
                "Colour__c > 'blue'|one two",
                "Colour__c >= 'BLUE'|one two three",
                "Colour__c < 'Red'|three",
                "Colour__c IN ('RED', 'green')|one two",
                "Colour__c IN ('blue', null)|three four",
                "Colour__c NOT IN ('red')|three four",
                "Colour__c LIKE 'R_D'|one two",
                "Colour__c LIKE '%u%'|three",
                "Colour__c LIKE '%'|one two three",
                "Colour__c LIKE ''|-",
                "(NOT Colour__c LIKE 'r%')|three four",
                "(NOT Colour__c = 'red')|three four",
                "(NOT (Colour__c = 'red' AND Count__c = 5))|one three four",
                "Name = 'one' OR (Colour__c = 'red' AND Flag__c = false)|one two",
                // Numbers
                "Count__c = 5|two three",
                "Count__c = 5.0|two three",
                "Count__c != 5|one four",
                "Count__c > 3|two three",
                "Count__c <= 3|one",
                "Price__c = 10.5|one",
                "Price__c > USD7.00|one",
                "Price__c IN (2.250, 7)|two three",
                // Booleans
                "Flag__c = true|one",
                "Flag__c != true|two three four",
                "Flag__c = null|two three four",
                "Flag__c != null|one",
                "Flag__c IN (null)|two three four",
                "Flag__c NOT IN (null)|one",
                // Dates
                "Day__c = 2026-03-14|one",
                "Day__c < 2026-03-14|two three",
                "Day__c = TODAY|one",
                "Day__c != TODAY|two three four",
                "Day__c < TODAY|two three",
                "Day__c <= YESTERDAY|two three",
                "Day__c > YESTERDAY|one",
                "Day__c = LAST_N_DAYS:1|one two",
                "Day__c = LAST_MONTH|three",
                "Day__c IN (TODAY, 2026-03-13)|one two",
                "At__c = YESTERDAY|two",
                "At__c >= TODAY|one",
                "At__c = THIS_WEEK|one two",
                "At__c > 2026-03-13T23:59:59Z|one two",
                "At__c = 2026-03-14T10:00:00+02:00|one",
                // Multi-select picklists
                "Uses__c = 'b;a'|one",
                "Uses__c INCLUDES ('a')|one three",
                "Uses__c INCLUDES ('a;c', 'b')|one two three",
                "Uses__c EXCLUDES ('a')|two four",
                // Parents
                "Parent__r.Name = 'one'|two",
                "Parent__r.Parent__r.Name = 'one'|three",
                "Parent__r.Name = null|one four",
                "Parent__r.Name != 'one'|one three four",
            })
    void filtersAsSalesforceDoes(String where, @Nullable String names) {
        assertThat(names("SELECT Name FROM Thing__c WHERE " + where))
                .isEqualTo(names == null ? List.of() : List.of(names.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Name|four one three two",
                "Name DESC|two three one four",
                "Colour__c|four three one two",
                "Colour__c DESC|four one two three",
                "Colour__c NULLS LAST|three one two four",
                "Colour__c DESC NULLS LAST|one two three four",
                "Size__c|four two three one",
                "Size__c DESC NULLS LAST|one three two four",
                "Count__c NULLS LAST, Name DESC|one two three four",
                "Parent__r.Name NULLS LAST|two three one four",
                "Flag__c DESC|one two three four",
            })
    void ordersAsSalesforceDoes(String keys, String names) {
        assertThat(names("SELECT Name FROM Thing__c ORDER BY " + keys)).isEqualTo(List.of(names.split(" ", -1)));
    }

    @Test
    void returnsRecordsInIdOrderByDefault() {
        assertThat(names("SELECT Name FROM Thing__c")).containsExactly("one", "two", "three", "four");
        assertThat(names("SELECT Name FROM Thing__c LIMIT 2 OFFSET 1")).containsExactly("two", "three");
        assertThat(names("SELECT Name FROM Thing__c LIMIT 0")).isEmpty();
        assertThat(names("SELECT Name FROM Thing__c OFFSET 9")).isEmpty();
    }

    @Test
    void formatsValuesAsSalesforceDoes() {
        var row = rows("select uses__c, count__c, PRICE__C, day__c, at__c, flag__c, note__c FROM thing__c WHERE Name ="
                        + " 'one'")
                .getFirst();

        assertThat(row.names())
                .containsExactly(
                        "attributes", "Uses__c", "Count__c", "Price__c", "Day__c", "At__c", "Flag__c", "Note__c");
        assertThat(row.asMap().values().stream().skip(1))
                .containsExactly(
                        "a;b", 3L, new BigDecimal("10.50"), "2026-03-14", "2026-03-14T08:00:00.000+0000", true, null);
        var id = (String) rows("SELECT Id FROM Thing__c").getFirst().value("Id");
        assertThat(nested(row, "attributes").asMap())
                .isEqualTo(Map.of("type", "Thing__c", "url", "/services/data/v66.0/sobjects/Thing__c/" + id));
    }

    @Test
    void nestsParentsOnceInTheOrderOfTheSelectList() {
        var row = rows("SELECT Parent__r.Name, Name, Parent__r.Parent__r.Name, Parent__r.Flag__c FROM Thing__c WHERE"
                        + " Name = 'three'")
                .getFirst();

        assertThat(row.names()).containsExactly("attributes", "Parent__r", "Name");
        assertThat(nested(row, "Parent__r").names()).containsExactly("attributes", "Name", "Parent__r", "Flag__c");
        assertThat(nested(nested(row, "Parent__r"), "Parent__r").value("Name")).isEqualTo("one");
    }

    @Test
    void aMissingParentIsNull() {
        var row = rows("SELECT Parent__r.Parent__r.Name FROM Thing__c WHERE Name = 'two'")
                .getFirst();

        assertThat(nested(row, "Parent__r").has("Parent__r")).isTrue();
        assertThat(nested(row, "Parent__r").value("Parent__r")).isNull();
    }

    @Test
    void childrenHaveTheirOwnFilterOrderLimitAndChildren() {
        var row =
                rows("SELECT Name, (SELECT Name, (SELECT Name FROM Children__r) FROM Children__r WHERE Flag__c = false"
                                + " ORDER BY Name LIMIT 1) FROM Thing__c WHERE Name = 'one'")
                        .getFirst();

        var children = nested(row, "Children__r");
        assertThat(children.value("totalSize")).isEqualTo(1L);
        var child = (Row) ((List<?>) Objects.requireNonNull(children.value("records"))).getFirst();
        assertThat(child.value("Name")).isEqualTo("two");
        assertThat(nested(child, "Children__r").value("totalSize")).isEqualTo(1L);
        assertThat(rows("SELECT (SELECT Id FROM Children__r OFFSET 1) FROM Thing__c LIMIT 1")
                        .getFirst()
                        .value("Children__r"))
                .isNull();
    }

    @Test
    void excludesDeletedRecordsByDefault() {
        var org = SmallOrg.create();
        var query = SoqlParser.parse("SELECT COUNT() FROM Thing__c", org);

        assertThat(QueryEvaluator.evaluate(org, query).totalSize()).isEqualTo(4);
        assertThat(QueryEvaluator.evaluate(org, query, "66.0", QueryEvaluator.DeletedRecords.INCLUDED)
                        .totalSize())
                .isEqualTo(5);
    }

    @Test
    void aggregatesOverAllRecords() {
        var row = rows("SELECT COUNT(Id), COUNT(Count__c) n, COUNT_DISTINCT(Colour__c) colours, SUM(Count__c) total,"
            + " SUM(Price__c) worth, AVG(Count__c) mean, MIN(Day__c) earliest, MAX(Name) latest FROM Thing__c")
                .getFirst();

        assertThat(nested(row, "attributes").asMap()).isEqualTo(Map.of("type", "AggregateResult"));
        assertThat(row.names())
                .containsExactly("attributes", "expr0", "n", "colours", "total", "worth", "mean", "earliest", "latest");
        assertThat(row.asMap().values().stream().skip(1))
                .containsExactly(
                        4L,
                        3L,
                        2L,
                        13L,
                        new BigDecimal("19.75"),
                        new BigDecimal("4.333333333333333"),
                        "2026-02-28",
                        "two");
    }

    @Test
    void aggregatesOverNoRecords() {
        var row = rows("SELECT COUNT(Id) n, SUM(Price__c) worth, AVG(Price__c) mean FROM Thing__c WHERE Name = 'none'")
                .getFirst();

        assertThat(row.asMap().values().stream().skip(1)).containsExactly(0L, null, null);
    }

    @Test
    void groupsIgnoringCaseAndFiltersAndOrdersGroups() {
        var rows = rows(
                "SELECT Colour__c, COUNT(Id) n FROM Thing__c GROUP BY Colour__c ORDER BY COUNT(Id) DESC, Colour__c");
        var several = rows("SELECT Colour__c c, COUNT(Id) FROM Thing__c GROUP BY Colour__c HAVING COUNT(Id) > 1");

        assertThat(rows).extracting(row -> row.value("Colour__c")).containsExactly("Red", null, "Blue");
        assertThat(rows).extracting(row -> row.value("n")).containsExactly(2L, 1L, 1L);
        assertThat(several).extracting(row -> row.value("c")).containsExactly("Red");
        assertThat(several).extracting(row -> row.value("expr0")).containsExactly(2L);
    }

    @Test
    void namesAGroupedParentFieldByItsLastSegment() {
        assertThat(rows("SELECT Parent__r.Name, COUNT(Id) n FROM Thing__c GROUP BY Parent__r.Name ORDER BY"
                        + " Parent__r.Name"))
                .extracting(row -> row.value("Name"))
                .containsExactly(null, "one", "two");
    }

    @Test
    void findsIdsInShortAndLongForm() {
        var id = (String) Objects.requireNonNull(
                rows("SELECT Id FROM Thing__c").getFirst().value("Id"));

        assertThat(names("SELECT Name FROM Thing__c WHERE Id = '%s'".formatted(id.substring(0, 15))))
                .containsExactly("one");
        assertThat(names("SELECT Name FROM Thing__c WHERE Id = '%s'".formatted(id.toUpperCase(Locale.ROOT))))
                .containsExactly("one");
        assertThat(names("SELECT Name FROM Thing__c WHERE Id > '%s'".formatted(id)))
                .hasSize(3);
    }

    private static List<@Nullable Object> names(String soql) {
        return rows(soql).stream()
                .<@Nullable Object>map(row -> row.value("Name"))
                .toList();
    }

    private static Row nested(Row row, String name) {
        return (Row) Objects.requireNonNull(row.value(name));
    }
}
