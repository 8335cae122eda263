package io.weir.bootstrap.command;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.contract.ContractChange;
import io.weir.domain.contract.ContractComparison;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prints how data actions differ from former ones, and what of it breaks flows. For one report. */
final class ContractReport {
    private static final String ANOTHER_VERSION =
            "Flows break: give each of these actions another version, and keep the former one beside it, as in"
                    + " caller-lookup.v1.yaml.";
    private static final String OLDER =
            "Flows break that rely on the newer version: give the older declaration a version above it.";
    private static final String GONE =
            "Flows break that ask for what is gone: keep its file until the history has no more runs of it.";

    private static final Comparator<ActionName> BY_NAME = Comparator.comparing(ActionName::value);

    private final List<DataAction> before;
    private final ActionFolder now;
    private final boolean whole;
    private final PrintWriter out;
    private final Set<String> remedies = new LinkedHashSet<>();
    private boolean differs;

    /** @param whole whether an action that {@code now} does not have is gone */
    ContractReport(List<DataAction> before, ActionFolder now, boolean whole, PrintWriter out) {
        this.before = before;
        this.now = now;
        this.whole = whole;
        this.out = out;
    }

    /** Prints the report. Returns whether flows break without a new version. */
    boolean print() {
        now.all().forEach(this::compare);
        if (whole) {
            before.stream().map(DataAction::name).distinct().sorted(BY_NAME).forEach(this::gone);
        }
        if (!differs) {
            out.println("Nothing has changed that a flow can notice.");
        }
        remedies.forEach(out::println);
        return !remedies.isEmpty();
    }

    private void compare(DataAction action) {
        boolean isNewest = now.named(action.name()).filter(action::equals).isPresent();
        var same = before.stream()
                .filter(former -> former.id().equals(action.id()))
                .findFirst();
        var former = newestBefore(action.name()).filter(newest -> isNewest && newest.version() != action.version());
        same.ifPresent(old -> changed(ContractComparison.of(old, action), action.id()));
        former.ifPresent(newest -> replaced(newest, action));
        if (same.isEmpty() && former.isEmpty()) {
            println(action.id() + ": is new");
        }
    }

    private void changed(List<ContractChange> changes, ActionVersion id) {
        if (!changes.isEmpty()) {
            println(id + ":");
            if (printed(changes, id)) {
                remedies.add(ANOTHER_VERSION);
            }
        }
    }

    /** The newest version is now {@code action}, and was {@code former}. */
    private void replaced(DataAction former, DataAction action) {
        boolean isOlder = action.version() < former.version();
        println("%s: is %s version; compared with v%d:"
                .formatted(action.id(), isOlder ? "an older" : "a new", former.version()));
        if (printed(ContractComparison.of(former, action), action.id()) && isOlder) {
            remedies.add(OLDER);
        }
        if (whole && now.version(former.id()).isEmpty()) {
            breaks("v%1$d is gone, and flows that ask for it get a 404; keep it as %2$s.v%1$d.yaml"
                    .formatted(former.version(), former.name()));
        }
    }

    private void gone(ActionName name) {
        if (!now.names().contains(name)) {
            println(name + ":");
            breaks("is gone, and flows that call it get a 404");
            remedies.add(GONE);
            return;
        }
        var newest = newestBefore(name);
        before.stream()
                .filter(former -> former.name().equals(name) && !newest.equals(Optional.of(former)))
                .filter(former -> now.version(former.id()).isEmpty())
                .forEach(former -> {
                    println(former.id() + ":");
                    breaks("is gone, and flows that ask for this version get a 404");
                    remedies.add(GONE);
                });
    }

    private Optional<DataAction> newestBefore(ActionName name) {
        return before.stream()
                .filter(action -> action.name().equals(name))
                .max(Comparator.comparingInt(DataAction::version));
    }

    /** Prints {@code changes} of the action {@code id}. Returns whether one of them breaks flows. */
    private boolean printed(List<ContractChange> changes, ActionVersion id) {
        changes.forEach(change -> out.println("  %-7s %s: %s"
                .formatted(change.breaks() ? "breaks" : "ok", now.placeOf(id, change.location()), change.text())));
        return changes.stream().anyMatch(ContractChange::breaks);
    }

    private void breaks(String text) {
        out.println("  breaks  " + text);
    }

    private void println(String line) {
        differs = true;
        out.println(line);
    }
}
