package io.weir.bootstrap;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** What bootstrap may use of the adapters: their API, as the rules of the architecture know it. */
final class ShownByAdapters {
    private static final Set<String> PACKAGES = Set.of(
            "io.weir.adapter.in.http",
            "io.weir.adapter.in.http.caller",
            "io.weir.adapter.in.http.yaml",
            "io.weir.adapter.out.profiler.history",
            "io.weir.adapter.out.salesforce.settings");

    static final Set<String> CLASSES = Set.of(
            "in.http.action.ActionAnswerWriter",
            "in.http.action.ActionReply",
            "in.http.action.ActionUseCases",
            "in.http.action.UnknownInputs",
            "in.http.actiontest.ActionTest",
            "in.http.actiontest.ActionTests",
            "in.http.actiontest.GivenFailure",
            "in.http.admin.AdminServer",
            "in.http.admin.AdminSettings",
            "in.http.admin.InvalidParameter",
            "in.http.admin.KnownNames",
            "in.http.admin.ProfilerJson",
            "in.http.admin.Reload",
            "in.http.admin.RunParameters",
            "in.http.admin.StatusJson",
            "in.http.answer.AnswerStyle",
            "in.http.answer.AuthenticatedCaller",
            "in.http.auth.SharedReplays",
            "in.http.catalog.ActionFileName",
            "in.http.catalog.ActionFolder",
            "in.http.catalog.CatalogReloader",
            "in.http.catalog.ContractBreaks",
            "in.http.catalog.InvalidActions",
            "in.http.exchange.Pseudonyms",
            "in.http.exchange.RequestIds",
            "in.http.json.JsonShape",
            "in.http.listener.CannotListen",
            "in.http.listener.HostName",
            "in.http.listener.ListenerSettings",
            "in.http.listener.Readiness",
            "in.http.openapi.ActionSchemas",
            "in.http.openapi.ActionSnippet",
            "in.http.phone.LibPhoneNumbers",
            "in.http.phone.RecentNumbers",
            "in.http.tls.ServerTls",
            "in.http.tls.TlsSettings",
            "in.http.tls.UnusableTls",
            "in.http.watch.PeriodicTask",
            "in.http.webhook.RequestAudit",
            "in.http.webhook.RequestCounts",
            "out.profiler.audit.QueuedAuditTrail",
            "out.profiler.audit.UnwritableAudit",
            "out.profiler.fleet.SecretCipher",
            "out.profiler.fleet.SharedStore",
            "out.profiler.fleet.StoredApiLedger",
            "out.profiler.fleet.StoredLoginPauses",
            "out.profiler.fleet.StoredReplayGuard",
            "out.profiler.fleet.StoredSecrets",
            "out.profiler.fleet.StoredWriteJournal",
            "out.profiler.queue.LossLog",
            "out.profiler.trace.OtlpTraces",
            "out.profiler.trace.TraceSettings",
            "out.profiler.store.ExistingStore",
            "out.profiler.store.StoreSettings",
            "out.profiler.store.StoredExecutionHistory",
            "out.salesforce.api.RestApi",
            "out.salesforce.deadline.Sleeper",
            "out.salesforce.http.LatestApiUsage",
            "out.salesforce.org.RestOrgStatus",
            "out.salesforce.org.RestSchemaCatalog",
            "out.salesforce.query.RestQueryPlans",
            "out.salesforce.query.RestSalesforceQueries",
            "out.salesforce.query.RestSalesforceSearches",
            "out.salesforce.resilience.BreakerQueries",
            "out.salesforce.resilience.BulkheadQueries",
            "out.salesforce.resilience.BulkheadWrites",
            "out.salesforce.resilience.RetriedQueries",
            "out.salesforce.write.RestSalesforceWrites",
            "out.sandbox.fault.Faults",
            "out.sandbox.file.InvalidOrgData",
            "out.sandbox.http.SandboxCannotListen",
            "out.sandbox.http.SandboxServer",
            "out.sandbox.http.SandboxSettings",
            "out.sandbox.org.InMemorySchemaCatalog",
            "out.sandbox.org.SandboxOrg",
            "out.sandbox.org.SandboxOrgBuilder",
            "out.sandbox.query.InMemorySalesforceQueries",
            "out.sandbox.rule.OrgRules",
            "out.sandbox.search.InMemorySalesforceSearches",
            "out.sandbox.write.InMemorySalesforceWrites",
            "out.sandbox.write.WriteRules");

    private ShownByAdapters() {}

    static boolean contains(JavaClass type) {
        return PACKAGES.contains(type.getPackageName())
                || CLASSES.contains(
                        type.getName().substring("io.weir.adapter.".length()).replaceAll("\\$.*", ""));
    }
}
