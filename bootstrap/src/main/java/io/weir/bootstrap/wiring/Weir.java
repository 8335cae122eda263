package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.DataServer;
import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.admin.AdminServer;
import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.tls.ServerTls;
import io.weir.adapter.in.http.webhook.RequestAudit;
import io.weir.adapter.out.profiler.audit.QueuedAuditTrail;
import io.weir.adapter.out.profiler.history.InMemoryExecutionHistory;
import io.weir.adapter.out.profiler.history.LoggedExecutionHistory;
import io.weir.adapter.out.profiler.history.QueuedExecutionHistory;
import io.weir.application.action.CheckInputs;
import io.weir.application.check.CheckActions;
import io.weir.application.check.CheckApiVersion;
import io.weir.application.check.CheckResult;
import io.weir.application.plan.PlanQuery;
import io.weir.application.query.ExplainQuery;
import io.weir.application.query.RunQuery;
import io.weir.application.run.SharingStats;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.EdgeConfig;
import io.weir.bootstrap.config.Version;
import io.weir.bootstrap.log.BudgetLog;
import io.weir.bootstrap.log.LineLogHandler;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.AuditTrail;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The whole of Weir, wired by hand: read it from top to bottom to know what talks to what. */
public final class Weir implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Weir.class.getName());
    private static final Duration IDLE_CONNECTION_TIME = Duration.ofSeconds(60);
    private static final Duration API_VERSION_TIME = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ACTION_CHECKS = Duration.ofSeconds(5);
    private static final int WAITING_EXECUTIONS = 10_000;
    private static final int WAITING_AUDIT_ENTRIES = 10_000;

    private final Config config;
    private final Clock clock;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final Readiness readiness = new Readiness();
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final URI data;
    private final URI admin;

    /** Starts everything that {@code config} asks for; if one part cannot start, those before it are stopped again. */
    public static Weir start(Config config, MeterRegistry meters, Clock clock, RandomGenerator random) {
        return new Weir(config, meters, clock, random);
    }

    private Weir(Config config, MeterRegistry meters, Clock clock, RandomGenerator random) {
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
        boolean started = false;
        WarmUp warmUp;
        try {
            tellOfTheBuild();
            var requestIds = new RequestIds(requestIds(), pseudonyms());
            var audit = new RequestAudit(auditTrail(), requestIds.pseudonyms(), clock);
            var actions = ServedActions.watched(config.actions(), meters);
            stops.push(actions::close);
            var budget = new ApiBudget(config.apiReserve(), clock, new BudgetLog(config.apiReserve()));
            var salesforce = new SalesforceLink(config, budget, meters, clock, random);
            stops.push(salesforce::close);
            var history = history();
            stops.push(history::close);
            var planQuery = new PlanQuery(salesforce.catalog(), config.policy());
            var explainQuery = new ExplainQuery(
                    planQuery,
                    salesforce.plans(),
                    salesforce.usage(),
                    budget,
                    clock,
                    config.bounds().time());
            this.admin = admin(
                    new AdminServer.Insight(history, salesforce.status(), explainQuery, salesforce.drill()),
                    requestIds);
            checkApiVersion(salesforce);
            var repeats = repeats();
            var runQuery = new RunQuery(
                    salesforce.catalog(),
                    salesforce.queries(),
                    salesforce.usage(),
                    budget,
                    history,
                    clock,
                    config.bounds(),
                    repeats);
            var dataActions = DataActions.of(salesforce, budget, history, clock, repeats);
            var checks = new ActionChecks(actions.catalog(), new CheckActions(salesforce.catalog()), clock, meters);
            keepLooking(checks);
            warmUp = new WarmUp(
                    new FirstNeeds(
                            salesforce.status(),
                            salesforce.catalog(),
                            actions.catalog(),
                            checks,
                            dataActions.phones()::warmUp,
                            clock),
                    config.warmUpTime(),
                    Thread::sleep,
                    clock,
                    readiness::warmedUp);
            stops.push(warmUp::close);
            this.data = data(
                    new DataServer.Questions(
                            runQuery,
                            new ActionUseCases(
                                    actions.catalog(),
                                    checks.watching(dataActions.run()::run),
                                    dataActions.rehearse()::rehearse,
                                    new CheckInputs(dataActions.phones())::problems)),
                    requestIds,
                    audit);
            started = true;
        } finally {
            if (!started) {
                stopAll();
            }
        }
        readiness.started();
        warmUp.start();
    }

    private void tellOfTheBuild() {
        meters.getOrCreate(Gauge.builder("weir_build_info", () -> 1)
                .description("Which Weir this is")
                .tags(List.of(Tag.create("version", Version.current()))));
    }

    /** Tells the log whether the org will answer; nobody waits for it. */
    private void checkApiVersion(SalesforceLink salesforce) {
        var check = new CheckApiVersion(salesforce.status(), salesforce.apiVersion());
        Thread.ofVirtual().name("weir-api-version").start(() -> {
            var result = check.check(new RunMeter(Deadline.after(API_VERSION_TIME, clock)));
            if (result.verdict() != CheckResult.Verdict.PASSED) {
                LOG.log(Level.WARNING, "{0}: {1}; {2}", result.subject(), result.detail(), result.remedy());
            }
        });
    }

    /** Checks the data actions again after their folder has changed. */
    private void keepLooking(ActionChecks checks) {
        var looks = Thread.ofVirtual().name("weir-action-checks").start(() -> {
            try {
                while (true) {
                    Thread.sleep(BETWEEN_ACTION_CHECKS);
                    lookSafely(checks);
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        stops.push(looks::interrupt);
    }

    private static void lookSafely(ActionChecks checks) {
        try {
            checks.look();
        } catch (RuntimeException bug) {
            // the next look may succeed
            LOG.log(Level.ERROR, "the data actions could not be checked", bug);
        }
    }

    private QueuedExecutionHistory history() {
        var queued = new QueuedExecutionHistory(
                new LoggedExecutionHistory(
                        new InMemoryExecutionHistory(config.historyCapacity()), System.getLogger("io.weir.run")),
                WAITING_EXECUTIONS);
        meters.getOrCreate(
                FunctionalCounter.builder("weir_history_dropped_total", queued, QueuedExecutionHistory::dropped)
                        .description("Executions that the history dropped because it could not keep up"));
        return queued;
    }

    private SharingStats repeats() {
        var repeats = new SharingStats();
        meters.getOrCreate(FunctionalCounter.builder("weir_cache_requests_total", repeats, SharingStats::hits)
                .tags(List.of(Tag.create("result", "hit")))
                .description("Runs that a kept answer could have served, and whether one did"));
        meters.getOrCreate(FunctionalCounter.builder("weir_cache_requests_total", repeats, SharingStats::misses)
                .tags(List.of(Tag.create("result", "miss")))
                .description("Runs that a kept answer could have served, and whether one did"));
        meters.getOrCreate(FunctionalCounter.builder("weir_singleflight_shared_total", repeats, SharingStats::shared)
                .description("Runs that an identical one under way served"));
        return repeats;
    }

    private AuditTrail auditTrail() {
        return switch (config.audit()) {
            case Config.Audit.Off() -> AuditTrail.OFF;
            case Config.Audit.InLog() ->
                queued(QueuedAuditTrail.toLog(System.getLogger(LineLogHandler.AUDIT), WAITING_AUDIT_ENTRIES));
            case Config.Audit.InFile(var file) -> queued(QueuedAuditTrail.toFile(file, WAITING_AUDIT_ENTRIES));
        };
    }

    private AuditTrail queued(QueuedAuditTrail trail) {
        stops.push(trail::close);
        meters.getOrCreate(FunctionalCounter.builder("weir_audit_dropped_total", trail, QueuedAuditTrail::dropped)
                .description("Audit entries that were lost: too many at once, or they could not be written"));
        return trail;
    }

    private Pseudonyms pseudonyms() {
        return switch (config.contactKey()) {
            case Config.ContactKey.Given(var key) -> new Pseudonyms(key.getBytes(StandardCharsets.UTF_8));
            case Config.ContactKey.OfThisProcess() -> {
                LOG.log(
                        Level.INFO,
                        "contact ids are hashed with a key of this process; set WEIR_CONTACT_KEY to find them after a"
                                + " restart and on other replicas");
                var key = new byte[Pseudonyms.SHORTEST_KEY];
                random.nextBytes(key);
                yield new Pseudonyms(key);
            }
        };
    }

    private URI data(DataServer.Questions questions, RequestIds requestIds, RequestAudit audit) {
        var callers = switch (config.access()) {
            case Config.Access.Named(var named, var proxies) -> new Callers.Listed(named, proxies, clock, random);
            case Config.Access.Anybody(var caller, var proxies) -> new Callers.Anyone(caller, proxies);
        };
        var plain = DataServer.Settings.at(listener(config.data(), config.edge().data()), Version.current())
                .meeting(config.unknownInputs());
        var settings = config.edge().healthOnDataListener() ? plain.withHealth(readiness) : plain;
        var server = DataServer.start(settings, callers, questions, requestIds, audit, meters);
        stops.push(server::stop);
        return address(config.data(), config.edge().data(), server.port());
    }

    private URI admin(AdminServer.Insight insight, RequestIds requestIds) {
        var edge = config.edge();
        var settings = new AdminSettings(
                listener(config.admin(), edge.admin()), edge.adminCredential(), edge.adminHosts(), edge.adminParts());
        var server = AdminServer.start(settings, insight, clock, readiness, requestIds, meters);
        stops.push(server::stop);
        return address(config.admin(), edge.admin(), server.port());
    }

    private ListenerSettings listener(Config.Listener listener, EdgeConfig.Encryption encryption) {
        var plain = new ListenerSettings(
                listener.host(),
                listener.port(),
                config.maxConnections(),
                IDLE_CONNECTION_TIME,
                config.shutdownGracePeriod());
        return switch (encryption) {
            case EdgeConfig.Encryption.Off() -> plain;
            case EdgeConfig.Encryption.On(var settings) -> {
                var tls = ServerTls.watching(settings, clock);
                stops.push(tls::close);
                yield plain.encryptedBy(tls);
            }
        };
    }

    private static URI address(Config.Listener listener, EdgeConfig.Encryption encryption, int port) {
        String host = listener.host().equals("0.0.0.0") ? "127.0.0.1" : listener.host();
        String scheme = encryption instanceof EdgeConfig.Encryption.On ? "https" : "http";
        return URI.create(
                scheme + "://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port);
    }

    /** Unique to this process by its first half, and in order by its second. */
    private Supplier<String> requestIds() {
        String process = HexFormat.of().toHexDigits(random.nextLong());
        var count = new AtomicLong();
        return () -> process + "-" + count.incrementAndGet();
    }

    /** Where flows post. */
    public URI data() {
        return data;
    }

    /** Where the operator looks. */
    public URI admin() {
        return admin;
    }

    /** Says that it is not ready, drains, lets requests that run finish, and stops everything in the reverse order of its start. */
    @Override
    public void close() {
        readiness.draining();
        drain();
        stopAll();
    }

    private void drain() {
        try {
            Thread.sleep(config.drainDelay());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException failed) {
                // one part that cannot stop keeps no other from it
                LOG.log(Level.ERROR, "a part of Weir did not stop as it should", failed);
            }
        }
    }
}
