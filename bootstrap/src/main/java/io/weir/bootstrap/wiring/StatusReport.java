package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.admin.StatusJson;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.webhook.RequestCounts;
import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.application.advice.AdviseOnQueries;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Version;
import io.weir.bootstrap.log.BudgetLog;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the parts of Weir what they do now, and what is wrong. Most parts know their own problems;
 * {@link StatusWatch} finds those that no part sees alone. Thread-safe.
 */
final class StatusReport {
    private static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private final String instance;
    private final boolean sandbox;
    private final InstantSource clock;
    private final Instant startedAt;
    private final MeterRegistry meters;
    private final Parts parts;
    private final AtomicReference<Optional<Instant>> stoppingSince = new AtomicReference<>(Optional.empty());

    /** What is read. */
    record Parts(
            Readiness readiness,
            WarmUp warmUp,
            ConfigReload reload,
            ServedActions actions,
            ActionChecks checks,
            SalesforceLink salesforce,
            StatusWatch watch,
            BudgetLink budget,
            HistoryLink history,
            SharedLink shared,
            AdviseOnQueries advise,
            AuditLink audit) {}

    StatusReport(
            String instance,
            boolean sandbox,
            InstantSource clock,
            Instant startedAt,
            MeterRegistry meters,
            Parts parts) {
        this.instance = instance;
        this.sandbox = sandbox;
        this.clock = clock;
        this.startedAt = startedAt;
        this.meters = meters;
        this.parts = parts;
    }

    /** Weir begins to stop. */
    void stopping() {
        stoppingSince.set(Optional.of(clock.instant()));
    }

    StatusJson read() {
        return new StatusJson(
                Version.current(),
                instance,
                clock.instant(),
                startedAt,
                parts.readiness.ready(),
                sandbox,
                StatusJson.ProblemJson.of(problems()),
                StatusJson.RequestsJson.of(RequestCounts.of(meters)),
                parts.salesforce.callState(),
                api(),
                parts.history.storeState(),
                new StatusJson.LossesJson(parts.history.dropped(), parts.audit.dropped(), parts.advise.skipped()),
                new StatusJson.ActionsJson(
                        parts.actions.catalog().all().size(),
                        parts.checks.unsuitable(),
                        parts.actions.problem().isPresent()),
                new StatusJson.ConfigJson(parts.reload.problem().isPresent(), parts.reload.reloads()));
    }

    private StatusJson.ApiJson api() {
        return switch (parts.budget.budget().state()) {
            case ApiBudget.State.Available() -> api("available", null);
            case ApiBudget.State.ReserveReached(var _, var retryAt) -> api("reserve_reached", retryAt);
            case ApiBudget.State.Spent(var _, var retryAt) -> api("spent", retryAt);
        };
    }

    private StatusJson.ApiJson api(String state, @Nullable Instant retryAt) {
        var usage = parts.budget.usage();
        long reserve = parts.budget.reserve();
        var forecast = parts.salesforce.forecast();
        return StatusJson.ApiJson.of(
                usage.orElse(null),
                forecast.observedAt().orElse(null),
                reserve,
                state,
                retryAt,
                forecast.forecast(reserve, parts.budget.budget().callers().ofAll()),
                parts.budget.fleet());
    }

    private List<StatusProblem> problems() {
        var problems = new ArrayList<StatusProblem>();
        parts.salesforce.problems().forEach(problems::add);
        budget().ifPresent(problems::add);
        problems.addAll(parts.watch.problems());
        notReady().ifPresent(problems::add);
        Stream.of(
                        parts.warmUp.problem(),
                        parts.history.problem(),
                        parts.budget.problem(),
                        parts.reload.problem(),
                        parts.actions.problem(),
                        parts.checks.problem())
                .forEach(problem -> problem.ifPresent(problems::add));
        problems.addAll(parts.shared.problems());
        parts.audit.losing().ifPresent(losing -> problems.add(lost(ProblemKind.AUDIT_LOST, losing)));
        parts.history.losing().forEach(losing -> problems.add(lost(ProblemKind.HISTORY_LOST, losing)));
        problems.addAll(expiringCredentials(parts.reload.current().access(), clock.instant()));
        return problems;
    }

    private Optional<StatusProblem> budget() {
        return switch (parts.budget.budget().state()) {
            case ApiBudget.State.Available() -> Optional.empty();
            case ApiBudget.State.ReserveReached(var since, var _) ->
                Optional.of(new StatusProblem(
                        ProblemKind.RESERVE_REACHED,
                        since,
                        BudgetLog.onlyReserveLeft(
                                parts.budget.usage().orElse(new ApiUsage(0, 0)), parts.budget.reserve())));
            case ApiBudget.State.Spent(var since, var _) ->
                Optional.of(new StatusProblem(ProblemKind.QUOTA_EXHAUSTED, since, BudgetLog.spent()));
        };
    }

    private Optional<StatusProblem> notReady() {
        var stopping = stoppingSince.get();
        if (stopping.isPresent()) {
            return Optional.of(new StatusProblem(ProblemKind.NOT_READY, stopping.get(), "Weir is about to stop"));
        }
        return parts.readiness.ready()
                ? Optional.empty()
                : Optional.of(new StatusProblem(ProblemKind.NOT_READY, startedAt, "Weir is warming up"));
    }

    private StatusProblem lost(ProblemKind kind, LossLog.Losing losing) {
        return new StatusProblem(kind, clock.instant().minus(losing.lasting()), losing.text());
    }

    /** The credentials that have expired at {@code now}, or expire within 14 days. */
    static List<StatusProblem> expiringCredentials(Config.Access access, Instant now) {
        return switch (access) {
            case Config.Access.Anybody _ -> List.of();
            case Config.Access.Named(var callers, var _) ->
                callers.stream()
                        .flatMap(caller -> caller.credentials().stream()
                                .filter(credential -> !credential.expires().equals(CallerCredential.NEVER))
                                .filter(credential ->
                                        !now.isBefore(credential.expires().minus(EXPIRES_SOON)))
                                .map(credential -> expiring(caller.name(), credential, now)))
                        .toList();
        };
    }

    private static StatusProblem expiring(String caller, CallerCredential credential, Instant now) {
        boolean expired = !now.isBefore(credential.expires());
        return new StatusProblem(
                ProblemKind.CREDENTIAL_EXPIRES,
                expired ? credential.expires() : credential.expires().minus(EXPIRES_SOON),
                "the credential %s/%s %s at %s; add a new one for its caller"
                        .formatted(caller, credential.id(), expired ? "expired" : "expires", credential.expires()));
    }
}
