package io.weir.application.plan;

import static io.weir.application.Drafts.contacts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.limit.Deadline;
import java.time.Instant;
import java.util.List;

/** Plans drafts against the schema of a contact centre. */
abstract class SchemaPlanning {
    static final Deadline SOON = new Deadline(Instant.parse("2026-01-31T10:00:00Z"));
    final FakeSchema schema = FakeSchema.contactCentre();
    final PlanQuery planQuery = new PlanQuery(schema, Drafts.OPEN);

    PlanQuery.Plan.Ready ready(QueryDraft draft) {
        var plan = planQuery.plan(draft, SOON);
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Ready.class);
        return (PlanQuery.Plan.Ready) plan;
    }

    List<String> problems(QueryDraft draft) {
        var plan = planQuery.plan(draft, SOON);
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Invalid.class);
        return ((PlanQuery.Plan.Invalid) plan)
                .problems().stream().map(Problem::message).toList();
    }

    String written(Condition... conditions) {
        return ready(contacts(conditions)).soql().text().replace("SELECT Id, Name FROM Contact WHERE ", "");
    }
}
