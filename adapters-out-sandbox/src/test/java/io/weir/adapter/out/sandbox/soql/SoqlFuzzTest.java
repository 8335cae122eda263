package io.weir.adapter.out.sandbox.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.SmallOrg;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For any text, the sandbox returns rows or throws a {@link QueryRefusal} with an error code. */
class SoqlFuzzTest {
    private static final SandboxOrg ORG = SmallOrg.create();

    @Property(tries = 2_000)
    void anyTextIsAnsweredOrRefused(@ForAll("soql") String soql) {
        answeredOrRefused(soql);
    }

    @Property(tries = 1_000)
    void anyWordsAreAnsweredOrRefused(@ForAll("words") String soql) {
        answeredOrRefused(soql);
    }

    @Example
    void aLongListIsParsed() {
        var names = IntStream.range(0, 5_000).mapToObj(i -> "'name " + i + "'").collect(Collectors.joining(","));

        assertThat(rows("SELECT Id FROM Thing__c WHERE Name NOT IN (" + names + ")"))
                .isEqualTo(4);
        assertThatThrownBy(() -> rows("SELECT Id FROM Thing__c WHERE Name IN (" + names + ","))
                .isInstanceOf(QueryRefusal.class);
    }

    @Provide
    Arbitrary<String> soql() {
        var valid = Arbitraries.of(
                "SELECT Id, Name, Parent__r.Name, (SELECT Name FROM Children__r ORDER BY Name LIMIT 1 OFFSET 0) FROM"
                        + " Thing__c WHERE Name LIKE 'o%' LIMIT 5",
                "SELECT Colour__c, COUNT(Id) n FROM Thing__c GROUP BY Colour__c HAVING COUNT(Id) > 1 ORDER BY"
                        + " COUNT(Id) DESC NULLS LAST",
                "SELECT t.Id FROM Thing__c t, t.Parent__r p WHERE (NOT p.Name = 'a\\'b') AND (Price__c > USD5.5 OR"
                        + " Day__c = LAST_N_DAYS:3)",
                "SELECT FIELDS(ALL) FROM Thing__c WHERE Uses__c INCLUDES ('a;b', 'c') AND At__c > 2026-01-01T00:00:00Z"
                        + " LIMIT 200",
                "SELECT COUNT() FROM Thing__c WHERE Id IN (SELECT Parent__c FROM Thing__c WHERE Flag__c = true)",
                "SELECT CALENDAR_YEAR(convertTimezone(At__c)), GROUPING(Name), FORMAT(MAX(Price__c)) m FROM Thing__c"
                        + " GROUP BY ROLLUP(CALENDAR_YEAR(At__c), Name)",
                "SELECT TYPEOF Parent__r WHEN Thing__c THEN Name, Size__c ELSE Id END, toLabel(Size__c) FROM Thing__c"
                    + " USING SCOPE mine WHERE DISTANCE(At__c, GEOLOCATION(1.5, -2), 'mi') < 20 FOR VIEW, REFERENCE");
        var cuts = Arbitraries.integers().between(0, 140).list().ofMinSize(1).ofMaxSize(3);
        var inserts = Arbitraries.oneOf(
                Arbitraries.of(
                        "'", "\\", "(", ")", ",", ".", "SELECT", "NULL", "IN", "NOT", "*", ":", "5", "USD", "-",
                        "FROM"),
                Queries.texts());
        return Combinators.combine(valid, cuts, inserts, Arbitraries.integers().between(0, 12))
                .as(SoqlFuzzTest::damage);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "SELECT",
                        "FROM",
                        "WHERE",
                        "(",
                        ")",
                        ",",
                        "Id",
                        "Name",
                        "Thing__c",
                        "COUNT",
                        "COUNT()",
                        "=",
                        "!=",
                        "<",
                        "'a'",
                        "5",
                        "null",
                        "TODAY",
                        "LIMIT",
                        "OFFSET",
                        "ORDER",
                        "BY",
                        "GROUP",
                        "HAVING",
                        "IN",
                        "NOT",
                        "AND",
                        "OR",
                        "LIKE",
                        "Children__r",
                        "Parent__r.Name",
                        "FIELDS(ALL)",
                        "TYPEOF",
                        "CALENDAR_YEAR(At__c)",
                        "GROUPING(Name)",
                        "ROLLUP(Name)",
                        "toLabel(Size__c)",
                        "FORMAT(",
                        "END",
                        "FOR",
                        "VIEW",
                        "USING",
                        "SCOPE",
                        "WITH")
                .list()
                .ofMaxSize(14)
                .map(words -> "SELECT Id FROM Thing__c " + String.join(" ", words));
    }

    private static String damage(String soql, List<Integer> places, String insert, int removed) {
        String text = soql;
        for (int place : places) {
            int at = Math.min(place, text.length());
            text = text.substring(0, at) + insert + text.substring(Math.min(text.length(), at + removed));
        }
        return text;
    }

    private static void answeredOrRefused(String soql) {
        var codes = new ArrayList<String>();
        try {
            rows(soql);
        } catch (QueryRefusal refusal) {
            codes.add(refusal.errorCode());
        }
        assertThat(codes).allMatch(code -> code.matches("[A-Z_]+"));
    }

    private static int rows(String soql) {
        return QueryEvaluator.evaluate(ORG, SoqlParser.parse(soql, ORG)).totalSize();
    }
}
