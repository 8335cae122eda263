package io.weir.adapter.out.sandbox.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import org.junit.jupiter.api.Test;

class ReturningQueryTest {
    private static final String SOSL =
            "FIND {ada} RETURNING Contact(Id, Nope WHERE LastName = 'x' ORDER BY Id LIMIT 3)";

    @Test
    void isSoqlWithoutTheLimit() {
        assertThat(query().soql()).isEqualTo("SELECT Id, Nope FROM Contact WHERE LastName = 'x' ORDER BY Id");
    }

    @Test
    void movesThePlaceOfAnErrorToTheSearch() {
        var unknown = QueryRefusal.invalidField("No such column 'Nope' on entity 'Contact'.");
        var refusal = query().relocated(new Source(query().soql()).atIndex(11, unknown));

        assertThat(refusal.errorCode()).isEqualTo("INVALID_FIELD");
        assertThat(refusal).hasMessage("""

            FIND {ada} RETURNING Contact(Id, Nope WHERE LastName = 'x' ORDER BY Id LIMIT 3)
                                            ^
            ERROR at Row:1:Column:33
            No such column 'Nope' on entity 'Contact'.\
            """);
    }

    @Test
    void turnsAMalformedQueryIntoAMalformedSearch() {
        assertThat(query().relocated(QueryRefusal.malformed("unexpected token: 'x'"))
                        .errorCode())
                .isEqualTo("MALFORMED_SEARCH");
    }

    private static ReturningQuery query() {
        return new ReturningQuery(SOSL, SoslParser.parse(SOSL).returning().getFirst());
    }
}
