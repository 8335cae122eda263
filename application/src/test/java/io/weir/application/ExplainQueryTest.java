package io.weir.application;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.action.QueryDraft;
import io.weir.domain.action.QueryPolicy;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainQueryTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final QueryPlan BY_INDEX =
            new QueryPlan("Contact", "Index", 0.1, 1, 100_000, List.of("Phone"), List.of());
    private static final QueryDraft DRAFT = contacts(where("phone", "=", text("+14155550100")));

    private final List<Query> asked = new ArrayList<>();
    private final List<RunMeter> meters = new ArrayList<>();
    private final ExplainQuery explainQuery = new ExplainQuery(
            new PlanQuery(FakeSchema.contactCentre(), QueryPolicy.DEFAULT),
            (query, meter) -> {
                asked.add(query);
                meters.add(meter);
                return List.of(BY_INDEX);
            },
            InstantSource.fixed(START),
            Duration.ofSeconds(5));

    @Test
    void tellsTheQueryItsShapeAndItsTypesWithoutACall() {
        var explanation = explainQuery.explain(DRAFT);

        assertThat(explanation.queryPlans()).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(explanation.plan()).isInstanceOfSatisfying(PlanQuery.Plan.Ready.class, ready -> {
            assertThat(ready.soql().text()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = '+14155550100'");
            assertThat(ready.soql().shape()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
            assertThat(ready.schema().types())
                    .isEqualTo(Map.of(
                            FieldPath.parse("Id"),
                            FieldType.ID,
                            FieldPath.parse("Name"),
                            FieldType.STRING,
                            FieldPath.parse("Phone"),
                            FieldType.PHONE));
        });
    }

    @Test
    void asksSalesforceForItsPlansInTime() {
        assertThat(explainQuery.explainWithSalesforce(DRAFT).queryPlans()).containsExactly(BY_INDEX);
        assertThat(asked).hasSize(1);
        assertThat(meters.getFirst().deadline()).isEqualTo(new Deadline(START.plusSeconds(5)));
    }

    @Test
    void asksNothingAboutWhatWillNotRun() {
        assertThat(explainQuery.explainWithSalesforce(contacts()).plan()).isInstanceOf(PlanQuery.Plan.Denied.class);
        assertThat(explainQuery
                        .explainWithSalesforce(contacts(where("Fone", "=", text("1"))))
                        .plan())
                .isInstanceOf(PlanQuery.Plan.Impossible.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void letsSalesforcesFailureThrough() {
        var down = new SalesforceFailure.Unavailable("Salesforce is down", "", Duration.ZERO);
        var explaining = new ExplainQuery(
                new PlanQuery(FakeSchema.contactCentre(), QueryPolicy.DEFAULT),
                (_, _) -> {
                    throw down;
                },
                InstantSource.fixed(START),
                Duration.ofSeconds(5));

        assertThatThrownBy(() -> explaining.explainWithSalesforce(DRAFT)).isSameAs(down);
    }
}
