package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.catalog.ContractBreaks;
import io.weir.adapter.in.http.watch.PeriodicTask;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.contract.ContractComparison;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.HistoryUnavailable;
import io.weir.domain.port.ServedDeclarations;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the data actions with those that were served last, also by an earlier process or another Weir, and keeps
 * them in their place. A change that breaks flows is served nevertheless; the log has one WARNING of it, and a metric
 * counts it.
 *
 * <p>A look asks the store only for actions that have changed since the look before. While the store is unavailable,
 * each look tries again. Weirs that share a store and serve different declarations therefore report it once for each
 * start and each change. Thread-safe.
 */
final class ServedContracts {
    /** The time between two looks. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(ServedContracts.class.getName());

    private final ActionFolder folder;
    private final ServedDeclarations declarations;
    private final Counter breaks;
    private final Map<ActionVersion, String> known = new HashMap<>();
    private List<DataAction> seen = List.of();

    ServedContracts(ActionFolder folder, ServedDeclarations declarations, MeterRegistry meters) {
        this.folder = folder;
        this.declarations = declarations;
        this.breaks = ContractBreaks.counter(meters, "served");
    }

    /** Looks at intervals, in the background, until it is closed. Without a folder there is nothing to compare. */
    static PeriodicTask watching(ActionCatalog catalog, ServedDeclarations declarations, MeterRegistry meters) {
        Runnable look = catalog instanceof ActionFolder folder
                ? new ServedContracts(folder, declarations, meters)::look
                : () -> {};
        var looks = new PeriodicTask("weir-action-contracts", () -> Thread.sleep(INTERVAL), look);
        looks.start();
        return looks;
    }

    /** Compares and keeps the actions that have changed since the last look. */
    synchronized void look() {
        var actions = folder.all();
        if (actions.equals(seen)) {
            return;
        }
        try {
            var before = declarations.all();
            var texts = new HashMap<ActionVersion, String>();
            var changed = new HashMap<ActionVersion, String>();
            for (var action : actions) {
                String text = folder.declaration(action.id()).orElse("");
                texts.put(action.id(), text);
                if (!text.equals(known.get(action.id())) && !text.equals(before.get(action.id()))) {
                    changed.put(action.id(), text);
                }
            }
            var gone = gone(before, texts.keySet());
            gone.forEach(id -> changed.put(id, KeptDeclaration.noLongerServed(before.getOrDefault(id, ""))));
            declarations.keep(changed);
            reportGone(gone);
            gone.forEach(id -> compareOlder(id, before.getOrDefault(id, "")));
            actions.stream()
                    .filter(action -> changed.containsKey(action.id()))
                    .forEach(action -> compare(before.getOrDefault(action.id(), ""), action));
            known.clear();
            known.putAll(texts);
            seen = actions;
        } catch (HistoryUnavailable unavailable) {
            // the store reports it; the next look tries again
        }
    }

    /** What was served last of all but {@code served}. */
    private static List<ActionVersion> gone(Map<ActionVersion, String> before, Set<ActionVersion> served) {
        return before.entrySet().stream()
                .filter(kept -> KeptDeclaration.isServed(kept.getValue()) && !served.contains(kept.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Logs actions that went while Weir was not running; the reload of a folder reports the others. */
    private void reportGone(List<ActionVersion> gone) {
        var served = folder.names();
        String names = gone.stream()
                .filter(id -> !known.containsKey(id) && !served.contains(id.name()))
                .map(id -> id.name().value())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "data actions that were served last are gone, and flows that call them get a 404: {0}",
                    names);
        }
    }

    /** Reports what an older version breaks that is the newest one now that {@code gone} is. */
    private void compareOlder(ActionVersion gone, String before) {
        folder.named(gone.name())
                .filter(now -> now.version() < gone.version())
                .ifPresent(now -> report(
                        gone,
                        before,
                        now,
                        "data action %s is served instead of %s, which is newer and gone, and flows that ask for no"
                                + " version and rely on it break; serve it beside the new one, in a file of its own"));
    }

    private void compare(String before, DataAction now) {
        report(
                now.id(),
                before,
                now,
                "data action %1$s is not what was served as %2$s last, and flows that rely on it break; give this"
                        + " declaration another version, and serve the earlier one as "
                        + "%s.v%d.yaml".formatted(now.name(), now.version()));
    }

    /**
     * Reports what of {@code id} breaks flows that get {@code now}. A text that this Weir cannot read has no contract.
     *
     * @param message with places for {@code now} and for {@code id}
     */
    private void report(ActionVersion id, String before, DataAction now, String message) {
        var found = ActionFolder.declared(id, before)
                .map(earlier -> ContractComparison.breaks(earlier, now))
                .orElse(List.of());
        if (!found.isEmpty()) {
            breaks.increment();
            LOG.log(
                    Level.WARNING,
                    "{0}:\n  {1}",
                    message.formatted(now.id(), id),
                    found.stream()
                            .map(change ->
                                    "%s: %s".formatted(folder.placeOf(now.id(), change.location()), change.text()))
                            .collect(Collectors.joining("\n  ")));
        }
    }
}
