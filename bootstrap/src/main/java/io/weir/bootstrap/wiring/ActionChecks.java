package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.application.action.RunDataAction;
import io.weir.application.check.CheckActions;
import io.weir.application.check.CheckActions.Suitability;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Interval;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the data actions against the org. An action that becomes unsuitable is logged as a WARNING with file and line,
 * and as an INFO when it is suitable again; a metric counts the unsuitable ones. The checks run when Weir starts, when
 * the folder has changed, and periodically while an action is unsuitable or unchecked. A run that finds its action
 * unsuitable counts too. Thread-safe.
 */
public final class ActionChecks implements RunDataAction.Findings {
    /** The time between checks while an action is unsuitable or unchecked. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How many names a problem lists. */
    private static final int MOST_NAMES = 20;

    private static final int MOST_UNFILLED = 10_000;
    private static final System.Logger LOG = System.getLogger(ActionChecks.class.getName());

    private final ActionCatalog catalog;
    private final CheckActions check;
    private final InstantSource clock;
    private final Map<ActionVersion, Unsuitable> unsuitable = new ConcurrentHashMap<>();
    private final Map<ActionVersion, List<String>> warned = new ConcurrentHashMap<>();
    private final Set<String> unfilled = ConcurrentHashMap.newKeySet();
    private List<DataAction> checked = List.of();
    private boolean undecided;
    private Instant checkedAt = Instant.MIN;

    /** The problems of an action, and when it became unsuitable. */
    private record Unsuitable(Instant since, List<String> problems) {}

    ActionChecks(ActionCatalog catalog, CheckActions check, InstantSource clock, MeterRegistry meters) {
        this.catalog = catalog;
        this.check = check;
        this.clock = clock;
        meters.remove("weir_actions_unsuitable", List.of());
        meters.getOrCreate(Gauge.builder("weir_actions_unsuitable", unsuitable, Map::size)
                .description("Data actions that do not suit the org, by the latest check"));
    }

    /** Logs that {@code action} does not suit the org, unless that is known already. */
    @Override
    public void unsuitable(DataAction action, List<Problem> problems) {
        if (!unsuitable.containsKey(action.id())) {
            doesNotSuit(action.id(), problems(catalog, action, problems));
        }
    }

    /** Logs once for each version of an action that a script does not fill in {@code input}. */
    @Override
    public void unfilled(DataAction action, MemberName input) {
        if (unfilled.size() < MOST_UNFILLED && unfilled.add(action.id() + " " + input)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a script sends the name of a variable in braces instead of its value: action {0}, input {1}",
                    isNewest(action) ? action.name() : action.id(),
                    input);
        }
    }

    private boolean isNewest(DataAction action) {
        return catalog.named(action.name())
                .filter(newest -> newest.version() == action.version())
                .isPresent();
    }

    /** Checks all actions if the catalog has changed, or if the interval has passed while an action is open. */
    void checkIfDue() {
        if (isDue()) {
            check(INTERVAL);
        }
    }

    private synchronized boolean isDue() {
        boolean open = undecided || !unsuitable.isEmpty();
        return !catalog.all().equals(checked)
                || (open && !Interval.from(checkedAt, INTERVAL).lastsAt(clock.instant()));
    }

    /** Checks all actions within {@code time}; returns the objects that the org did not describe. */
    synchronized Set<ObjectName> check(Duration time) {
        var deadline = Deadline.after(time, clock);
        var actions = catalog.all();
        var undescribed = new HashSet<ObjectName>();
        for (var action : actions) {
            switch (check.check(action, deadline)) {
                case Suitability.Suitable(var warnings) -> {
                    suits(action.id());
                    warn(action.id(), problems(catalog, action, warnings));
                }
                case Suitability.Undecided(var objects) -> undescribed.addAll(objects);
                case Suitability.Unsuitable(var problems) ->
                    doesNotSuit(action.id(), problems(catalog, action, problems));
            }
        }
        for (var id : List.copyOf(unsuitable.keySet())) {
            if (catalog.version(id).isEmpty()) {
                suits(id);
            }
        }
        checked = actions;
        undecided = !undescribed.isEmpty();
        checkedAt = clock.instant();
        return undescribed;
    }

    /** The distinct problems of {@code action}, as {@code file:line: problem}. */
    public static List<String> problems(ActionCatalog catalog, DataAction action, List<Problem> problems) {
        return problems.stream()
                .map(problem ->
                        ServedActions.placeOf(catalog, action.id(), problem.location()) + ": " + problem.message())
                .distinct()
                .toList();
    }

    private void doesNotSuit(ActionVersion id, List<String> problems) {
        @Nullable Unsuitable known;
        synchronized (unsuitable) {
            known = unsuitable.get(id);
            unsuitable.put(id, new Unsuitable(known == null ? clock.instant() : known.since, problems));
        }
        if (known == null || !known.problems.equals(problems)) {
            LOG.log(
                    Level.WARNING,
                    "data action {0} does not suit the org: callers are answered 500 action_unsuitable until it is"
                            + " corrected, or the run-as user gets access to these:\n"
                            + "  {1}",
                    id,
                    String.join("\n  ", problems));
        }
    }

    /** Logs once what may be unintended in an action that suits the org. */
    private void warn(ActionVersion id, List<String> warnings) {
        if (!warnings.isEmpty() && !warnings.equals(warned.put(id, warnings))) {
            LOG.log(
                    Level.WARNING,
                    "data action {0} suits the org, but this may be unintended:\n  {1}",
                    id,
                    String.join("\n  ", warnings));
        }
    }

    /** The problems of the action {@code id} with the org, as {@code file:line: problem}; none if it suits it. */
    List<String> problems(ActionVersion id) {
        return Optional.ofNullable(unsuitable.get(id)).map(Unsuitable::problems).orElse(List.of());
    }

    /** How many actions do not suit the org. */
    int unsuitable() {
        return unsuitable.size();
    }

    /** That actions do not suit the org, while that is so. */
    Optional<StatusProblem> problem() {
        var known = Map.copyOf(unsuitable);
        return known.values().stream()
                .map(Unsuitable::since)
                .min(Instant::compareTo)
                .map(since -> {
                    String names = known.keySet().stream()
                            .map(ActionVersion::toString)
                            .sorted()
                            .limit(MOST_NAMES)
                            .collect(Collectors.joining(", "));
                    return new StatusProblem(
                            ProblemKind.ACTIONS_UNSUITABLE,
                            since,
                            "%d data actions do not suit the org, and callers are answered 500 action_unsuitable: %s%s"
                                    .formatted(known.size(), names, known.size() > MOST_NAMES ? " and others" : ""));
                });
    }

    private void suits(ActionVersion id) {
        if (unsuitable.remove(id) != null) {
            LOG.log(Level.INFO, "data action {0} is no longer unsuitable for the org", id);
        }
    }
}
