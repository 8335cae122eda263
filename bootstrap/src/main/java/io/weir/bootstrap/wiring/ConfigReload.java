package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.admin.Reload;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.watch.PeriodicTask;
import io.weir.adapter.in.http.yaml.TextFile;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Config.Access;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the configuration again when the contents of its files change. Callers, the policy of ad-hoc queries and the
 * log's settings are replaced together; other settings need a restart. A configuration with problems changes nothing.
 * Thread-safe.
 */
final class ConfigReload implements Reload {
    private static final System.Logger LOG = System.getLogger(ConfigReload.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MOST_NAMES = 50;

    private final Config started;
    private final ServedActions actions;
    private final Counter reloads;
    private final Counter failures;
    private final OngoingProblem stale;
    private volatile Config current;
    private volatile List<String> problems = List.of();
    /** What the configuration in use was read from; nothing at first, as the files may have changed since then. */
    private Map<Path, TextFile> contents = Map.of();

    private Map<Path, TextFile> seen = Map.of();
    private List<String> restartNeeded = List.of();
    private Optional<Consumer<Config>> use = Optional.empty();

    ConfigReload(Config started, ServedActions actions, InstantSource clock, MeterRegistry meters) {
        this.started = started;
        this.actions = actions;
        this.current = started;
        this.stale = new OngoingProblem(ProblemKind.CONFIG_STALE, LOG, clock);
        this.reloads = meters.getOrCreate(Counter.builder("weir_config_reloads")
                .description("Changes of the configuration that are in use since"));
        this.failures = meters.getOrCreate(Counter.builder("weir_config_reload_failures")
                .description("Changes of the configuration that were refused"));
        meters.remove("weir_config_stale", List.of());
        meters.getOrCreate(Gauge.builder("weir_config_stale", () -> problems.isEmpty() ? 0 : 1)
                .description("1 while the configuration has problems, so that the former one is in use"));
    }

    /** Begins to look at the files. From now on, {@code use} takes each new configuration. */
    PeriodicTask start(Consumer<Config> use) {
        synchronized (this) {
            this.use = Optional.of(use);
        }
        var looks = new PeriodicTask("weir-config-watch", () -> Thread.sleep(INTERVAL), this::lookIfSettled);
        looks.start();
        return looks;
    }

    /** That the configuration has changed and cannot be used, while that is so. */
    Optional<StatusProblem> problem() {
        return stale.current();
    }

    /** How many changes of the configuration were taken into use. */
    long reloads() {
        return reloads.count();
    }

    /** The configuration in use. */
    Config current() {
        return current;
    }

    /** Reads configuration and data actions. Each of them is replaced as a whole, or not at all. */
    @Override
    public Result now() {
        var found = look();
        var changed = new ArrayList<>(found.changed());
        var errors = new ArrayList<>(found.problems());
        switch (actions.reload()) {
            case ActionFolder.Refreshed.Unchanged() -> {}
            case ActionFolder.Refreshed.Changed(var changes) -> changed.add("actions: " + changes);
            case ActionFolder.Refreshed.Breaking(var breaks) -> errors.addAll(breaks);
            case ActionFolder.Refreshed.Refused(var refused) -> errors.addAll(refused);
        }
        return new Result(changed, found.restartNeeded(), errors);
    }

    /** Does the same as {@link #look} unless a file has changed since the last call: it may be half written. */
    synchronized void lookIfSettled() {
        var now = current.source().contents();
        if (now.equals(seen)) {
            look();
        }
        seen = now;
    }

    /** Reads the configuration if its files have changed, or while it has problems. */
    synchronized Result look() {
        var now = current.source().contents();
        if (use.isEmpty() || (now.equals(contents) && problems.isEmpty())) {
            return new Result(List.of(), restartNeeded, List.of());
        }
        try {
            var next = current.source().read();
            refuseToOpen(next);
            var result = replaceBy(next);
            contents = now;
            return result;
        } catch (InvalidConfig invalid) {
            return refused(invalid.problems());
        }
    }

    /** A list of callers that is lost by mistake must not let anybody in. */
    private void refuseToOpen(Config next) {
        if (current.access() instanceof Access.Named && next.access() instanceof Access.Anybody) {
            throw new InvalidConfig(
                    List.of("weir.callers: no caller is left, so anybody could ask; restart Weir if this is meant"));
        }
    }

    private Result refused(List<String> found) {
        problems = List.copyOf(found);
        if (stale.beginsOrChanges("the configuration has changed and cannot be used; the former one stays in use:\n  "
                + String.join("\n  ", found))) {
            failures.increment();
        }
        return new Result(List.of(), restartNeeded, found);
    }

    private Result replaceBy(Config next) {
        var changed = new ArrayList<>(next.source().reloadedSince(current.source()));
        changed.addAll(changedCallers(current.access(), next.access()));
        boolean mended = stale.ends();
        if (!changed.isEmpty()) {
            use.ifPresent(taking -> taking.accept(next));
            reloads.increment();
        }
        current = next;
        problems = List.of();
        if (mended || !changed.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "the configuration is in use: {0}",
                    changed.isEmpty() ? "nothing has changed" : listed(changed));
        }
        var restart = next.source().restartNeededSince(started.source());
        if (!restart.equals(restartNeeded)) {
            restartNeeded = restart;
            if (!restart.isEmpty()) {
                LOG.log(Level.WARNING, "these settings have changed and need a restart: {0}", listed(restart));
            }
        }
        return new Result(changed, restart, List.of());
    }

    private static List<String> changedCallers(Access before, Access after) {
        var former = byName(before);
        var present = byName(after);
        var changes = new ArrayList<String>();
        present.forEach((name, caller) -> {
            if (!former.containsKey(name)) {
                changes.add("caller %s new".formatted(name));
            } else if (!caller.equals(former.get(name))) {
                changes.add("caller %s changed".formatted(name));
            }
        });
        former.keySet().stream()
                .filter(name -> !present.containsKey(name))
                .forEach(name -> changes.add("caller %s gone".formatted(name)));
        return changes;
    }

    private static Map<String, Object> byName(Access access) {
        var callers = new LinkedHashMap<String, Object>();
        switch (access) {
            case Access.Anybody(var caller, var _) ->
                callers.put(caller.caller().name(), caller);
            case Access.Named(var named, var _) -> {
                for (CallerAccess caller : named) {
                    callers.put(caller.name(), caller);
                }
            }
        }
        return callers;
    }

    private static String listed(List<String> names) {
        String listed = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() <= MOST_NAMES ? listed : "%s and %d more".formatted(listed, names.size() - MOST_NAMES);
    }
}
