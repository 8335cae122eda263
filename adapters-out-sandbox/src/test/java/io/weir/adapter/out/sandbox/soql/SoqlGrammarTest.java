package io.weir.adapter.out.sandbox.soql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.SmallOrg;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.SoqlGrammar;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The parser agrees with a grammar of SOQL that is not ours, which takes some keywords as names. */
class SoqlGrammarTest {
    private static final SandboxOrg ORG = SmallOrg.create();

    @Property(tries = 1_000)
    void takesWhatAnotherGrammarTakes(@ForAll("statements") String soql) {
        assertThat(SoqlGrammar.problems(soql)).as(soql).isEmpty();
        assertThat(refusal(soql)).as(soql).noneMatch(message -> message.contains("unexpected token"));
    }

    @Property(tries = 2_000)
    void refusesWhatAnotherGrammarRefuses(@ForAll("damagedStatements") String soql) {
        Assume.that(!SoqlGrammar.problems(soql).isEmpty());

        assertThat(refusal(soql)).as(soql).isNotEmpty();
    }

    private static List<String> refusal(String soql) {
        try {
            SoqlParser.parse(soql, ORG);
            return List.of();
        } catch (QueryRefusal refusal) {
            return List.of(String.valueOf(refusal.getMessage()));
        }
    }

    @Provide
    Arbitrary<String> damagedStatements() {
        var damage = Arbitraries.of("delete", "repeat", "swap", "AND", "(", ")", "NOT", ",", "BY", "'a'", "5");
        return Combinators.combine(statements(), damage, Arbitraries.integers().between(1, 60))
                .as(SoqlGrammarTest::damaged);
    }

    @Provide
    Arbitrary<String> statements() {
        return Combinators.combine(
                        items().list().ofMinSize(1).ofMaxSize(3),
                        conditions().injectNull(0.2),
                        Arbitraries.of(
                                "",
                                "GROUP BY Name",
                                "GROUP BY Name , CALENDAR_YEAR( At__c )",
                                "GROUP BY ROLLUP( Name , Colour__c )",
                                "GROUP BY Name HAVING COUNT( Id ) > 1",
                                "GROUP BY Name HAVING COUNT( Id ) > 1 AND Name LIKE 'a%'"),
                        Arbitraries.of(
                                "",
                                "ORDER BY Name",
                                "ORDER BY Name DESC NULLS LAST , Colour__c ASC",
                                "ORDER BY COUNT( Id )"),
                        Arbitraries.of("", "LIMIT 5", "LIMIT 5 OFFSET 2", "OFFSET 2"),
                        Arbitraries.of("", "FOR VIEW", "FOR REFERENCE", "UPDATE TRACKING"))
                .as((items, where, group, order, page, effect) -> "SELECT " + String.join(" , ", items)
                        + " FROM Thing__c t " + (where == null ? "" : "WHERE " + where + " ")
                        + String.join(" ", group, order, page, effect));
    }

    private static Arbitrary<String> items() {
        return Arbitraries.of(
                "Id",
                "t.Name",
                "Parent__r.Parent__r.Name",
                "COUNT( Id )",
                "COUNT_DISTINCT( Colour__c ) n",
                "MAX( Price__c ) most",
                "toLabel( Size__c )",
                "FORMAT( convertCurrency( Price__c ) ) price",
                "FIELDS( ALL )",
                "CALENDAR_YEAR( convertTimezone( At__c ) )",
                "TYPEOF Owner WHEN User THEN Name , Phone ELSE Id END",
                "( SELECT Id , ( SELECT Name FROM Children__r ) FROM Children__r c WHERE c.Name = 'a' LIMIT 1 )");
    }

    private static Arbitrary<String> conditions() {
        var single = Arbitraries.of(
                "Name = 'a\\'b'",
                "t.Name != null",
                "Count__c >= -5.50",
                "Price__c <= USD5000",
                "Flag__c = TRUE",
                "Day__c = LAST_N_DAYS:30",
                "Day__c < 2026-01-31",
                "At__c > 2026-01-31T10:00:00+02:00",
                "CALENDAR_YEAR( At__c ) = 2026",
                "Colour__c LIKE '%r_'",
                "Colour__c IN ( 'Red' , null )",
                "Colour__c NOT IN ( 'Red' )",
                "Uses__c INCLUDES ( 'a;b' , 'c' )",
                "Id IN ( SELECT Parent__c FROM Thing__c WHERE Flag__c = false )",
                "DISTANCE( Place__c , GEOLOCATION( 37.7 , -122.4 ) , 'mi' ) < 20");
        return Arbitraries.lazyOf(
                () -> single,
                () -> single,
                () -> single.list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join(" AND ", parts)),
                () -> single.list().ofMinSize(2).ofMaxSize(3).map(parts -> String.join(" OR ", parts)),
                () -> conditions().map(condition -> "( " + condition + " )"),
                () -> conditions().map(condition -> "( NOT ( " + condition + " ) )"),
                () -> single.map(condition -> "NOT " + condition));
    }

    private static String damaged(String soql, String damage, int place) {
        var words = new ArrayList<>(List.of(soql.strip().split(" +")));
        int at = Math.min(place, words.size() - 1);
        switch (damage) {
            case "delete" -> words.remove(at);
            case "repeat" -> words.add(at, words.get(at));
            case "swap" -> words.add(at, words.removeLast());
            default -> words.add(at, damage);
        }
        return String.join(" ", words);
    }
}
