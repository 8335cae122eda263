package io.weir.adapter.in.http.catalog;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.watch.PeriodicTask;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads a folder of data actions at intervals, and reports changes to the log and the metrics. It compares contents: a
 * mounted ConfigMap changes by a link, and clocks of file systems are not reliable.
 */
public final class CatalogReloader implements AutoCloseable {
    private final ActionFolder folder;
    private final System.Logger log;
    private final Counter reloads;
    private final Counter failures;
    private final Counter breaks;
    private final OngoingProblem stale;
    private volatile List<String> errors = List.of();
    private final PeriodicTask looks;

    CatalogReloader(
            ActionFolder folder,
            PeriodicTask.Pause pause,
            System.Logger log,
            InstantSource clock,
            MeterRegistry meters) {
        this.folder = folder;
        this.log = log;
        this.stale = new OngoingProblem(ProblemKind.ACTIONS_STALE, log, clock);
        this.reloads = meters.getOrCreate(Counter.builder("weir_action_catalog_reloads")
                .description("Changes of the data actions' folder that are served since"));
        this.failures = meters.getOrCreate(Counter.builder("weir_action_catalog_reload_failures")
                .description("Changes of the data actions' folder that were refused"));
        this.breaks = ContractBreaks.counter(meters, "refused");
        meters.getOrCreate(
                Gauge.builder("weir_action_catalog_actions", () -> folder.all().size())
                        .description("Data actions that are served"));
        meters.getOrCreate(Gauge.builder("weir_action_catalog_stale", () -> isStale() ? 1 : 0)
                .description("1 while the folder has errors, so that its former content is served"));
        this.looks = new PeriodicTask("weir-action-watch", pause, this::lookIfSettled);
    }

    /** Reads the folder every {@code interval}, until it is closed. */
    public static CatalogReloader start(
            ActionFolder folder, Duration interval, InstantSource clock, MeterRegistry meters) {
        var watch = new CatalogReloader(
                folder, () -> Thread.sleep(interval), System.getLogger(CatalogReloader.class.getName()), clock, meters);
        watch.start();
        return watch;
    }

    void start() {
        warn();
        looks.start();
    }

    /** Reads the folder once; returns the former errors if the folder still has them. Thread-safe. */
    public synchronized ActionFolder.Refreshed look() {
        return told(folder.refresh());
    }

    /** Does the same unless the folder has changed since the last call. */
    synchronized void lookIfSettled() {
        var _ = told(folder.refreshIfSettled());
    }

    private ActionFolder.Refreshed told(ActionFolder.Refreshed refreshed) {
        switch (refreshed) {
            case ActionFolder.Refreshed.Unchanged() -> {
                return isStale() ? new ActionFolder.Refreshed.Refused(errors) : refreshed;
            }
            case ActionFolder.Refreshed.Breaking(var found) -> {
                breaks.increment();
                refused(
                        "actions: a change would break flows and is not served; what the folder held before is served"
                                + " on:\n  ",
                        found);
            }
            case ActionFolder.Refreshed.Changed(var changes) -> {
                errors = List.of();
                boolean _ = stale.ends();
                reloads.increment();
                log.log(Level.INFO, "actions: {0}", changes);
                warn();
            }
            case ActionFolder.Refreshed.Refused(var found) ->
                refused(
                        "actions: the folder has changed and cannot be used; what it held before is served on:\n  ",
                        found);
        }
        return refreshed;
    }

    private void refused(String heading, List<String> found) {
        errors = found;
        failures.increment();
        boolean _ = stale.beginsOrChanges(heading + String.join("\n  ", found));
    }

    /** That the folder has changed and cannot be used, while that is so. */
    public Optional<StatusProblem> problem() {
        return stale.current();
    }

    /** Whether the folder has errors, so that its former content is served. */
    boolean isStale() {
        return !errors.isEmpty();
    }

    /** Logs what may be unintended in the served actions. */
    void warn() {
        var warnings = folder.warnings();
        if (!warnings.isEmpty()) {
            log.log(
                    Level.WARNING,
                    "actions: these are served, but may be unintended:\n  {0}",
                    String.join("\n  ", warnings));
        }
    }

    @Override
    public void close() {
        looks.close();
    }
}
