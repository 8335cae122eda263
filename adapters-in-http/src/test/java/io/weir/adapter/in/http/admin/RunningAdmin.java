package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.row;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.ScriptedActions;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.application.plan.PlanQuery;
import io.weir.application.query.ExplainQuery;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.CallerCalls;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.FaultInjection;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.QueryPlans;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import io.weir.domain.status.CallerWatch;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The real admin server on a free port, in front of ports that a test scripts, beside a data server with two rows. */
public final class RunningAdmin implements AutoCloseable {
    final RunningWeir weir = RunningWeir.with(row("Id", "1"), row("Id", "2"));
    final Readiness readiness = new Readiness();
    final Faults faults = new Faults();
    volatile StatusJson status = SampleStatus.IDLE;
    volatile List<CallerAccess> callers =
            List.of(new CallerAccess(RunningWeir.CALLER, List.of(), List.of(), CallerLimits.NONE));
    volatile Map<String, CallerWatch.Recent> recent = Map.of();
    volatile List<String> problems = List.of();
    volatile List<OrgLimit> limits = List.of();
    volatile List<QueryAdvice> queryAdvice = List.of();

    /** Runs at the beginning of every call of a port. */
    volatile Runnable beforePort = () -> {};

    /** What callers have used, on the evening of 2026-01-31. */
    final CallerCalls calls = new CallerCalls(() -> Instant.parse("2026-01-31T20:00:00Z"));

    private final AdminServer server = AdminServer.start(
            AdminSettings.at(ListenerSettings.at("127.0.0.1", 0)),
            new AdminServer.Insight(
                    () -> status,
                    new AdminServer.CallerInsight(() -> callers, weir::running, () -> recent, calls),
                    new AdminServer.ActionInsight(
                            ScriptedActions.trying(SampleActions.catalogOf(SampleActions.callerLookup())),
                            UnknownInputs.REFUSE,
                            _ -> problems),
                    new History(),
                    this::advice,
                    new Status(),
                    explaining(QueryPolicy.DEFAULT, this::plans, Optional::empty),
                    faults,
                    Reload.NOTHING),
            Clock.systemUTC(),
            readiness,
            RunningWeir.IDS,
            weir.meters);

    /** The runs in {@code history}, and nothing else. */
    public static AdminServer.Insight insight(ExecutionHistory history) {
        var explainQuery = explaining(QueryPolicy.DEFAULT, (_, _) -> List.of(), Optional::empty);
        return insight(history, explainQuery);
    }

    static AdminServer.Insight insight(ExecutionHistory history, ExplainQuery explainQuery) {
        return new AdminServer.Insight(
                () -> SampleStatus.IDLE,
                new AdminServer.CallerInsight(List::of, Map::of, Map::of, new CallerCalls(Clock.systemUTC())),
                new AdminServer.ActionInsight(
                        ScriptedActions.forbidden(ActionCatalog.EMPTY), UnknownInputs.REFUSE, _ -> List.of()),
                history,
                List::of,
                new NoLimits(),
                explainQuery,
                FaultInjection.NONE,
                Reload.NOTHING);
    }

    static ExplainQuery explaining(QueryPolicy policy, QueryPlans plans, ApiUsageReadings usage) {
        var clock = Clock.systemUTC();
        return new ExplainQuery(
                () -> new PlanQuery(new ContactSchema(), policy),
                plans,
                usage,
                new ApiBudget(100, clock),
                clock,
                Duration.ofSeconds(8));
    }

    public int port() {
        return server.port();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(port(), method, path, body);
    }

    static HttpResponse<String> send(int port, String method, String path, String body) {
        return RunningWeir.sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30))
                .build());
    }

    @Override
    public void close() {
        server.stop();
        weir.close();
    }

    private List<QueryPlan> plans(Soql soql, RunMeter meter) {
        beforePort.run();
        return List.of();
    }

    private List<QueryAdvice> advice() {
        beforePort.run();
        return queryAdvice;
    }

    private final class History extends ListedHistory {
        @Override
        public void record(Execution execution) {
            weir.history.record(execution);
        }

        @Override
        public HistoryPage find(HistoryQuery query) {
            beforePort.run();
            return weir.history.find(query);
        }

        @Override
        public HistorySummary summary(SummaryQuery query) {
            beforePort.run();
            return weir.history.summary(query);
        }

        @Override
        public HistorySeries series(SeriesQuery query) {
            beforePort.run();
            return weir.history.series(query);
        }

        @Override
        public long forget(ContactHash contact) {
            beforePort.run();
            return weir.history.forget(contact);
        }
    }

    private static class NoLimits implements OrgStatus {
        @Override
        public List<String> apiVersions(RunMeter meter) {
            throw new AssertionError("the admin server reads no versions");
        }

        @Override
        public void logIn(RunMeter meter) {
            throw new AssertionError("the admin server does not log in");
        }

        @Override
        public List<OrgLimit> limits(RunMeter meter) {
            return List.of();
        }
    }

    private final class Status extends NoLimits {
        @Override
        public List<OrgLimit> limits(RunMeter meter) {
            beforePort.run();
            return limits;
        }
    }

    /** Accepts every fault except {@code wrong}. */
    final class Faults implements FaultInjection {
        private volatile Map<String, String> active = Map.of();

        @Override
        public boolean possible() {
            return true;
        }

        @Override
        public Map<String, String> faults() {
            beforePort.run();
            return active;
        }

        @Override
        public List<String> replace(Map<String, String> others) {
            beforePort.run();
            if (others.containsKey("wrong")) {
                return List.of("there is no fault 'wrong'");
            }
            active = new TreeMap<>(others);
            return List.of();
        }
    }
}
