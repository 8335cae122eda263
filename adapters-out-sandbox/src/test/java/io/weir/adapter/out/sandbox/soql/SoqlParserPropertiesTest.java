package io.weir.adapter.out.sandbox.soql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.query.Queries;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlLimits;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SoqlParserPropertiesTest {
    private static final SandboxOrg ORG = TestOrgs.contactCentre();

    @Property(tries = 1_000)
    void readsBackEveryQueryThatWeirSends(@ForAll("queries") Query query) {
        var text = Soql.of(query).text();

        assertThat(StatementText.of(SoqlParser.parse(text, ORG))).isEqualTo(text);
    }

    @Provide
    Arbitrary<Query> queries() {
        return Queries.queries()
                .filter(query -> SoqlLimits.exceeded(Soql.of(query)).isEmpty());
    }
}
