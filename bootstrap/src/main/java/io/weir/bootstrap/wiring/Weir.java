package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.DataServer;
import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.admin.AdminServer;
import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.auth.SharedReplays;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.tls.ServerTls;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.adapter.in.http.watch.PeriodicTask;
import io.weir.adapter.in.http.webhook.RequestAudit;
import io.weir.adapter.in.http.webhook.RequestCounts;
import io.weir.application.advice.AdviseOnQueries;
import io.weir.application.check.CheckActions;
import io.weir.application.check.CheckApiVersion;
import io.weir.application.check.CheckResult;
import io.weir.application.plan.PlanQuery;
import io.weir.application.query.ExplainQuery;
import io.weir.application.query.RunQuery;
import io.weir.application.run.Runs;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Version;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.status.StatusProblem;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The object graph, wired by hand. Its constructor shows which part uses which. */
public final class Weir implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Weir.class.getName());
    private static final String CERTIFICATE_EXPIRY = "weir_tls_certificate_expiry_timestamp_seconds";
    private static final Duration IDLE_CONNECTION_TIME = Duration.ofSeconds(60);
    private static final Duration API_VERSION_TIME = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ACTION_CHECKS = Duration.ofSeconds(5);

    private final Config config;
    private final Clock clock;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final Readiness readiness = new Readiness();
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final AtomicReference<Optional<DataServer>> dataServer = new AtomicReference<>(Optional.empty());
    private final AdviseOnQueries advise;
    private final ConfigReload reload;
    private final StatusReport status;
    private final URI data;
    private final URI admin;

    /** Starts all parts. If one of them cannot start, the parts before it are stopped. */
    public static Weir start(Config config, MeterRegistry meters, Clock clock, RandomGenerator random) {
        return new Weir(config, meters, clock, random);
    }

    private Weir(Config config, MeterRegistry meters, Clock clock, RandomGenerator random) {
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
        boolean started = false;
        try {
            registerInfo("weir_build_info", "The version of Weir", "version", Version.current());
            ProcessMetrics.register(meters);
            var startedAt = clock.instant();
            var pseudonyms = new LastingPseudonyms(config, random);
            stops.push(pseudonyms::close);
            var requestIds = new RequestIds(requestIds(), pseudonyms.current());
            var audit = new AuditLink(config.observability().audit(), meters);
            stops.push(audit::close);
            var actions = ServedActions.watched(config.actions().source(), clock, meters);
            stops.push(actions::close);
            this.reload = new ConfigReload(config, actions, clock, meters);
            var allowance = BudgetLink.Parts.of(config.salesforce(), clock);
            var budget = allowance.budget();
            var shared = new SharedLink(config, clock, random);
            stops.push(shared::close);
            var salesforce = new SalesforceLink(config.salesforce(), shared.login(), budget, meters, clock, random);
            stops.push(salesforce::close);
            String instance = config.history().instance().orElseGet(InstanceName::ofThisHost);
            registerInfo("weir_instance_info", "The name of this Weir in the history", "name", instance);
            var traces = TraceLink.traces(config.observability(), instance, salesforce::host, meters, stops);
            var history =
                    new HistoryLink(config.history(), config.observability().audit(), instance, meters, clock, random);
            stops.push(history::close);
            var sharedBudget = new BudgetLink(allowance, salesforce, shared, instance, meters, clock, random);
            stops.push(sharedBudget::close);
            readiness.show(
                    "api_ledger",
                    () -> sharedBudget.problem().map(StatusProblem::text).orElse(""));
            stops.push(ServedContracts.watching(actions.catalog(), history.declarations(), meters)::close);
            this.advise = history.advise(salesforce, budget);
            stops.push(advise::close);
            var explainQuery = new ExplainQuery(
                    () -> new PlanQuery(
                            salesforce.catalog(), reload.current().queries().policy()),
                    salesforce.plans(),
                    salesforce.usage(),
                    budget,
                    clock,
                    config.queries().bounds().time());
            var runs = new Runs(
                    salesforce.queries(),
                    salesforce.searches(),
                    salesforce.usage(),
                    budget,
                    history.history(),
                    clock,
                    CallsSaved.bySharing(meters, salesforce::callsSaved),
                    advise::observe,
                    System::nanoTime);
            var checks = new ActionChecks(
                    actions.catalog(),
                    new CheckActions(salesforce.catalog(), config.actions().writable()),
                    clock,
                    meters);
            WritesLink.measure(shared, meters);
            WritesLink.warnIfForgetful(shared, config, actions.catalog());
            var dataActions = DataActions.of(
                    salesforce.catalog(),
                    runs,
                    clock,
                    checks,
                    salesforce::url,
                    config.actions().writable(),
                    Optional.of(WritesLink.writing(
                            salesforce, shared, config.actions().writable(), pseudonyms.current(), clock, random)));
            var useCases = new ActionUseCases(actions.catalog(), dataActions.run(), dataActions.dryRun());
            var warmUp = new WarmUp(
                    new FirstRequestNeeds(
                            salesforce.status(),
                            salesforce.catalog(),
                            actions.catalog(),
                            checks,
                            dataActions.phones()::warmUp,
                            clock),
                    config.lifecycle().warmUpTime(),
                    Thread::sleep,
                    clock,
                    readiness::warmedUp);
            stops.push(warmUp::close);
            var watch = new StatusWatch(
                    () -> RequestCounts.of(meters).byCaller(),
                    salesforce.forecast(),
                    budget,
                    sharedBudget::usage,
                    clock);
            var watching =
                    new PeriodicTask("weir-status-watch", () -> Thread.sleep(StatusWatch.BETWEEN_LOOKS), watch::look);
            watching.start();
            stops.push(watching::close);
            this.status = new StatusReport(
                    instance,
                    config.salesforce().org() instanceof Config.Org.Sandbox,
                    clock,
                    startedAt,
                    meters,
                    new StatusReport.Parts(
                            readiness,
                            warmUp,
                            reload,
                            actions,
                            checks,
                            salesforce,
                            watch,
                            sharedBudget,
                            history,
                            shared,
                            advise,
                            audit));
            this.admin = admin(
                    new AdminServer.Insight(
                            status::read,
                            new AdminServer.CallerInsight(
                                    this::callers, this::running, watch::recent, budget.callers()),
                            new AdminServer.ActionInsight(
                                    useCases, config.actions().unknownInputs(), checks::problems),
                            history.history(),
                            advise::advice,
                            salesforce.status(),
                            explainQuery,
                            salesforce.faultInjection(),
                            reload),
                    requestIds);
            checkApiVersion(salesforce);
            var recheck = new PeriodicTask(
                    "weir-action-checks", () -> Thread.sleep(BETWEEN_ACTION_CHECKS), checks::checkIfDue);
            recheck.start();
            stops.push(recheck::close);
            this.data = data(
                    new DataServer.UseCases(
                            new RunQuery(
                                    salesforce.catalog(), runs, config.queries().bounds()),
                            useCases),
                    shared.replays(requestIds.pseudonyms()),
                    requestIds,
                    new RequestAudit(audit.trail(), traces, requestIds.pseudonyms(), clock));
            readiness.started();
            warmUp.start();
            started = true;
        } finally {
            if (!started) {
                stopAll();
            }
        }
    }

    private void registerInfo(String name, String description, String label, String value) {
        meters.getOrCreate(
                Gauge.builder(name, () -> 1).description(description).tags(List.of(Tag.create(label, value))));
    }

    /** Logs a warning if the org does not support the API version. Does not block. */
    private void checkApiVersion(SalesforceLink salesforce) {
        var check = new CheckApiVersion(salesforce.status(), salesforce.apiVersion());
        Thread.ofVirtual().name("weir-api-version").start(() -> {
            var result = check.check(new RunMeter(Deadline.after(API_VERSION_TIME, clock)));
            if (result.verdict() != CheckResult.Verdict.PASSED) {
                LOG.log(Level.WARNING, "{0}: {1}; {2}", result.subject(), result.detail(), result.remedy());
            }
        });
    }

    /** The configured callers. */
    private List<CallerAccess> callers() {
        return reload.current().access().allowed();
    }

    /** How many requests of each caller run. */
    private Map<String, Integer> running() {
        return dataServer.get().map(DataServer::running).orElse(Map.of());
    }

    /** Reads configuration and data actions again, now. */
    public void reload() {
        reload.now();
    }

    private Callers callers(Config.Access access) {
        return switch (access) {
            case Config.Access.Named(var named, var proxies) -> new Callers.Listed(named, proxies, clock, random);
            case Config.Access.Anybody(var caller, var proxies) -> new Callers.Anyone(caller, proxies);
        };
    }

    private URI data(DataServer.UseCases useCases, SharedReplays replays, RequestIds requestIds, RequestAudit audit) {
        var listener = config.http().data();
        var settings = new DataServer.Settings(
                settings("data", listener),
                DataServer.BODY_TIME,
                config.actions().unknownInputs(),
                Version.current(),
                config.http().healthOnDataListener() ? Optional.of(readiness) : Optional.empty(),
                replays);
        var server = DataServer.start(settings, callers(config.access()), useCases, requestIds, audit, meters);
        dataServer.set(Optional.of(server));
        stops.push(server::stop);
        var looks = reload.start(next -> {
            next.log().apply();
            server.replace(callers(next.access()));
        });
        stops.push(looks::close);
        return address(listener, server.port());
    }

    private URI admin(AdminServer.Insight insight, RequestIds requestIds) {
        var listener = config.http().admin();
        var access = config.http().adminAccess();
        var settings =
                new AdminSettings(settings("admin", listener), access.credential(), access.hosts(), access.parts());
        var server = AdminServer.start(settings, insight, clock, readiness, requestIds, meters);
        stops.push(server::stop);
        return address(listener, server.port());
    }

    private ListenerSettings settings(String name, Config.Listener listener) {
        var plain = new ListenerSettings(
                listener.host(),
                listener.port(),
                config.http().maxConnections(),
                IDLE_CONNECTION_TIME,
                config.lifecycle().shutdownGracePeriod());
        return listener.tls()
                .map(tls -> serverTls(name, tls))
                .map(plain::encryptedBy)
                .orElse(plain);
    }

    private ServerTls serverTls(String listener, TlsSettings settings) {
        var tls = ServerTls.watching(settings, clock);
        stops.push(tls::close);
        var tags = List.of(Tag.create("listener", listener));
        meters.remove(CERTIFICATE_EXPIRY, tags);
        meters.getOrCreate(Gauge.builder(CERTIFICATE_EXPIRY, () -> tls.expiry().getEpochSecond())
                .description("When the certificate of a listener expires, or the first of its chain")
                .tags(tags));
        return tls;
    }

    private static URI address(Config.Listener listener, int port) {
        boolean version6 = listener.host().contains(":");
        String host = listener.isOnAllAddresses() ? version6 ? "::1" : "127.0.0.1" : listener.host();
        String scheme = listener.tls().isPresent() ? "https" : "http";
        return URI.create(
                scheme + "://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port);
    }

    /** Ids made of a random number for this process and a counter. */
    private Supplier<String> requestIds() {
        String process = HexFormat.of().toHexDigits(random.nextLong());
        var count = new AtomicLong();
        return () -> process + "-" + count.incrementAndGet();
    }

    /** The base URI of the data listener. */
    public URI data() {
        return data;
    }

    /** The base URI of the admin listener. */
    public URI admin() {
        return admin;
    }

    /**
     * Reports that Weir is not ready, stops giving advice, drains, lets running requests finish, and stops all parts in
     * reverse order.
     */
    @Override
    public void close() {
        status.stopping();
        readiness.draining();
        advise.close();
        drain();
        stopAll();
    }

    private void drain() {
        try {
            Thread.sleep(config.lifecycle().drainDelay());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException failed) {
                // the other parts must stop all the same
                LOG.log(Level.ERROR, "a part of Weir did not stop cleanly", failed);
            }
        }
    }
}
