package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.PercentEncoding;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.QueryPlans;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/**
 * Query plans of the {@code explain} parameter. It takes no body, so a query that is too long for a URI is refused.
 * Thread-safe.
 */
public final class RestQueryPlans implements QueryPlans {
    private final RestApi api;
    private final String target;

    public RestQueryPlans(RestApi api) {
        this.api = api;
        this.target = api.root() + "/query?explain=";
    }

    @Override
    public List<QueryPlan> plansFor(Soql soql, RunMeter meter) {
        String path = PercentEncoding.append(target, soql.text());
        if (path.length() > RestSalesforceQueries.LONGEST_URI) {
            throw new SalesforceFailure.QueryRejected("Salesforce explains no query that is too long for a URI", "");
        }
        return api.send(
                session -> SalesforceRequest.get(Operation.EXPLAIN, session, path),
                meter,
                answer -> api.okDocument(answer, RestQueryPlans::plans));
    }

    private static List<QueryPlan> plans(JsonParser answer) {
        var json = JsonMembers.first(answer);
        var plans = new ArrayList<QueryPlan>();
        json.member("plans", () -> plans.addAll(json.items(() -> Optional.of(Plan.read(json)))));
        return List.copyOf(plans);
    }

    /** Reads one plan. */
    private static final class Plan {
        private final JsonMembers json;
        private String object = "";
        private String leadingOperation = "";
        private double relativeCost;
        private long cardinality;
        private long objectCardinality;
        private List<String> fields = List.of();
        private List<String> notes = List.of();

        private Plan(JsonMembers json) {
            this.json = json;
        }

        static QueryPlan read(JsonMembers json) {
            var plan = new Plan(json);
            json.members(plan::take);
            return new QueryPlan(
                    plan.object,
                    plan.leadingOperation,
                    plan.relativeCost,
                    plan.cardinality,
                    plan.objectCardinality,
                    plan.fields,
                    plan.notes);
        }

        private void take(String member) {
            switch (member) {
                case "sobjectType" -> object = json.text();
                case "leadingOperationType" -> leadingOperation = json.text();
                case "relativeCost" -> relativeCost = json.decimal();
                case "cardinality" -> cardinality = json.number();
                case "sobjectCardinality" -> objectCardinality = json.number();
                case "fields" -> fields = json.items(() -> Optional.of(json.text()));
                case "notes" -> notes = json.items(this::note);
                default -> json.skip();
            }
        }

        /** The description and the fields of a note; its other members are internal. */
        private Optional<String> note() {
            var note = new Object() {
                String description = "";
                final List<String> fields = new ArrayList<>();
            };
            json.members(member -> {
                switch (member) {
                    case "description" -> note.description = json.text();
                    case "fields" -> note.fields.addAll(json.items(() -> Optional.of(json.text())));
                    default -> json.skip();
                }
            });
            return Optional.of(
                    note.fields.isEmpty()
                            ? note.description
                            : note.description + ": " + String.join(", ", note.fields));
        }
    }
}
