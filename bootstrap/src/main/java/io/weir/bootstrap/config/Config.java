package io.weir.bootstrap.config;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.tls.ServerTls;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.trace.TraceSettings;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.application.query.RunQuery;
import io.weir.bootstrap.log.LogSettings;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.ApiFloors;
import io.weir.domain.port.ReplayGuard;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A validated configuration. No {@code toString} shows a secret. */
public record Config(
        Http http,
        Access access,
        Queries queries,
        Actions actions,
        Salesforce salesforce,
        Lifecycle lifecycle,
        Observability observability,
        History history,
        LogSettings log,
        ConfigSource source) {
    /**
     * The two listeners.
     *
     * @param healthOnDataListener whether the data listener serves the health endpoints too
     * @param maxConnections per listener
     */
    public record Http(
            Listener data, boolean healthOnDataListener, Listener admin, AdminAccess adminAccess, int maxConnections) {}

    /** One listener; port 0 chooses a free port. Without {@code tls}, it serves plain HTTP. */
    public record Listener(String host, int port, Optional<TlsSettings> tls) {
        private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");

        /** Whether other machines reach it at every address of this one. */
        public boolean isOnAllAddresses() {
            return ALL_ADDRESSES.contains(host);
        }
    }

    /**
     * What the admin listener serves, and to whom.
     *
     * @param hosts the host names that requests may use besides those of the loopback interface
     */
    public record AdminAccess(
            AdminSettings.Credential credential, Set<HostName> hosts, Set<AdminSettings.Part> parts) {}

    /** Who may send requests. */
    public sealed interface Access {
        /** The configured callers; without one, the caller that every request is from. */
        default List<CallerAccess> allowed() {
            return switch (this) {
                case Named(var named, var _) -> named;
                case Anybody(var caller, var _) ->
                    List.of(new CallerAccess(caller, List.of(), List.of(), CallerLimits.NONE));
            };
        }

        /** The names of {@link #allowed}. */
        default List<String> callerNames() {
            return allowed().stream().map(CallerAccess::name).toList();
        }

        /** The addresses of proxies whose forwarding headers are trusted. */
        List<AddressRange> trustedProxies();

        /** Only known callers. */
        record Named(List<CallerAccess> callers, List<AddressRange> trustedProxies) implements Access {}

        /** Anybody; all requests count as {@code caller}. */
        record Anybody(AuthenticatedCaller caller, List<AddressRange> trustedProxies) implements Access {}
    }

    /** What ad-hoc queries may read, and how much. */
    public record Queries(QueryPolicy policy, RunQuery.Bounds bounds) {}

    /**
     * The data actions.
     *
     * @param writable the fields that they may ever write, as {@code Object.Field}
     */
    public record Actions(ActionSource source, UnknownInputs unknownInputs, NameRules writable) {}

    /** Where the data actions are declared. */
    public sealed interface ActionSource {
        /**
         * A folder.
         *
         * @param setting what errors call the setting that names it; empty if none does
         */
        record Folder(Path path, Optional<String> setting) implements ActionSource {
            /** A folder that no setting names. */
            public Folder(Path path) {
                this(path, Optional.empty());
            }
        }

        /** The examples that come with Weir; they fit the sandbox. */
        record Examples() implements ActionSource {}

        /** There are no data actions. */
        record None() implements ActionSource {}
    }

    /**
     * The org, and how it is called.
     *
     * @param schemaRefreshTime the age at which the description of an object is refreshed
     * @param apiFloors the API requests that runs of each priority must leave
     */
    public record Salesforce(Org org, SalesforceCalls calls, Duration schemaRefreshTime, ApiFloors apiFloors) {}

    /** The org that is queried. */
    public sealed interface Org {
        record Live(SalesforceSettings settings) implements Org {}

        /**
         * The embedded sandbox, served over HTTP on loopback.
         *
         * @param port 0 chooses a free port
         * @param folder the folder with its org; empty for a contact centre's
         */
        record Sandbox(int port, Optional<Path> folder, Faults faults) implements Org {}
    }

    /**
     * Limits on concurrent calls to Salesforce, and the handling of failures.
     *
     * @param running the maximum number of concurrent calls
     * @param queued the maximum number of calls that wait for one of them to finish
     * @param composite which lookups share a call
     */
    public record SalesforceCalls(
            int running, int queued, CompositeMode composite, RetrySettings retry, BreakerSettings breaker) {}

    /**
     * Start and stop.
     *
     * @param warmUpTime the maximum time for which readiness waits for the warm-up; zero for not at all
     * @param drainDelay how long Weir still serves after it has reported that it is not ready
     * @param shutdownGracePeriod how long running requests may take to finish
     */
    public record Lifecycle(Duration warmUpTime, Duration drainDelay, Duration shutdownGracePeriod) {}

    /**
     * What Weir records about its requests.
     *
     * @param traces where traces go; empty if there are none
     */
    public record Observability(ContactKey contactKey, Audit audit, Optional<TraceSettings> traces) {}

    /** The key with which contact ids are hashed. */
    public sealed interface ContactKey {
        /** A configured key. */
        record Given(String key) implements ContactKey {
            @Override
            public String toString() {
                return "ContactKey[hidden]";
            }
        }

        /** Derived from the {@link StoreKey}. */
        record Derived() implements ContactKey {}
    }

    /**
     * The history of runs, and advice on slow queries.
     *
     * @param instance the name of this Weir in the history; the name of the host if empty
     * @param store where the history is stored; empty if it is kept in memory only
     * @param capacity how many of the newest runs are kept
     * @param slowThreshold runs that take at least this long are kept beyond the newest
     * @param days for how many days runs are kept
     * @param maxMegabytes the size of the store at which the oldest runs are deleted
     * @param plansADay how many query plans Weir asks for in 24 hours; 0 for none
     * @param replayGuard what happens to a signed request while the store cannot say whether it was sent before
     */
    public record History(
            Optional<String> instance,
            Optional<StoreSettings.Place> store,
            StoreKey key,
            int capacity,
            Duration slowThreshold,
            int days,
            int maxMegabytes,
            int plansADay,
            ReplayGuard.Strictness replayGuard) {}

    /** The secret from which Weir derives its keys. */
    public sealed interface StoreKey {
        /** A configured secret. */
        record Given(String secret) implements StoreKey {
            @Override
            public String toString() {
                return "StoreKey[hidden]";
            }
        }

        /** A random secret in a file of {@code folder}, which the first start creates. */
        record InFolder(Path folder) implements StoreKey {}

        /** A random secret for each process. */
        record OfThisProcess() implements StoreKey {}
    }

    /** Where audit entries go. */
    public sealed interface Audit {
        record Off() implements Audit {}

        /** Standard output, among the log lines. */
        record InLog() implements Audit {}

        record InFile(Path file) implements Audit {}
    }

    /**
     * The settings of the log in {@code environment} alone, for the lines before the configuration is read. An invalid
     * value counts as the default; {@link #from} reports it.
     */
    public static LogSettings logOf(Map<String, String> environment) {
        return LogReader.settings(environment);
    }

    /** The configuration that {@code environment} describes; throws {@link InvalidConfig} with every problem. */
    public static Config from(Map<String, String> environment) {
        return new ConfigReader(new SettingsSource(environment), tls -> ServerTls.check(tls, Clock.systemUTC()))
                .config();
    }

    /**
     * The same for a Weir that runs, whose listeners keep the former certificate while a new one is unusable: only the
     * names of certificates are read.
     */
    public static Config ofRunning(Map<String, String> environment) {
        return new ConfigReader(new SettingsSource(environment), _ -> {}).config();
    }
}
