package io.weir.bootstrap;

import io.weir.adapter.out.salesforce.SalesforceSettings;
import io.weir.application.RunQuery;
import io.weir.domain.action.QueryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What Weir starts with, every value checked. No {@code toString} shows a secret.
 *
 * @param policy what ad-hoc queries may touch
 * @param apiReserve API requests left to others; 0 is off
 * @param schemaRefreshTime how old an object's description may get before Salesforce is asked for changes
 * @param drainDelay how long Weir goes on serving after it has said that it is not ready any more
 * @param shutdownGracePeriod how long requests that are running may take to finish
 * @param historyCapacity how many executions are remembered
 * @param audit where it is written who asked what
 */
record Config(
        Listener data,
        Listener admin,
        Access access,
        Org org,
        RunQuery.Bounds bounds,
        QueryPolicy policy,
        long apiReserve,
        int maxConnections,
        SalesforceCalls salesforceCalls,
        Duration schemaRefreshTime,
        Duration drainDelay,
        Duration shutdownGracePeriod,
        int historyCapacity,
        ContactKey contactKey,
        Audit audit) {
    /** Where a server listens; port 0 means any free one. */
    record Listener(String host, int port) {}

    /** Who may ask. */
    sealed interface Access {
        /** Only callers that send the key. */
        record ApiKey(String key) implements Access {
            @Override
            public String toString() {
                return "ApiKey[hidden]";
            }
        }

        record Anybody() implements Access {}
    }

    /** Which org is asked. */
    sealed interface Org {
        record Live(SalesforceSettings settings) implements Org {}

        /** The embedded one, served over HTTP on loopback; port 0 means any free one. */
        record Sandbox(int port) implements Org {}
    }

    /** What contacts' ids are hashed with. */
    sealed interface ContactKey {
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
    sealed interface Audit {
        record Off() implements Audit {}

        /** Standard output, among the log. */
        record InLog() implements Audit {}

        record InFile(Path file) implements Audit {}
    }

    /** How many calls to Salesforce run at once, how many more may wait, and how often each is tried in all. */
    record SalesforceCalls(int running, int queued, int attempts) {}

    /** The configuration that {@code environment} asks for; throws {@link InvalidConfig} with every problem there is. */
    static Config from(Map<String, String> environment) {
        return new ConfigReader(new SettingsSource(environment)).config();
    }
}
