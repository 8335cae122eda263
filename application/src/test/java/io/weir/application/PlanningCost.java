package io.weir.application;

import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;

import io.weir.domain.action.Condition;
import io.weir.domain.action.QueryDraft;
import io.weir.domain.action.QueryPolicy;
import io.weir.domain.limit.Deadline;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.ObjectName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what planning and writing a typical query costs: five fields, one of them a parent's, two filters, an order and
 * a limit, with the schema at hand. Run it on the test class path; it prints microseconds for each query.
 */
final class PlanningCost {
    private static final int ROUNDS = 25;
    private static final int QUERIES = 20_000;

    private PlanningCost() {}

    public static void main(String[] arguments) {
        var planQuery = new PlanQuery(FakeSchema.contactCentre(), QueryPolicy.DEFAULT);
        var draft = new QueryDraft(
                new ObjectName("Contact"),
                fields("Id", "Name", "Email", "Phone", "Account.Name"),
                new Condition.All(List.of(
                        where("Phone", "=", text("+14155550100")), where("Tier__c", "IN", many("Gold", "Silver")))),
                List.of(),
                new Condition.Everything(),
                List.of(by("Name")),
                new Limit.AtMost(5),
                0);
        var deadline = new Deadline(Instant.MAX);
        round(planQuery, draft, deadline);
        round(planQuery, draft, deadline);
        var micros = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            micros[i] = round(planQuery, draft, deadline);
        }
        Arrays.sort(micros);
        // This is a program for people, and its output is its purpose.
        System.out.println(String.format(
                Locale.ROOT,
                "planning and writing one query: median %.2f us, least %.2f us, most %.2f us (%d rounds of %d)",
                micros[ROUNDS / 2],
                micros[0],
                micros[ROUNDS - 1],
                ROUNDS,
                QUERIES));
    }

    private static double round(PlanQuery planQuery, QueryDraft draft, Deadline deadline) {
        long start = System.nanoTime();
        long written = 0;
        for (int i = 0; i < QUERIES; i++) {
            if (planQuery.plan(draft, deadline) instanceof PlanQuery.Plan.Ready ready) {
                written += ready.soql().text().length();
            }
        }
        long nanos = System.nanoTime() - start;
        if (written == 0) {
            throw new IllegalStateException("nothing was planned");
        }
        return nanos / 1e3 / QUERIES;
    }
}
