package io.weir.application.plan;

import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;

import io.weir.application.FakeSchema;
import io.weir.application.run.AnswerCache;
import io.weir.application.run.RunResult;
import io.weir.application.run.SharingStats;
import io.weir.application.run.SingleFlight;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.limit.Deadline;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Measures the time to plan and write a typical query, and the time that looking for an identical query adds. The query
 * has five fields, one of them a parent's, two filters, an order and a limit, and the schema is known. Run it on the
 * test class path; it prints microseconds for each query.
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
        ToIntFunction<QueryDraft> planning =
                each -> soql(planQuery, each, deadline).length();
        var runs = new SingleFlight<String, String>(AnswerCache.none(), new SharingStats(), () -> Instant.EPOCH);
        RunResult<String> answer = new RunResult.Ended<>("", Optional.empty());
        ToIntFunction<QueryDraft> sharing = each -> {
            String text = soql(planQuery, each, deadline);
            return runs.run(text, deadline, Duration.ZERO, () -> answer)
                    .served()
                    .label()
                    .length();
        };
        measured(planning, draft);
        measured(sharing, draft);
        double alone = describe("planning and writing one query", measured(planning, draft));
        double shared =
                describe("the same, and looking whether an identical one is under way", measured(sharing, draft));
        // This is a program for people, and its output is its purpose.
        System.out.println(String.format(Locale.ROOT, "ratio of the medians: %.2f", shared / alone));
    }

    private static String soql(PlanQuery planQuery, QueryDraft draft, Deadline deadline) {
        if (planQuery.plan(draft, deadline) instanceof PlanQuery.Plan.Ready ready) {
            return ready.soql().text();
        }
        throw new IllegalStateException("nothing was planned");
    }

    private static double describe(String what, double[] micros) {
        double median = micros[ROUNDS / 2];
        System.out.println(String.format(
                Locale.ROOT,
                "%s: median %.2f us, least %.2f us, most %.2f us (%d rounds of %d)",
                what,
                median,
                micros[0],
                micros[ROUNDS - 1],
                ROUNDS,
                QUERIES));
        return median;
    }

    private static double[] measured(ToIntFunction<QueryDraft> work, QueryDraft draft) {
        var micros = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            micros[i] = round(work, draft);
        }
        Arrays.sort(micros);
        return micros;
    }

    private static double round(ToIntFunction<QueryDraft> work, QueryDraft draft) {
        long start = System.nanoTime();
        long written = 0;
        for (int i = 0; i < QUERIES; i++) {
            written += work.applyAsInt(draft);
        }
        long nanos = System.nanoTime() - start;
        if (written == 0) {
            throw new IllegalStateException("nothing was planned");
        }
        return nanos / 1e3 / QUERIES;
    }
}
