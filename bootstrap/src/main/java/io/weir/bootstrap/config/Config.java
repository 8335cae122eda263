package io.weir.bootstrap.config;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.application.query.RunQuery;
import io.weir.domain.caller.QueryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What Weir starts with, every value checked. No {@code toString} shows a secret.
 *
 * @param edge how the listeners are reached
 * @param unknownInputs what becomes of an input that an action does not declare
 * @param policy what ad-hoc queries may touch
 * @param apiReserve API requests left to others; 0 is off
 * @param schemaRefreshTime how old an object's description may get before Salesforce is asked for changes
 * @param warmUpTime how long Weir is not ready for the sake of what is missing; zero for not at all
 * @param drainDelay how long Weir goes on serving after it has said that it is not ready any more
 * @param shutdownGracePeriod how long requests that are running may take to finish
 * @param historyCapacity how many executions are remembered
 * @param audit where it is written who asked what
 */
public record Config(
        Listener data,
        Listener admin,
        EdgeConfig edge,
        Access access,
        Org org,
        Actions actions,
        UnknownInputs unknownInputs,
        RunQuery.Bounds bounds,
        QueryPolicy policy,
        long apiReserve,
        int maxConnections,
        SalesforceCalls salesforceCalls,
        Duration schemaRefreshTime,
        Duration warmUpTime,
        Duration drainDelay,
        Duration shutdownGracePeriod,
        int historyCapacity,
        ContactKey contactKey,
        Audit audit) {
    /** Where a server listens; port 0 means any free one. */
    public record Listener(String host, int port) {}

    /** Who may ask. */
    public sealed interface Access {
        /** The addresses of proxies that may say where a caller is. */
        List<AddressRange> trustedProxies();

        /** Only callers that are named, that of the API key among them. */
        record Named(List<CallerAccess> callers, List<AddressRange> trustedProxies) implements Access {}

        /** Everybody is {@code caller}. */
        record Anybody(AuthenticatedCaller caller, List<AddressRange> trustedProxies) implements Access {}
    }

    /** Which org is asked. */
    public sealed interface Org {
        record Live(SalesforceSettings settings) implements Org {}

        /** The embedded one, served over HTTP on loopback; port 0 means any free one. */
        record Sandbox(int port, Faults faults) implements Org {}
    }

    /** How many calls to Salesforce run at once, how many more may wait, and what happens when they fail. */
    public record SalesforceCalls(int running, int queued, RetrySettings retry, BreakerSettings breaker) {}

    /** Where the data actions are declared. */
    public sealed interface Actions {
        record Folder(Path path) implements Actions {}

        /** The examples that come with Weir, which suit the sandbox. */
        record Examples() implements Actions {}

        /** Nowhere: there is no data action. */
        record Nowhere() implements Actions {}
    }

    /** What contacts' ids are hashed with. */
    public sealed interface ContactKey {
        /** The operator's, so that hashes stay the same after a restart and on other replicas. */
        record Given(String key) implements ContactKey {
            @Override
            public String toString() {
                return "ContactKey[hidden]";
            }
        }

        /** One that nobody knows, made anew by each process. */
        record OfThisProcess() implements ContactKey {}
    }

    /** Where audit entries go. */
    public sealed interface Audit {
        record Off() implements Audit {}

        /** Standard output, among the log. */
        record InLog() implements Audit {}

        record InFile(Path file) implements Audit {}
    }

    /** The configuration that {@code environment} asks for; throws {@link InvalidConfig} with every problem there is. */
    public static Config from(Map<String, String> environment) {
        return new ConfigReader(new SettingsSource(environment)).config();
    }
}
