package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.application.plan.PlanQuery;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.Reference;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.Input;
import io.weir.domain.limit.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data actions that come with Weir. */
class ExampleActionsTest {
    private static final List<DataAction> EXAMPLES =
            ActionFolder.load(ServedActions.examples()).all();

    /** An answer of each, as a flow with CXone's profile gets it. */
    private static final Map<String, String> GOLDEN = Map.of(
            "account-by-number", """
            {"ok":"true","outcome":"found","count":"1","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","accountId":"0015g0000000001AAA",
             "accountName":"Harbour Lights Energy","accountTier":"Gold",
             "customerSince":"January 31, 2026","ownerName":"Ada Okonkwo"}\
            """,
            "caller-lookup", """
            {"ok":"true","outcome":"found","count":"1","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","contactRecordId":"0035g0000000001AAA",
             "contactName":"Ada Okonkwo","accountId":"0015g0000000001AAA","accountName":"Harbour Lights Energy",
             "accountTier":"Gold","vip":"true","openCaseCount":"1","r1_caseNumber":"00001001","r1_status":"New",
             "r1_subject":"No power","r1_openedOn":"2026-01-31","r2_caseNumber":"","r2_status":"","r2_subject":"",
             "r2_openedOn":"","r3_caseNumber":"","r3_status":"","r3_subject":"","r3_openedOn":""}\
            """,
            "caller-search", """
            {"ok":"true","outcome":"found","count":"1","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","callerType":"Lead","callerId":"00Q5g0000000002EAA","callerName":"Fatima Campbell",
             "companyName":"Bluebird Health"}\
            """,
            "case-status", """
            {"ok":"true","outcome":"found","count":"1","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","caseStatus":"New",
             "priority":"High","closed":"false","openedOn":"January 31, 2026","closedAt":"","dueOn":"2026-02-03",
             "ownerName":"our team"}\
            """,
            "entitlement-verdict", """
            {"ok":"true","outcome":"denied","count":"0","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","entitled":"false"}\
            """,
            "open-cases", """
            {"ok":"true","outcome":"not_found","count":"0","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","caseNumber":"",
             "caseStatus":"","r1_caseNumber":"","r1_status":"","r1_priority":"","r1_subject":"","r1_openedAt":"",
             "r2_caseNumber":"","r2_status":"","r2_priority":"","r2_subject":"","r2_openedAt":"2026-01-31 10:00:00Z",
             "r3_caseNumber":"","r3_status":"","r3_priority":"","r3_subject":"","r3_openedAt":"",
             "r4_caseNumber":"","r4_status":"","r4_priority":"","r4_subject":"","r4_openedAt":"",
             "r5_caseNumber":"","r5_status":"","r5_priority":"","r5_subject":"","r5_openedAt":""}\
            """,
            "priority-tier", """
            {"ok":"true","outcome":"no_caller_id","count":"0","truncated":"false","request_id":"1","invalid":"",
             "invalid_reason":"","tier":"BRONZE",
             "vip":"false","languages":"English"}\
            """);

    static List<DataAction> examples() {
        return EXAMPLES;
    }

    @Test
    void thereAreSeven() {
        assertThat(EXAMPLES)
                .extracting(action -> action.name().value())
                .hasSize(7)
                .isSorted()
                .containsAll(GOLDEN.keySet());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itsAnswerKeepsItsSchema(DataAction action) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ActionSchemas.answerSchema(action, Profile.CXONE), InputFormat.JSON);
        String golden = GOLDEN.getOrDefault(action.name().value(), "{}");
        assertThat(schema.validate(golden, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(golden.replace("\"ok\"", "\"okay\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyNameIsInTheSandboxsSchema(DataAction action) {
        var plans = new PlanQuery(
                new InMemorySchemaCatalog(SandboxOrg.contactCentre(Clock.systemUTC())), QueryPolicy.DEFAULT);
        for (var query :
                action.steps().stream().flatMap(step -> step.queries().stream()).toList()) {
            var draft = query.filledFrom(ExampleActionsTest::sample).orElseThrow();
            assertThat(plans.plan(draft, Deadline.after(Duration.ofMinutes(1), Clock.systemUTC())))
                    .isInstanceOf(PlanQuery.Plan.Ready.class);
        }
    }

    private static Optional<Input> sample(Reference reference, Condition.Leaf comparison) {
        Input text = new Input.Text(reference.toString().matches(".*Id}|.contact}") ? "0035g0000000001AAA" : "Voice");
        return Optional.of(comparison.operator().takesList() ? new Input.Many(List.of(text)) : text);
    }
}
