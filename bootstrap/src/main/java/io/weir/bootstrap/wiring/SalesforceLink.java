package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.admin.StatusJson.SalesforceJson;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.http.LatestApiUsage;
import io.weir.adapter.out.salesforce.org.RestOrgStatus;
import io.weir.adapter.out.salesforce.org.RestSchemaCatalog;
import io.weir.adapter.out.salesforce.query.RestQueryPlans;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.query.RestSalesforceSearches;
import io.weir.adapter.out.salesforce.resilience.BreakerQueries;
import io.weir.adapter.out.salesforce.resilience.BulkheadQueries;
import io.weir.adapter.out.salesforce.resilience.BulkheadWrites;
import io.weir.adapter.out.salesforce.resilience.RetriedQueries;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.LoginSharing;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.salesforce.write.RestSalesforceWrites;
import io.weir.adapter.out.sandbox.http.SandboxCannotListen;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.UsageForecast;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.FaultInjection;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.QueryPlans;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.status.StatusProblem;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The adapters that call the org, wired by hand. Without a live org, they call the embedded sandbox. */
public final class SalesforceLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SalesforceLink.class.getName());

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final String apiVersion;
    private final String configuredOrg;
    private final ApiUsageReadings usage;
    private final UsageForecast forecast;
    private final RestApi api;
    private final RestSchemaCatalog catalog;
    private final OrgStatus status;
    private final Config.SalesforceCalls calls;
    private final BreakerQueries breaker;
    private final BulkheadQueries bulkhead;
    private final SalesforceQueries queries;
    private final SalesforceSearches searches;
    private final BulkheadWrites writes;
    private final QueryPlans plans;
    private FaultInjection faultInjection = FaultInjection.NONE;
    private volatile Consumer<ApiUsage> observer = _ -> {};

    /**
     * Makes no call. The sandbox's login is not shared. Throws {@link SandboxCannotListen} if the port of the sandbox is taken, and
     * {@link InvalidConfig} if the folder with its org cannot be read.
     */
    public SalesforceLink(
            Config.Salesforce config,
            LoginSharing login,
            ApiBudget budget,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random) {
        var settings = settings(config.org(), clock, random);
        this.apiVersion = settings.apiVersion();
        // Each start of the sandbox is another org: its records are those of its folder again.
        this.configuredOrg = config.org() instanceof Config.Org.Sandbox
                ? "sandbox " + HexFormat.of().toHexDigits(random.nextLong())
                : settings.org();
        this.forecast = new UsageForecast(clock);
        var latest = new LatestApiUsage(meters, this::observe);
        this.api = new RestApi(settings, login, latest, budget, meters, clock, random, Sleeper.REAL);
        stops.push(api::close);
        this.usage = latest;
        this.catalog = new RestSchemaCatalog(api, config.schemaRefreshTime(), clock);
        this.status = new RestOrgStatus(api);
        this.plans = new RestQueryPlans(api);
        this.calls = config.calls();
        // Innermost first. The breaker does not count a wait in the bulkhead, and refuses waiting requests once it
        // opens. Each attempt passes both, and so does a request that several lookups share. All attempts of a step
        // share one deadline.
        this.breaker = new BreakerQueries(new RestSalesforceQueries(api, random), calls.breaker(), clock, meters);
        this.bulkhead = new BulkheadQueries(
                breaker,
                new BulkheadSettings(calls.running(), calls.queued()),
                calls.composite(),
                () -> latest.latest().filter(budget::isShort).isPresent(),
                clock);
        var retried = new RetriedQueries(bulkhead, calls.retry(), clock, random, Sleeper.REAL, meters);
        this.queries = retried;
        this.searches = retried.repeating(bulkhead.limiting(breaker.guarding(new RestSalesforceSearches(api))));
        // Never repeated here: what was sent may have been written.
        this.writes = new BulkheadWrites(
                breaker.guardingWrites(new RestSalesforceWrites(api, random)), BulkheadSettings.ofWrites(), clock);
        measure(meters, budget);
    }

    private void observe(ApiUsage seen) {
        forecast.observe(seen);
        observer.accept(seen);
    }

    /** Gives {@code next} each usage that Salesforce reports from now on. */
    void observeUsage(Consumer<ApiUsage> next) {
        observer = next;
        usage.latest().ifPresent(next);
    }

    private void measure(MeterRegistry meters, ApiBudget budget) {
        gauge(meters, "weir_salesforce_calls_running", "Calls of Salesforce that run", bulkhead::running);
        gauge(meters, "weir_salesforce_calls_waiting", "Calls of Salesforce that wait", bulkhead::waiting);
        gauge(meters, "weir_salesforce_calls_running_limit", "The most calls that run at once", calls::running);
        gauge(meters, "weir_salesforce_calls_waiting_limit", "The most calls that wait", calls::queued);
        gauge(meters, "weir_salesforce_writes_running", "Writes to Salesforce that run", writes::running);
        gauge(meters, "weir_salesforce_writes_waiting", "Writes to Salesforce that wait", writes::waiting);
        gauge(
                meters,
                "weir_api_reserve",
                "API requests that are left to other applications",
                () -> budget.reserve(limit()));
        gauge(
                meters,
                "weir_api_exhaustion_timestamp_seconds",
                "When the API requests will be used up if usage goes on as in the last hour, in Unix time",
                () -> forecast.forecast(
                                budget.reserve(limit()), budget.callers().ofAll())
                        .exhaustedAt()
                        .map(at -> (double) at.getEpochSecond())
                        .orElse(Double.NaN));
    }

    private long limit() {
        return usage.latest().map(ApiUsage::limit).orElse(0L);
    }

    static void gauge(MeterRegistry meters, String name, String description, DoubleSupplier value) {
        meters.remove(name, List.of());
        meters.getOrCreate(Gauge.builder(name, () -> value.getAsDouble()).description(description));
    }

    private SalesforceSettings settings(Config.Org org, Clock clock, RandomGenerator random) {
        return switch (org) {
            case Config.Org.Live(var settings) -> settings;
            case Config.Org.Sandbox(var port, var folder, var faults) -> {
                var sandbox = SandboxServer.start(
                        folder.map(path -> SandboxOrgFolder.read(path, clock))
                                .orElseGet(() -> SandboxOrg.contactCentre(clock)),
                        SandboxSettings.onPort(port).withFaults(faults),
                        clock,
                        random);
                stops.push(sandbox::stop);
                faultInjection = sandbox.faults();
                LOG.log(Level.INFO, "the sandbox org is at {0}, client sandbox/sandbox", sandbox.baseUri());
                yield SalesforceSettings.of(sandbox.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox"));
            }
        };
    }

    public String apiVersion() {
        return apiVersion;
    }

    /** The host that the last request went to. */
    String host() {
        return api.host();
    }

    /** Names the org that is configured, alike in all Weirs that are configured alike; the sandbox anew at each start. */
    String configuredOrg() {
        return configuredOrg;
    }

    /** The key of the org for what Weirs share; empty until it has answered. */
    Optional<String> org() {
        return api.org();
    }

    /** The URL of that host. */
    public String url() {
        return api.url();
    }

    public ApiUsageReadings usage() {
        return usage;
    }

    /** When the API requests will be used up. */
    UsageForecast forecast() {
        return forecast;
    }

    /** The state of the calls. */
    SalesforceJson callState() {
        return new SalesforceJson(
                breaker.stateName(), bulkhead.running(), calls.running(), bulkhead.waiting(), calls.queued());
    }

    /** How many API requests were not needed because several runs shared one. */
    long callsSaved() {
        return bulkhead.callsSaved();
    }

    /** What is wrong with the org. */
    Stream<StatusProblem> problems() {
        return Stream.of(breaker.outage(), api.loginRefusal(), catalog.unreadable())
                .flatMap(Optional::stream);
    }

    public SchemaCatalog catalog() {
        return catalog;
    }

    public OrgStatus status() {
        return status;
    }

    public SalesforceQueries queries() {
        return queries;
    }

    public SalesforceSearches searches() {
        return searches;
    }

    public SalesforceWrites writes() {
        return writes;
    }

    /** Injects faults if the org is the sandbox. */
    FaultInjection faultInjection() {
        return faultInjection;
    }

    QueryPlans plans() {
        return plans;
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }
}
